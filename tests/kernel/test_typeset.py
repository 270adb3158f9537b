"""Papers as PDF: what people type stays text, the same input gives the same bytes, no character vanishes unseen."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

import yuban
from yuban.kernel import typeset

TEMPLATE = Path(yuban.__file__).parent / "catalogue" / "typst" / "sample.typ"
AT = datetime(2026, 9, 28, 2, 0, tzinfo=UTC)
MARKUP = '#panic(1) $x^2$ *粗* _斜_ @李四 <标> `码` // 注 \\ = 题 [括] https://例.test ~ -- "引"'


def data(**changes: Any) -> dict[str, Any]:
    """What the template of a filled-in sample wants; any template would do."""
    usual: dict[str, Any] = {
        "title": "申请表",
        "item_name": "测试事项",
        "organ_name": "测试机关",
        "fields": [{"label": "姓名", "sample": "测试居民甲"}],
        "notes": [],
        "all_notes": [],
        "promise": "",
        "is_form": True,
    }
    return usual | changes


def printed(**changes: Any) -> PdfReader:
    return PdfReader(io.BytesIO(typeset.pdf(TEMPLATE, data(**changes), at=AT)))


def words(paper: PdfReader) -> str:
    """The paper's text without the spaces that only place it."""
    return "".join("".join(page.extract_text() for page in paper.pages).split())


def test_what_people_type_is_never_markup() -> None:
    assert "".join(MARKUP.split()) in words(printed(fields=[{"label": MARKUP, "sample": "甲"}]))


def test_the_same_input_gives_the_same_bytes_also_side_by_side() -> None:
    names = [f"测试居民{number}" for number in range(12)]

    def make(name: str) -> bytes:
        return typeset.pdf(TEMPLATE, data(title=name), at=AT)

    one_by_one = [make(name) for name in names]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(make, names)) == one_by_one
    assert len(set(one_by_one)) == len(names)


def test_only_the_program_s_own_faces_are_used() -> None:
    page: Any = printed().pages[0]
    names = [str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()]
    faces = {name.split("+")[1].removesuffix("-Identity-H") for name in names}
    assert faces == {"YubanSerifSC-Regular", "YubanSerifSC-Bold", "YubanSansSC-Regular"}


def test_a_paper_can_be_archived_and_read_aloud() -> None:
    paper = printed(title="受理通知书")
    catalogue: Any = paper.trailer["/Root"]
    described = catalogue["/Metadata"].get_object().get_data().decode()
    assert paper.metadata is not None
    assert paper.metadata.title == "受理通知书（样表）"
    assert paper.metadata.creation_date == AT
    assert catalogue["/Lang"] == "zh-CN"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "<pdfaid:part>2<" in described
    assert "<pdfaid:conformance>A<" in described
    assert "<pdfuaid:part>1<" in described


def test_every_name_of_the_national_character_sets_can_be_printed() -> None:
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF) if trail != 0x7F)
    gbk = {text for pair in pairs if len(text := pair.decode("gbk", "ignore")) == 1 and "\u4e00" <= text <= "\u9fff"}
    assert len(gbk) == 20902
    assert not typeset.unprintable("".join(gbk))
    assert not typeset.unprintable("㛃䶮䲟鿍𠅤𫍽𬀩𬣙𬸪𠮷")  # the third table of 通用规范汉字表, and a known name


def test_a_character_that_no_face_has_is_told_and_never_dropped() -> None:
    assert typeset.unprintable("张\U00031350丁\ue000") == {"\U00031350", "\ue000"}
    assert typeset.unprintable("张三\n2026年 A-1（甲）") == set()
    text = words(printed(fields=[{"label": "姓名", "sample": "张\U00031350丁"}]))
    assert "张〓丁" in text
    assert "“〓”处为字库未收录的字（U+31350）" in text
    assert "未收录" not in words(printed())


def test_a_character_only_the_text_face_has_is_printed_in_titles_too() -> None:
    assert "䶮𠮷表" in words(printed(title="䶮𠮷表"))


def test_marks_that_cannot_be_seen_change_nothing() -> None:
    text = words(printed(fields=[{"label": "姓名", "sample": "张\u202e三\x00\u200b李\ufe00四\ud800"}]))
    assert "张三李四〓" in text


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_no_text_stops_the_press(text: str) -> None:
    made = typeset.pdf(TEMPLATE, data(title="表" + text, fields=[{"label": text, "sample": text}]), at=AT)
    assert made.startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2026, 1, 5), "2026年1月5日"),
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), "2026年12月31日"),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "2027年1月1日"),
    ],
)
def test_dates_are_chinese_and_of_the_day_in_china(on: date, shown: str) -> None:
    assert typeset.chinese_date(on) == shown
    assert shown in words(printed(item_name=on))


def test_a_code_is_a_picture_of_its_own_address() -> None:
    one, other = typeset.qr_svg("https://yuban.test/r/AAAA"), typeset.qr_svg("https://yuban.test/r/AAAB")
    assert one != other
    assert one.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert one == typeset.qr_svg("https://yuban.test/r/AAAA")


def test_each_face_comes_with_its_licence_and_its_origin() -> None:
    notice = (typeset.FONTS / "NOTICE.md").read_text(encoding="utf-8")
    faces = sorted(face.name for face in typeset.FONTS.glob("*.otf"))
    assert len(faces) == 3
    assert all(f"`{face}`" in notice for face in faces)
    assert "SIL OPEN FONT LICENSE Version 1.1" in (typeset.FONTS / "OFL.txt").read_text(encoding="utf-8")
