"""The forms of a guide: a blank one in Word to fill in, and the same one filled in as a sample PDF.

Both show the same table, so that whoever holds the sample finds each cell again on the blank form.
"""

import io
import zipfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from yuban.kernel import typeset

SAMPLE: Final = Path(__file__).with_name("typst") / "sample.typ"
EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)  # in each file, so that the same form gives the same bytes
BODY, TITLE, LABEL = "仿宋", "宋体", "黑体"  # faces every office machine has
LABEL_WIDTH, CELL_WIDTH, ROW_HEIGHT = Mm(45), Mm(115), Mm(14)
CARE: Final = "字迹应当清晰，不得涂改；没有的内容填写“无”。"
PROMISE: Final = "本人（单位）承诺以上所填内容真实、准确，并承担相应的法律责任。"
SIGNATURE: Final = "申请人签名（盖章）：____________　　日期：______年____月____日"


@dataclass(frozen=True)
class Field:
    """One cell of a form: what is asked, and what a filled-in sample shows there."""

    label: str
    sample: str


@dataclass(frozen=True)
class PrintedForm:
    """A paper as people hold it in their hands; `is_form` if they fill it in and sign it, not so for a certificate."""

    title: str
    item_name: str
    organ_name: str
    fields: tuple[Field, ...] = ()
    notes: tuple[str, ...] = ()
    is_form: bool = True

    @property
    def all_notes(self) -> tuple[str, ...]:
        """The notes printed under the table, with what holds for every form."""
        return (*self.notes, CARE) if self.is_form else self.notes


def filled_sample(form: PrintedForm) -> bytes:
    """The paper filled in, as PDF: sample values in blue, and 样表 across the page so that nobody hands it in."""
    content = asdict(form) | {"all_notes": form.all_notes, "promise": PROMISE}
    return typeset.pdf(SAMPLE, content, at=EPOCH)


def blank_form(form: PrintedForm) -> bytes:
    """The form as .docx, empty: each cell is a text field to type into, or to write in when it is printed."""
    document = docx.Document()
    _prepare(document, form)
    _write(
        document.add_paragraph(), form.title, size=22, face=TITLE, is_bold=True
    ).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(document.add_paragraph(), f"办理事项：{form.item_name}")
    _write(document.add_paragraph(), f"受理机关：{form.organ_name}", after=6)
    if form.fields:
        _add_table(document, form.fields)
    _write(document.add_paragraph(), PROMISE, before=12)
    _write(document.add_paragraph(), SIGNATURE, before=18, after=12)
    for number, note in enumerate(form.all_notes, start=1):
        lead = "填报说明：" if number == 1 else ""
        _write(document.add_paragraph(), f"{lead}{number}. {note}", size=10.5)
    return _packed(document)


def _prepare(document: Document, form: PrintedForm) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)
    properties = document.core_properties
    properties.title, properties.author, properties.language = form.title, form.organ_name, "zh-CN"
    properties.comments = ""
    properties.created = properties.modified = EPOCH
    normal = document.styles["Normal"]
    normal.font.name = BODY
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), BODY)
    normal.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="zh-CN" w:eastAsia="zh-CN"/>'))


def _write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = 12,
    face: str = BODY,
    is_bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> Paragraph:
    run = paragraph.add_run(text)
    run.font.size, run.font.name, run.bold = Pt(size), face, is_bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.25
    return paragraph


def _add_table(document: Document, fields: tuple[Field, ...]) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, (LABEL_WIDTH, CELL_WIDTH), strict=True):
        column.width = width
    for field in fields:
        row = table.add_row()
        row.height, row.height_rule = ROW_HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
        label, cell = row.cells
        label.width, cell.width = LABEL_WIDTH, CELL_WIDTH
        label.vertical_alignment = cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _write(label.paragraphs[0], field.label, face=LABEL).alignment = WD_ALIGN_PARAGRAPH.CENTER
        _add_text_field(cell, field.label)


def _add_text_field(cell: _Cell, label: str) -> None:
    """A content control named after its label; a blank inside, so that nothing but the cell is printed."""
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias/><w:tag/><w:text w:multiLine="1"/></w:sdtPr><w:sdtContent><w:r>'
        '<w:rPr><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve"> </w:t></w:r></w:sdtContent></w:sdt>'
    )
    for name in ("alias", "tag"):
        control.find(f".//{qn(f'w:{name}')}").set(qn("w:val"), label[:64])
    cell.paragraphs[0]._element.append(control)


def _packed(document: Document) -> bytes:
    """The document's bytes with one date on all parts; python-docx writes the time of day into them."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            dated = zipfile.ZipInfo(part.filename, EPOCH.timetuple()[:6])
            target.writestr(dated, source.read(part), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
