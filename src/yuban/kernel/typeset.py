"""Papers as PDF: a typst template, plain data, and the faces that come with the program.

Data reach a template as JSON and are shown, never evaluated, so that nothing a person types can become markup.
"""

import io
import json
import struct
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import segno
import typst

ROOT: Final = Path(__file__).parents[1]
FONTS: Final = Path(__file__).with_name("fonts")
WIDEST_FACE: Final = FONTS / "YubanSerif-Regular.otf"
ZONE: Final = ZoneInfo("Asia/Shanghai")
UNSEEN: Final = frozenset({"Cc", "Cf"})
SPACES: Final = dict.fromkeys((0x09, *range(0x2000, 0x200B), 0x202F, 0x205F), " ") | dict.fromkeys(
    (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))  # variant selectors: the plain form is shown
)
GETA: Final = "〓"  # what Chinese typesetters put for a character they do not have


def pdf(template: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Sets `data` in the typst file `template` (inside the package); the same input gives the same bytes.

    `at` is the moment of issue, written into the PDF. Dates in `data` are printed in Chinese form. A character that no
    face has is shown as 〓 and told to the template as `missing`, for a note that asks to write it by hand.
    """
    printable = _printable(data)
    printable["missing"] = [f"U+{ord(character):04X}" for character in sorted(_missing_in(data))]
    compiler = typst.Compiler(str(template), root=str(ROOT), font_paths=_faces(), ignore_system_fonts=True)
    made = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(printable, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],  # for archives (ISO 19005) and for screen readers (ISO 14289)
        timestamp=int(at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def unprintable(text: str) -> set[str]:
    """The characters of `text` that no face has; a paper shows 〓 in their place, so tell the person beforehand."""
    return {character for character in _visible(text) if ord(character) not in _coverage() and character != "\n"}


def chinese_date(on: date) -> str:
    """A date as official papers write it (GB/T 9704-2012, 7.3.5.4): 2026年11月21日; a moment by its day in China."""
    day = on.astimezone(ZONE) if isinstance(on, datetime) else on
    return f"{day.year}年{day.month}月{day.day}日"


def qr_svg(address: str) -> str:
    """A QR code as SVG, readable when a quarter of it is stained, with the quiet zone the standard asks for."""
    image = io.BytesIO()
    segno.make(address, error="q", micro=False).save(
        image, kind="svg", xmldecl=False, border=4, light="white", nl=False
    )
    return image.getvalue().decode("ascii")


@cache
def _faces() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _visible(text: str) -> str:
    """Composed, without what cannot be seen: controls, marks that turn the direction of writing, variant selectors."""
    if text.isascii() and text.isprintable():
        return text
    lines = (line.translate(SPACES) for line in unicodedata.normalize("NFC", text).splitlines())
    return "\n".join("".join(c for c in line if unicodedata.category(c) not in UNSEEN) for line in lines)


def _printable(value: Any) -> Any:
    """The same data as JSON has it: dates in Chinese form, and in texts only what can be printed."""
    match value:
        case str():
            return "".join(c if c == "\n" or ord(c) in _coverage() else GETA for c in _visible(value))
        case date():
            return chinese_date(value)
        case Mapping():
            return {key: _printable(part) for key, part in value.items()}
        case list() | tuple():
            return [_printable(part) for part in value]
        case _:
            return value


def _missing_in(value: Any) -> set[str]:
    match value:
        case str():
            return unprintable(value)
        case Mapping():
            return set().union(*(_missing_in(part) for part in value.values()))
        case list() | tuple():
            return set().union(*(_missing_in(part) for part in value))
        case _:
            return set()


@cache
def _coverage() -> frozenset[int]:
    """The code points of the widest face, from the segments of its character map (OpenType `cmap`, format 12)."""
    font = WIDEST_FACE.read_bytes()
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {font[at : at + 4]: struct.unpack_from(">II", font, at + 8) for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"][0]
    (count,) = struct.unpack_from(">H", font, start + 2)
    maps = [struct.unpack_from(">HHI", font, start + 4 + 8 * n) for n in range(count)]
    full = start + next(offset for platform, encoding, offset in maps if (platform, encoding) == (3, 10))
    (count,) = struct.unpack_from(">I", font, full + 12)
    segments = (struct.unpack_from(">II", font, full + 16 + 12 * n) for n in range(count))
    return frozenset(point for first, last in segments for point in range(first, last + 1))
