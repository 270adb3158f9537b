"""Small real files of each kind, and how the tests send them."""

import base64
import io
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
import segno

from yuban.kernel import files
from yuban.kernel.files import Upload
from yuban.kernel.refusals import Invalid

MEGABYTE = 1024 * 1024
ALL = frozenset(files.KINDS)
JPG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5a"
    "YVpQYEpRUk//wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABv/EABcQAAMBAAAAAAAAAAAAAAAAAAAWYqH/2gAIAQEAAD8ATMV6f//Z"
)


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
