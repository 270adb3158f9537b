"""Blank forms that can be filled in, and samples that show how."""

import io
from dataclasses import replace

import docx
from docx.oxml.ns import qn
from pypdf import PdfReader

from yuban.catalogue.documents import Field, PrintedForm, blank_form, filled_sample

FORM = PrintedForm(
    title="食品经营许可申请书",
    item_name="食品经营许可（新办）",
    organ_name="重庆市渝北区市场监督管理局",
    fields=(
        Field("经营者名称", "渝北区示例餐饮店"),
        Field("经营场所地址", "重庆市渝北区示例路1号"),
        Field("经营项目", "热食类食品制售"),
    ),
    notes=("由法定代表人或者负责人签名。",),
)
LARGEST = 60_000


def words(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_blank_form_asks_everything_and_answers_nothing() -> None:
    document = docx.Document(io.BytesIO(blank_form(FORM)))
    rows = [[cell.text.strip() for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["经营者名称", ""], ["经营场所地址", ""], ["经营项目", ""]]
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert paragraphs[:3] == [
        "食品经营许可申请书",
        "办理事项：食品经营许可（新办）",
        "受理机关：重庆市渝北区市场监督管理局",
    ]
    assert any("签名" in text and "日期" in text for text in paragraphs)
    assert "填报说明：1. 由法定代表人或者负责人签名。" in paragraphs
    assert document.core_properties.title == "食品经营许可申请书"
    assert "示例" not in "".join(text for row in rows for text in row)


def test_each_cell_of_a_blank_form_can_be_typed_into() -> None:
    document = docx.Document(io.BytesIO(blank_form(FORM)))
    controls = document.element.body.findall(f".//{qn('w:sdt')}")
    assert [control.find(f".//{qn('w:alias')}").get(qn("w:val")) for control in controls] == [
        field.label for field in FORM.fields
    ]
    assert all(control.find(f".//{qn('w:text')}") is not None for control in controls)


def test_a_sample_shows_each_answer_beside_its_question() -> None:
    text = words(filled_sample(FORM))
    for field in FORM.fields:
        assert field.label + field.sample in text
    for shown in (
        "食品经营许可申请书",
        "受理机关：重庆市渝北区市场监督管理局",
        "样表仅供填写时参考",
        "由法定代表人或者",
    ):
        assert shown in text


def test_a_certificate_is_shown_but_not_to_be_signed() -> None:
    text = words(filled_sample(replace(FORM, title="营业执照", is_form=False)))
    assert "申请人签名" not in text
    assert "式样以签发机关的为准" in text


def test_a_paper_without_fields_or_notes_is_still_a_paper() -> None:
    bare = PrintedForm(title="委托书", item_name="测试事项", organ_name="测试机关")
    assert "委托书" in words(filled_sample(bare))
    assert docx.Document(io.BytesIO(blank_form(bare))).tables == []


def test_signs_of_markup_are_plain_signs() -> None:
    odd = '<w:p/>&amp; "甲" #x $y$'
    form = replace(FORM, title=odd, fields=(Field(odd, odd),))
    document = docx.Document(io.BytesIO(blank_form(form)))
    assert document.paragraphs[0].text == odd
    assert document.tables[0].rows[0].cells[0].text == odd
    assert "".join(odd.split()) in words(filled_sample(form))


def test_the_same_form_gives_the_same_small_files() -> None:
    for make in (blank_form, filled_sample):
        assert make(FORM) == make(FORM)
        assert len(make(FORM)) < LARGEST
