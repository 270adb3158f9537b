"""The papers a case has by now, filled from its rows."""

import io

from django.utils import translation
from pypdf import PdfReader

from tests import factories
from tests.factories import NOON, World
from yuban.cases import actions as cases
from yuban.cases import papers
from yuban.cases.models import Case

URL = "https://yuban.test/query"


def words(case: Case, kind: str) -> str:
    made = papers.pdf(case, kind, query_url=URL)
    assert made is not None
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())


def delivered(world: World) -> Case:
    """A case of the world, all the way to the applicant's hands."""
    officer, case = world.actor(world.officer), factories.submitted(world)
    case = cases.accept(case=case, by=officer, at=NOON)
    case = cases.decide(case=case, by=officer, at=NOON, outcome="granted")
    return cases.deliver(case=case, by=officer, at=NOON, way="window", receiver="测试居民991")


def test_a_case_has_the_papers_of_the_steps_it_took(world: World) -> None:
    case = factories.submitted(world)
    assert papers.existing(case) == []
    assert papers.pdf(case, "decision", query_url=URL) is None
    assert papers.pdf(case, "no_such_paper", query_url=URL) is None
    assert [kind for kind, _name in papers.existing(delivered(world))] == [
        "acceptance_slip",
        "decision",
        "delivery_receipt",
    ]


def test_a_receipt_names_what_was_handed_over(world: World) -> None:
    case = delivered(world)
    text = words(case, "delivery_receipt")
    assert f"《准予行政许可决定书》（{case.decision.document_number}）" in text
    assert "测试许可证" in text
    assert "测试居民991" in text


def test_a_paper_is_chinese_whatever_its_reader_has_chosen(world: World) -> None:
    case = delivered(world)
    for kind, _name in papers.existing(case):
        chinese = papers.pdf(case, kind, query_url=URL)
        with translation.override("en"):
            assert papers.pdf(case, kind, query_url=URL) == chinese
