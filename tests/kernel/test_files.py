"""Files lie under the digest of their content, whole or not at all, under names that are safe."""

import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.uploads import ALL, MEGABYTE, accept, everything_under, pdf, refusal
from yuban.kernel import files
from yuban.kernel.files.store import display_name
from yuban.kernel.refusals import Invalid, Refusal


class Endless:
    """Somebody who never stops sending."""

    def __init__(self, start: bytes) -> None:
        self.start, self.sent = start, 0

    def read(self, size: int = -1, /) -> bytes:
        self.sent += size
        return self.start.ljust(size, b"0")


def test_reading_stops_soon_after_the_limit(root: Path) -> None:
    stream = Endless(b"%PDF-1.7")
    with pytest.raises(Invalid) as caught:
        files.accept_upload(stream, "大.pdf", ALL, 2 * MEGABYTE)
    assert caught.value.code == "file_too_large"
    assert str(caught.value) == "文件超过2 MB，请压缩或者分开上传。"
    assert stream.sent < 3 * MEGABYTE
    assert everything_under(root) == []


def test_exactly_the_limit_is_accepted() -> None:
    content = pdf(b"%" + b"0" * 1000 + b"\n")
    assert accept(content, "准.pdf", most=len(content)).size == len(content)
    assert refusal(content, "超.pdf", most=len(content) - 1).code == "file_too_large"


class Broken:
    """A connection that ends in the middle."""

    def __init__(self) -> None:
        self.parts = iter([b"%PDF-1.7\n"])

    def read(self, size: int = -1, /) -> bytes:
        for part in self.parts:
            return part
        raise ConnectionAbortedError


def test_half_an_upload_leaves_nothing(root: Path) -> None:
    with pytest.raises(Refusal):
        files.accept_upload(Broken(), "断.pdf", ALL, MEGABYTE)
    assert everything_under(root) == []


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow beyond a thousand bytes, not even the log of the tests: the operating system itself refuses."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_leaves_nothing(root: Path) -> None:
    content = pdf(b"%" + b"0" * 5000 + b"\n")
    for keep in (lambda: accept(content, "大.pdf"), lambda: files.keep(content)):
        with full_disk(), pytest.raises(Refusal) as caught:
            keep()
        assert (caught.value.code, caught.value.status) == ("disk_full", 507)
        assert "存储空间已满" in str(caught.value)
    assert everything_under(root) == []
    assert accept(pdf(), "小.pdf").kind == "pdf"


def test_a_folder_that_cannot_be_written_is_told(root: Path) -> None:
    root.write_text("no folder")
    with pytest.raises(Refusal) as caught:
        accept(pdf(), "申请表.pdf")
    assert (caught.value.code, caught.value.status) == ("storage_unavailable", 503)


def test_the_same_content_lies_there_once(root: Path) -> None:
    content = pdf()
    assert accept(content, "甲.pdf").digest == accept(content, "乙.pdf").digest == files.keep(content)
    assert len(everything_under(root)) == 1


def test_what_the_program_made_is_kept_and_can_be_forgotten() -> None:
    digest = files.keep(b"made by ourselves")
    assert files.exists(digest)
    files.remove(digest)
    files.remove(digest)
    assert not files.exists(digest)
    with pytest.raises(FileNotFoundError):
        files.open_stored(digest)


@pytest.mark.parametrize("odd", ["", "../../etc/passwd", "a" * 63, "A" * 64, "g" * 64, "a" * 64 + "\n"])
def test_only_a_digest_leads_to_a_file(odd: str) -> None:
    for ask in (files.exists, files.open_stored, files.remove):
        with pytest.raises(ValueError, match="not a digest"):
            ask(odd)


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("申请表.pdf", "申请表.pdf"),
        ("C:\\桌面\\申请表.PDF", "申请表.pdf"),
        ("../../etc/申请表.pdf", "申请表.pdf"),
        ('a<b>"c"|d?*.pdf', "a_b__c__d__.pdf"),
        ("gnp.\u202efdp.pdf", "gnp.fdp.pdf"),
        ("名\r\nX-Injected: 1.pdf", "名X-Injected_ 1.pdf"),
        ("两.点.pdf", "两.点.pdf"),
        ("  空  格  .pdf", "空 格.pdf"),
        (".pdf", "未命名.pdf"),
        ("", "未命名.pdf"),
        ("没有后缀", "没有后缀.pdf"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
    ],
)
def test_names_are_safe_to_show_and_to_save(declared: str, shown: str) -> None:
    assert display_name(declared, "pdf") == shown


def test_an_upload_of_django_is_read_like_any_file(rf: Any) -> None:
    request = rf.post("/", {"file": io.BytesIO(pdf())})
    upload = files.accept_upload(request.FILES["file"], "申请表.pdf", ALL, MEGABYTE)
    assert upload.name == "申请表.pdf"
