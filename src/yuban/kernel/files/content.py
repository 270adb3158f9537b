"""What a file really is, by its bytes, and whether it may be kept: damaged, locked or active files are refused."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Final

import filetype
from django.utils.translation import gettext as _

from yuban.kernel.refusals import Invalid

HEAD: Final = 8192
MOST_PARTS: Final = 2_000
MOST_UNPACKED: Final = 100 * 1024 * 1024
OFFICE_PACKING: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
OLD_OFFICE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
LOCKED_OFFICE: Final = "EncryptedPackage".encode("utf-16-le")


def _refused(code: str, sentence: str) -> Invalid:
    return Invalid(sentence, code=code, field="file")


def _damaged() -> Invalid:
    return _refused("file_damaged", _("文件不完整或者已损坏，请重新导出后上传。"))


def _locked() -> Invalid:
    return _refused("file_locked", _("文件设有密码，请去掉密码后再上传。"))


def _too_large() -> Invalid:
    return _refused("file_bomb", _("文件解开后过大，请精简内容或者转为PDF后上传。"))


def check_name(name: str, allowed: frozenset[str]) -> None:
    """Refuses by the ending what could not be accepted anyway, before a byte is read."""
    ending = _ending(name)
    if ending and not any(ending in KINDS[kind].endings for kind in allowed):
        raise _not_allowed(allowed)


def check_content(file: IO[bytes], name: str, allowed: frozenset[str]) -> str:
    """The kind of the written draft. Raises Invalid if it is unknown, not allowed, not what `name` says, or unfit."""
    kind = _kind_of(file)
    if kind is None:
        raise _not_allowed(allowed)
    ending = _ending(name)
    if ending and ending not in KINDS[kind].endings:
        raise _refused(
            "file_mismatch",
            _("文件的内容是%(kind)s，名称却以“.%(ending)s”结尾，请用原来的格式重新保存。")
            % {"kind": KINDS[kind].label, "ending": ending},
        )
    if kind not in allowed:
        raise _not_allowed(allowed)
    KINDS[kind].inspect(file)
    return kind


def _ending(name: str) -> str:
    _stem, dot, ending = name.strip().rpartition(".")
    return ending.lower() if dot else ""


def _not_allowed(allowed: frozenset[str]) -> Invalid:
    labels = "、".join(KINDS[kind].label for kind in KINDS if kind in allowed)
    return _refused("file_kind", _("不能上传这种文件，请上传%(kinds)s。") % {"kinds": labels})


def _kind_of(file: IO[bytes]) -> str | None:
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(OLD_OFFICE):
        raise _old_office(file)
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_package(file)
    found = filetype.guess(head)
    return found.extension if found is not None and found.extension in KINDS else None


def _old_office(file: IO[bytes]) -> Invalid:
    file.seek(0)
    if LOCKED_OFFICE in file.read():
        return _locked()
    return _refused("file_old_office", _("这是旧版Office文件，请另存为docx、xlsx或者PDF后上传。"))


def _kind_of_package(file: IO[bytes]) -> str | None:
    names = {part.filename for part in _parts(file)}
    for kind, mark in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"), ("ofd", "OFD.xml")):
        if mark in names:
            return kind
    return None


def _parts(file: IO[bytes]) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(file) as package:
            return package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise _damaged() from error


def _inspect_package(file: IO[bytes]) -> None:
    """Locked, oversized, damaged or with macros; the declared sizes are checked first and bound what is unpacked."""
    parts = _parts(file)
    if any(part.flag_bits & 0x1 for part in parts):
        raise _locked()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _too_large()
    if any(part.compress_type not in OFFICE_PACKING for part in parts):
        raise _damaged()
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise _refused("file_active", _("文件含有宏，请另存为不含宏的文件后上传。"))
    try:
        with zipfile.ZipFile(file) as package:
            broken = package.testzip()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise _damaged() from error
    if broken is not None:
        raise _damaged()


def _name(word: str) -> bytes:
    """A PDF name as a pattern; each of its letters may be written as # and two hexadecimal digits."""
    return b"/" + b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in word.encode()) + rb"\b"


_LOCKED_PDF: Final = re.compile(_name("Encrypt"))
_ACTIVE: Final = re.compile(_name("JavaScript") + b"|" + _name("Launch"))
_PACKED_OBJECTS: Final = re.compile(_name("ObjStm") + rb".{0,400}?stream\r?\n", re.DOTALL)


def _inspect_pdf(file: IO[bytes]) -> None:
    """Cut short, locked, or with a script or a program start, also inside packed objects."""
    file.seek(0)
    content = file.read()
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content:
        raise _damaged()
    if _LOCKED_PDF.search(content):
        raise _locked()
    if any(_ACTIVE.search(text) for text in (content, *_packed_objects(content))):
        raise _refused("file_active", _("PDF含有脚本或者启动程序的动作，请重新打印为PDF后上传。"))


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """The object streams, unpacked. What is read and what comes out are both bounded, however the file is made."""
    left = MOST_UNPACKED
    for start in _PACKED_OBJECTS.finditer(content):
        end = content.find(b"endstream", start.end())
        packed = content[start.end() : end if end >= 0 else len(content)]
        try:
            text = zlib.decompressobj().decompress(packed, left)
        except zlib.error as error:
            raise _damaged() from error
        left -= len(packed) + len(text)
        if left <= 0:
            raise _too_large()
        yield text


def _inspect_jpeg(file: IO[bytes]) -> None:
    file.seek(0)
    if b"\xff\xd9" not in file.read()[2:]:  # phones append data of their own after the end of the picture
        raise _damaged()


def _inspect_png(file: IO[bytes]) -> None:
    file.seek(0)
    if b"IEND\xae\x42\x60\x82" not in file.read():
        raise _damaged()


@dataclass(frozen=True, slots=True)
class Kind:
    """A format people may send: what it is called, how its names end, and what is looked into."""

    label: str
    endings: frozenset[str]
    inspect: Callable[[IO[bytes]], None]


KINDS: Final[dict[str, Kind]] = {
    "pdf": Kind("PDF", frozenset({"pdf"}), _inspect_pdf),
    "jpg": Kind("JPG", frozenset({"jpg", "jpeg", "jpe", "jfif"}), _inspect_jpeg),
    "png": Kind("PNG", frozenset({"png"}), _inspect_png),
    "docx": Kind("Word（docx）", frozenset({"docx"}), _inspect_package),
    "xlsx": Kind("Excel（xlsx）", frozenset({"xlsx"}), _inspect_package),
    "ofd": Kind("OFD", frozenset({"ofd"}), _inspect_package),
}
