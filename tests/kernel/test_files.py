"""Uploads: found out by their bytes, refused with a sentence, kept whole or not at all."""

import base64
import io
import resource
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
import segno

from yuban.kernel import files
from yuban.kernel.files import Upload
from yuban.kernel.files.store import display_name, path_of
from yuban.kernel.refusals import Invalid, Refusal
from yuban.kernel.sm3 import sm3

MEGABYTE = 1024 * 1024
ALL = frozenset(files.KINDS)
JPG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5a"
    "YVpQYEpRUk//wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABv/EABcQAAMBAAAAAAAAAAAAAAAAAAAWYqH/2gAIAQEAAD8ATMV6f//Z"
)


@pytest.fixture(autouse=True)
def root(settings: Any, tmp_path: Path) -> Path:
    settings.YUBAN_FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A small PDF with the usual parts and `objects` among them."""
    body = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    )
    return body + b"".join(objects) + b"trailer\n<</Root 1 0 R/Size 3" + trailer + b">>\nstartxref\n9\n%%EOF\n"


def object_stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return (
        b"5 0 obj\n<</Filter/FlateDecode/First 4/Length %d/N 1/Type/ObjStm>>stream\r\n" % len(packed)
        + packed
        + b"\r\nendstream\nendobj\n"
    )


def package(*names: str, filler: bytes = b"<x/>") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in names:
            parts.writestr(name, filler)
    return made.getvalue()


def word() -> bytes:
    made, document = io.BytesIO(), docx.Document()
    document.add_paragraph("申请书")
    document.save(made)
    return made.getvalue()


def png() -> bytes:
    made = io.BytesIO()
    segno.make("https://yuban.test").save(made, kind="png")
    return made.getvalue()


SCRIPT = object_stream(b"6 0 <</S/JavaScript/JS(x)>>")
EXCEL, OFD = package("[Content_Types].xml", "xl/workbook.xml"), package("OFD.xml", "Doc_0/Document.xml")


def accept(content: bytes, name: str = "", allowed: frozenset[str] = ALL, most: int = MEGABYTE) -> Upload:
    return files.accept_upload(io.BytesIO(content), name, allowed, most)


def refusal(content: bytes, name: str = "", allowed: frozenset[str] = ALL, most: int = MEGABYTE) -> Invalid:
    with pytest.raises(Invalid) as caught:
        accept(content, name, allowed, most)
    assert caught.value.field == "file"
    return caught.value


def everything_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("make", "name", "kind"),
    [
        (pdf, "申请表.pdf", "pdf"),
        (lambda: pdf(object_stream(b"6 0 <</Type/Font>>")), "扫描件.PDF", "pdf"),
        (lambda: JPG, "照片.JPEG", "jpg"),
        (lambda: JPG + b"made by a phone", "照片.jpg", "jpg"),
        (png, "章程.png", "png"),
        (word, "申请书.docx", "docx"),
        (lambda: EXCEL, "名单.xlsx", "xlsx"),
        (lambda: OFD, "发票.ofd", "ofd"),
    ],
)
def test_each_kind_is_known_by_its_content_and_kept(
    make: Callable[[], bytes], name: str, kind: str, root: Path
) -> None:
    content = make()
    upload = accept(content, name)
    assert (upload.kind, upload.size, upload.digest) == (kind, len(content), sm3(content).hex())
    assert accept(content, "").kind == kind
    with files.open_stored(upload.digest) as stored:
        assert stored.read() == content
    assert everything_under(root) == [path_of(upload.digest)]
    assert path_of(upload.digest).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("content", "name", "code", "words"),
    [
        (b"", "空.pdf", "file_empty", "空的"),
        (JPG, "照片.pdf", "file_mismatch", "内容是JPG，名称却以“.pdf”结尾"),
        (pdf(), "照片.png", "file_mismatch", "内容是PDF"),
        (EXCEL, "申请书.docx", "file_mismatch", "Excel"),
        (b"<html><script>alert(1)</script></html>", "网页.pdf", "file_kind", "请上传PDF、JPG"),
        (b"MZ\x90\x00" + bytes(200), "程序.exe", "file_kind", "不能上传"),
        (b"MZ\x90\x00" + bytes(200), "程序.pdf", "file_kind", "不能上传"),
        (package("a.txt"), "压缩包.zip", "file_kind", "不能上传"),
        (package("a.txt"), "压缩包.docx", "file_kind", "不能上传"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "旧.docx", "file_old_office", "另存为docx"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "锁.docx",
            "file_locked",
            "密码",
        ),
        (pdf()[:-8], "断.pdf", "file_damaged", "不完整"),
        (JPG[:-9], "断.jpg", "file_damaged", "不完整"),
        (png()[:-12], "断.png", "file_damaged", "不完整"),
        (word()[:-300], "断.docx", "file_damaged", "不完整"),
        (pdf(trailer=b"/Encrypt 9 0 R"), "锁.pdf", "file_locked", "密码"),
        (pdf(b"4 0 obj\n<</S/JavaScript/JS(app.alert\\(1\\))>>\nendobj\n"), "a.pdf", "file_active", "脚本"),
        (pdf(b"4 0 obj\n<</S/J#61vaScrip#74/JS(x)>>\nendobj\n"), "a.pdf", "file_active", "脚本"),
        (pdf(b"4 0 obj\n<</S/Launch/F(a.exe)>>\nendobj\n"), "a.pdf", "file_active", "脚本"),
        (pdf(SCRIPT), "a.pdf", "file_active", "脚本"),
        (pdf(SCRIPT.replace(b"ObjStm", b"Obj#53tm")), "a.pdf", "file_active", "脚本"),
        (pdf(SCRIPT.replace(b"x\x9c", b"yy")), "a.pdf", "file_damaged", "损坏"),
        (package("word/document.xml", "word/vbaProject.bin"), "宏.docx", "file_active", "宏"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    content: bytes, name: str, code: str, words: str, root: Path
) -> None:
    refused = refusal(content, name)
    assert refused.code == code
    assert words in str(refused)
    assert not root.exists() or everything_under(root) == []


def test_only_what_this_paper_may_be_is_accepted() -> None:
    allowed = frozenset({"pdf", "jpg"})
    assert accept(JPG, "照片.jpg", allowed).kind == "jpg"
    assert str(refusal(png(), "图.png", allowed)) == "不能上传这种文件，请上传PDF、JPG。"
    assert refusal(png(), "", allowed).code == "file_kind"


def test_a_locked_package_is_told_from_a_damaged_one() -> None:
    locked = bytearray(word())
    with zipfile.ZipFile(io.BytesIO(locked)) as parts:
        first = parts.infolist()[0]
        start = parts.start_dir
    locked[first.header_offset + 6] |= 1  # the flag stands before each part and again in the table of contents
    locked[start + 8] |= 1
    assert refusal(bytes(locked), "锁.docx").code == "file_locked"


def test_a_package_that_unpacks_beyond_measure_is_not_unpacked() -> None:
    bomb = package("word/document.xml", *(f"word/{number}.xml" for number in range(11)), filler=bytes(10 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    assert refusal(bomb, "炸弹.docx").code == "file_bomb"
    assert refusal(package(*map(str, range(2001)), "OFD.xml"), "碎.ofd").code == "file_bomb"
    packed = object_stream(bytes(101 * MEGABYTE))
    assert refusal(pdf(packed), "炸弹.pdf").code == "file_bomb"


def test_an_altered_package_is_noticed() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as parts:
        parts.writestr("OFD.xml", b"<OFD>original</OFD>")
    assert refusal(made.getvalue().replace(b"original", b"imitated"), "票.ofd").code == "file_damaged"


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


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond a thousand bytes: the operating system itself refuses to write on."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_leaves_nothing(full_disk: None, root: Path) -> None:
    content = pdf(b"%" + b"0" * 5000 + b"\n")
    for keep in (lambda: accept(content, "大.pdf"), lambda: files.keep(content)):
        with pytest.raises(Refusal) as caught:
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
