"""Uploads are found out by their bytes; what is unfit is refused with a sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kernel.uploads import (
    EXCEL,
    JPG,
    MEGABYTE,
    OFD,
    SCRIPT,
    accept,
    everything_under,
    object_stream,
    package,
    pdf,
    png,
    refusal,
    word,
)
from yuban.kernel import files
from yuban.kernel.files.store import path_of
from yuban.kernel.sm3 import sm3


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
