"""The papers of a case: what each must say, and what none may do."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from tests.cases.test_clock import decision
from yuban.cases import documents
from yuban.cases.documents import Gap, Paper, Received, Remedy, Term
from yuban.cases.reference import Outcome
from yuban.kernel.working_time import Pause

FIRM: dict[str, Any] = {
    "organ": "重庆市渝北区市场监督管理局",
    "phone": "023-67800101",
    "complaint_phone": "023-67800102",
    "address": "重庆市渝北区示例路1号",
    "number": "50011220260928000000174",
    "applicant": "渝北区示例餐饮有限公司",
    "is_firm": True,
    "item": "食品经营许可（新办）",
    "is_licence": True,
    "applied_on": date(2026, 9, 27),
    "issued_at": datetime(2026, 9, 28, 2, 0, tzinfo=UTC),
}
PERSON: dict[str, Any] = FIRM | {"applicant": "测试居民甲", "is_firm": False, "item": "结婚登记", "is_licence": False}
CODE: dict[str, Any] = {"query_code": "K7M2XQ4T", "url": "https://yuban.test/query"}
ACCEPTED: dict[str, Any] = {"accepted_on": date(2026, 9, 28)}
LIMITS: dict[str, Any] = {
    "promised": Term(days=5, due_on=date(2026, 10, 12)),
    "statutory": Term(days=20, due_on=date(2026, 11, 2), remarks=("10月1日至10月7日国庆节不计入",)),
}
WAY_OUT = Remedy(review_body="重庆市渝北区人民政府", court="重庆市渝北区人民法院")
DECIDED: dict[str, Any] = (
    FIRM | ACCEPTED | {"document_number": "渝北市监〔2026〕17号", "legal_basis": ("《食品安全法》第三十五条",)}
)

ACCEPTANCE = documents.AcceptanceSlip(
    **FIRM, **CODE, **ACCEPTED, **LIMITS, materials=(Received(name="营业执照", got="纸质收取", copies=2),)
)
CORRECTION = documents.CorrectionNotice(
    **FIRM, **CODE, gaps=(Gap(name="申请书", problem="未签名。\n请补签。"),), due_on=date(2026, 10, 26)
)
DENIED = documents.DecisionPaper(**DECIDED, outcome=Outcome.DENIED, reason="布局不合标准。", remedy=WAY_OUT)
GRANTED = documents.DecisionPaper(
    **DECIDED, outcome=Outcome.GRANTED, results=("《食品经营许可证》",), deliver_by=date(2026, 10, 26)
)
TERMINATED = documents.DecisionPaper(**DECIDED, outcome=Outcome.TERMINATED, reason="申请人已注销。")
REFUSAL = documents.RefusalNotice(**FIRM, reason="场所在征收范围内。", remedy=WAY_OUT)
REDIRECTION = documents.RedirectionNotice(**FIRM, reason="由市级部门实施。", competent_body="重庆市药品监督管理局")
NOT_NEEDED = documents.NotNeededNotice(**FIRM, reason="只需备案。")
SPECIAL = documents.SpecialProcedureNotice(
    **FIRM,
    **ACCEPTED,
    procedure="专家评审",
    reason="工艺复杂。",
    expected_days=10,
    started_on=date(2026, 9, 29),
)
EXTENSION = documents.ExtensionNotice(**FIRM, **ACCEPTED, days=10, reason="核查改期。", due_on=date(2026, 11, 16))
RECEIPT = documents.DeliveryReceipt(
    **FIRM,
    papers=("渝北市监〔2026〕17号",),
    way="窗口领取",
    receiver="测试居民乙",
    delivered_at=datetime(2026, 9, 29, 17, 0, tzinfo=UTC),
    deliverer="窗口测试员",
)
RATING = documents.RatingSlip(**PERSON, url="https://yuban.test/rate/x")
EVERY: list[Paper] = [
    *(ACCEPTANCE, CORRECTION, REFUSAL, REDIRECTION, NOT_NEEDED, SPECIAL, EXTENSION),
    *(GRANTED, DENIED, TERMINATED, RECEIPT, RATING),
]


def read(paper: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(documents.pdf(paper)))


def words(paper: Paper) -> str:
    return "".join("".join(page.extract_text() for page in read(paper).pages).split())


@pytest.mark.parametrize("paper", EVERY, ids=lambda paper: paper.title)
def test_every_paper_fits_a_sheet_and_says_who_to_whom_about_what_and_when(paper: Paper) -> None:
    assert len(read(paper).pages) == 1
    metadata = read(paper).metadata
    assert metadata is not None
    assert metadata.title == f"{paper.title}（{paper.item}）"
    assert metadata.author == paper.organ
    text = words(paper)
    for said in (paper.organ, paper.title, paper.applicant, paper.item, paper.phone, paper.complaint_phone):
        assert said in text
    assert "未收录" not in text
    assert documents.pdf(paper) == documents.pdf(paper)
    if paper is not RATING:
        assert "2026年9月28日" in text


@pytest.mark.parametrize(
    ("paper", "sentences"),
    [
        (
            ACCEPTANCE,
            (
                "你单位于2026年9月27日提出的“食品经营许可（新办）”申请",
                "依据《中华人民共和国行政许可法》第三十二条第一款第五项的规定",
                "本机关自2026年9月28日起予以受理",
                "本机关承诺的办理期限为5个工作日，至2026年10月12日（含当日）",
                "法定办理期限为20个工作日，至2026年11月2日（含当日）",
                "10月1日至10月7日国庆节不计入",
                "营业执照纸质收取2",
                "查询码：K7M2XQ4T",
                "加盖行政许可专用章",
                "办件编号：50011220260928000000174",
            ),
        ),
        (
            CORRECTION,
            (
                "第三十二条第一款第四项",
                "需要补正的全部内容一次告知",
                "1申请书未签名。请补签。",
                "请于2026年10月26日（含当日）前补正",
                "逾期不补正的，视为放弃本次申请",
                "查询码：K7M2XQ4T",
            ),
        ),
        (REFUSAL, ("场所在征收范围内。", "本机关决定不予受理", "六十日内依法向重庆市渝北区人民政府申请行政复议")),
        (
            REDIRECTION,
            ("第三十二条第一款第二项", "由市级部门实施。", "请你单位向重庆市药品监督管理局提出申请", "六个月内"),
        ),
        (NOT_NEEDED, ("第三十二条第一款第一项", "依法不需要取得行政许可", "只需备案。")),
        (
            SPECIAL,
            ("专家评审自2026年9月29日起进行，预计需要10个工作日", "第四十五条", "所需时间不计算在办理期限内"),
        ),
        (
            EXTENSION,
            ("第四十二条第一款", "经本机关负责人批准，办理期限延长10个工作日，至2026年11月16日", "核查改期。"),
        ),
        (
            GRANTED,
            (
                "准予行政许可决定书",
                "渝北市监〔2026〕17号",
                "依据《食品安全法》第三十五条和《中华人民共和国行政许可法》第三十八条第一款的规定，本机关决定准予行政许可",
                "于2026年10月26日（含当日）前向你单位送达《食品经营许可证》",
            ),
        ),
        (
            DENIED,
            (
                "不予行政许可决定书",
                "布局不合标准。",
                "第三十八条第二款的规定，本机关决定不予行政许可",
                "六十日内依法向重庆市渝北区人民政府申请行政复议",
                "六个月内依法向重庆市渝北区人民法院提起行政诉讼",
            ),
        ),
        (TERMINATED, ("终止办理决定书", "申请人已注销。", "决定终止办理", "有管辖权的行政复议机关")),
        (RECEIPT, ("渝北市监〔2026〕17号", "窗口领取", "2026年9月30日", "测试居民乙", "窗口测试员", "拒绝签收的")),
        (RATING, ("你申请的“结婚登记”已经办结", "非常满意、满意、基本满意、不满意、非常不满意", "扫码评价")),
    ],
    ids=lambda value: value.title if isinstance(value, Paper) else "",
)
def test_each_paper_says_what_the_law_wants_it_to_say(paper: Paper, sentences: tuple[str, ...]) -> None:
    text = words(paper)
    assert [said for said in sentences if said not in text] == []


def test_only_what_goes_against_the_applicant_names_remedies() -> None:
    against = {paper.title for paper in EVERY if "行政诉讼" in words(paper)}
    assert against == {REFUSAL.title, REDIRECTION.title, DENIED.title, TERMINATED.title}


def test_silence_is_told_as_acceptance_from_the_day_of_receipt() -> None:
    text = words(replace(ACCEPTANCE, is_deemed=True))
    assert "第三十二条第一款第四项的规定，该申请自收到申请材料之日即2026年9月28日起视为受理" in text
    assert "第五项" not in text


def test_the_law_of_licences_is_applied_to_others_by_analogy_and_never_called_a_licence() -> None:
    slip = words(documents.AcceptanceSlip(**PERSON, **CODE, **ACCEPTED, **LIMITS))
    assert "参照《中华人民共和国行政许可法》" in slip
    assert "加盖业务专用章" in slip
    assert "你于2026年9月27日提出" in slip
    granted = replace(GRANTED, is_licence=False, item="结婚登记")
    assert granted.title == "准予办理决定书"
    assert "行政许可" not in words(granted)
    assert "依据《食品安全法》第三十五条的规定，本机关决定准予办理" in words(granted)
    assert "本机关决定准予办理" in words(replace(granted, legal_basis=()))


def test_a_long_list_goes_on_over_numbered_pages() -> None:
    gaps = tuple(Gap(name=f"材料{number}", problem="应加盖公章。" * 12) for number in range(40))
    pages = read(replace(CORRECTION, gaps=gaps)).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页，共{len(pages)}页" in "".join(page.extract_text().split())
    assert "存在的问题" in pages[1].extract_text()


def test_what_people_typed_stays_what_they_typed() -> None:
    typed = "#panic() $1 *甲* @乙 = 丙 // 丁"
    text = words(replace(DENIED, reason=typed + "\n\n  第二段\n", applicant=typed, item=typed))
    assert text.count("".join(typed.split())) == 3
    assert "第二段" in text


def test_a_code_appears_only_where_there_is_an_address() -> None:
    with_code, without = documents.pdf(ACCEPTANCE), documents.pdf(replace(ACCEPTANCE, url=""))
    assert "扫码查询办理进度" in words(ACCEPTANCE)
    assert "扫码" not in words(replace(ACCEPTANCE, url=""))
    assert "查询码：K7M2XQ4T" in words(replace(ACCEPTANCE, url=""))
    assert len(with_code) > len(without)


def test_a_name_with_a_character_nobody_has_is_marked_for_the_pen() -> None:
    text = words(replace(RATING, applicant="张\U00031350"))
    assert "张〓：" in text
    assert "（U+31350）" in text


def test_a_deadline_names_the_days_that_surprise() -> None:
    promised, statutory = decision("2026-09-28", pauses=[Pause(date(2026, 10, 12), date(2026, 10, 14), "听证")])
    with translation.override("en"):
        told, legal = documents.term(promised), documents.term(statutory)
    assert (told.days, told.due_on) == (5, promised.due_on)
    assert told.remarks == ("10月1日至10月7日国庆节不计入", "10月10日国庆节调休上班，计入")
    assert legal.remarks == (*told.remarks, "10月13日至10月14日听证期间不计")
    assert not told.is_provisional
    late = documents.term(decision("2026-12-28")[1])
    assert late.is_provisional
    assert "放假安排尚未公布" in words(replace(ACCEPTANCE, statutory=late))
