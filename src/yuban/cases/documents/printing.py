"""Sets a paper in its template, and says a deadline in its words."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

from django.utils import translation

from yuban.cases.clock import Deadline
from yuban.cases.documents.slips import Paper, Term
from yuban.kernel import typeset
from yuban.kernel.working_time import Why

TEMPLATES: Final = Path(__file__).with_name("typst")
# What a paper says of days that surprise, after the calendar's own words.
REMARKS: Final[Mapping[Why, str]] = {Why.HOLIDAY: "不计入", Why.MAKE_UP: "，计入", Why.PAUSED: ""}


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/A; the same paper gives the same bytes."""
    content = asdict(paper) | {"title": paper.title}
    if paper.url:
        content["qr"] = typeset.qr_svg(paper.url)
    return typeset.pdf(TEMPLATES / paper.template, content, at=paper.issued_at)


def term(deadline: Deadline) -> Term:
    """A deadline as told to the applicant: weekends go without saying, holidays, make-up days and pauses are named."""
    remarks = []
    with translation.override("zh-hans"):
        told = [day for day in deadline.count.days if day.code is not Why.WEEKEND]
        for _kind, run in groupby(told, key=lambda day: (day.code, day.name)):
            days = list(run)
            if days[0].code in REMARKS:
                remarks.append(f"{_span(days[0].on, days[-1].on)}{days[0].why}{REMARKS[days[0].code]}")
    return Term(
        days=deadline.days,
        due_on=deadline.due_on,
        remarks=tuple(remarks),
        is_provisional=deadline.count.is_provisional,
    )


def _span(first: date, last: date) -> str:
    since = f"{first.month}月{first.day}日"
    return since if first == last else f"{since}至{last.month}月{last.day}日"
