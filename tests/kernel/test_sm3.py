"""SM3 against the vectors printed in GB/T 32905-2016, annex A."""

import pytest

from yuban.kernel.sm3 import sm3


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_published_vectors(text: bytes, digest: str) -> None:
    assert sm3(text).hex() == digest


def test_a_changed_bit_changes_the_digest() -> None:
    assert sm3(b"\x00") != sm3(b"\x01")
    assert len(sm3(b"")) == 32
