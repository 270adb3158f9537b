"""Reads of cases that are more than a filter: the rulebook of the day, deadlines with their days, history, verification."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from time import monotonic
from typing import Any, Final

from django.db.models import Count, Q
from django.utils import timezone

from yuban.cases import clock
from yuban.cases.models import Case, CaseStep, LegalLimit
from yuban.cases.reference import BEFORE_ACCEPTANCE, IN_EXAMINATION, OPEN, State
from yuban.kernel import steps
from yuban.kernel.models import CalendarDay, CalendarYear
from yuban.kernel.sm3 import sm3
from yuban.kernel.working_time import Calendar, Day, Pause

_KEPT_SECONDS: Final = 30.0
_rulebook: tuple[float, clock.Limits, Calendar] | None = None


def rulebook(at: datetime) -> tuple[clock.Limits, Calendar]:
    """The limits in force on this day and the working calendar, read from their rows at most every half minute."""
    global _rulebook
    if _rulebook is None or monotonic() - _rulebook[0] > _KEPT_SECONDS:
        _rulebook = (monotonic(), _limits(at), _calendar())
    return _rulebook[1], _rulebook[2]


def forget_rulebook() -> None:
    """After a limit or a day of the calendar was changed by this process."""
    global _rulebook
    _rulebook = None


def _limits(at: datetime) -> clock.Limits:
    rows: dict[str, LegalLimit] = {}
    for row in LegalLimit.objects.filter(valid_from__lte=timezone.localdate(at)).order_by("valid_from"):
        rows[row.key] = row
    return clock.Limits(**{key: row.days for key, row in rows.items()})


def _calendar() -> Calendar:
    published = set(CalendarYear.objects.filter(is_provisional=False).values_list("year", flat=True))
    days = [Day(row.on, row.is_working, row.name) for row in CalendarDay.objects.all()]
    return Calendar(days, published_years=published)


def pauses(case: Case) -> list[Pause]:
    """The special procedures of a case as spans of days the clock does not count."""
    return [
        Pause(
            timezone.localdate(row.started_at),
            timezone.localdate(row.ended_at) if row.ended_at else None,
            row.get_procedure_display(),
        )
        for row in case.pauses.all()
    ]


def decision_deadlines(case: Case, at: datetime) -> tuple[clock.Deadline, clock.Deadline]:
    """(promised, statutory) deadline of an accepted case with every day that was counted or skipped, and why."""
    limits, calendar = rulebook(at)
    extension = getattr(case, "extension", None)
    assert case.accepted_at is not None
    return clock.decision_deadlines(
        case.accepted_at,
        promised_days=case.version.promised_days,
        statutory_days=case.version.statutory_days,
        limits=limits,
        calendar=calendar,
        pauses=pauses(case),
        extension_days=extension.days if extension else 0,
        now=at,
    )
