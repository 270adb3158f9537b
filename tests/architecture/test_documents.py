"""What is generated from the code and kept in the repository is what the code says now."""

import pytest

from tools import documents


@pytest.mark.parametrize("name", ["settings.md", "addresses.md", "rights.md", "case.md"])
def test_generated_document_is_up_to_date(name: str) -> None:
    kept = (documents.TARGET / name).read_text(encoding="utf-8")
    assert kept == documents.documents()[name], "run make fix"


def test_no_generated_document_is_left_over() -> None:
    assert {path.name for path in documents.TARGET.iterdir()} == documents.documents().keys()
