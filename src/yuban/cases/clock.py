"""The time limits of 行政许可法 as pure functions: each deadline comes with every day that was counted or skipped.

All limits are working days (§82). Limits and the calendar come from rows; nothing here reads the database or the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from yuban.kernel.refusals import Refusal
from yuban.kernel.working_time import Calendar, Count, Pause, between, count

ZONE: Final = ZoneInfo("Asia/Shanghai")
GREEN, YELLOW, RED, PAUSED = "green", "yellow", "red", "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Day counts of the law and thresholds of the lights; each is a row of `LegalLimit` with its article."""

    reply_days: int
    decide_days: int
    extension_days: int
    joint_days: int
    joint_extension_days: int
    lower_level_days: int
    delivery_days: int
    correction_days: int
    yellow_days: int
    yellow_percent: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by whose end something must have happened, how it was counted, how many days, and by which rule."""

    due_on: date
    days: int
    basis: str
    count: Count

    def remaining(self, today: date, calendar: Calendar, pauses: Sequence[Pause] = ()) -> int:
        """Working days left after today; 0 on the due day, negative when overdue."""
        return between(today, self.due_on, calendar, pauses)

    def is_overdue(self, today: date) -> bool:
        """Overdue begins when the due day is over."""
        return today > self.due_on


def local_day(at: datetime) -> date:
    """The day of an aware moment in China; all limits are counted in such days."""
    return at.astimezone(ZONE).date()


def _deadline(start: date, days: int, basis: str, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Deadline:
    counted = count(start, days, calendar, pauses)
    return Deadline(counted.due_on, days, basis, counted)


def reply_deadline(papers_received_at: datetime, limits: Limits, calendar: Calendar) -> Deadline:
    """§32(1)(iv): within five days of receiving the papers the organ tells, once, everything that is missing."""
    return _deadline(local_day(papers_received_at), limits.reply_days, _("行政许可法第三十二条"), calendar)


def deemed_accepted_at(
    papers_received_at: datetime, now: datetime, limits: Limits, calendar: Calendar
) -> datetime | None:
    """§32(1)(iv): silence beyond the limit accepts the case as of the day the papers were received; None until then."""
    deadline = reply_deadline(papers_received_at, limits, calendar)
    return papers_received_at if deadline.is_overdue(local_day(now)) else None


def decision_deadlines(
    accepted_at: datetime,
    *,
    promised_days: int,
    statutory_days: int,
    limits: Limits,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    extension_days: int = 0,
) -> tuple[Deadline, Deadline]:
    """(promised, statutory) deadline of the decision: §42, with special procedures (§45) left out.

    An item for which no law sets a limit falls under the twenty days of §42. An approved extension moves both: the head
    has told the applicant a new day, so the old promise no longer binds, and the promise never runs beyond the law.
    """
    start = local_day(accepted_at)
    legal_days = statutory_days or limits.decide_days
    own = _("本事项法定时限") if statutory_days else _("行政许可法第四十二条")
    extended = _("，经批准延长%(days)d日") % {"days": extension_days} if extension_days else ""
    statutory = _deadline(start, legal_days + extension_days, own + extended, calendar, pauses)
    promise = min(promised_days, legal_days) if promised_days else legal_days
    promised = _deadline(start, promise + extension_days, _("本机关承诺时限") + extended, calendar, pauses)
    return promised, statutory


def joint_deadline(
    accepted_at: datetime,
    limits: Limits,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
    is_extended: bool = False,
) -> Deadline:
    """§42(2): unified, joint or centralised handling takes at most 45 days, 15 more if the government approves."""
    days = limits.joint_days + (limits.joint_extension_days if is_extended else 0)
    return _deadline(local_day(accepted_at), days, _("行政许可法第四十二条第二款"), calendar, pauses)


def lower_level_deadline(accepted_at: datetime, limits: Limits, calendar: Calendar) -> Deadline:
    """§43: a lower organ that checks first does so within twenty days of accepting."""
    return _deadline(local_day(accepted_at), limits.lower_level_days, _("行政许可法第四十三条"), calendar)


def correction_deadline(told_at: datetime, limits: Limits, calendar: Calendar) -> Deadline:
    """How long the applicant has to answer the one-time notice; set locally and told in the notice."""
    return _deadline(local_day(told_at), limits.correction_days, _("补正通知书所载期限"), calendar)


def delivery_deadline(decided_at: datetime, limits: Limits, calendar: Calendar) -> Deadline:
    """§44: the licence is issued and delivered within ten days of the decision."""
    return _deadline(local_day(decided_at), limits.delivery_days, _("行政许可法第四十四条"), calendar)


def may_extend(days: int, today: date, statutory_due_on: date, limits: Limits) -> Refusal | None:
    """§42(1): at most ten days, and before the limit is over; once and by the head is asked elsewhere."""
    if not 1 <= days <= limits.extension_days:
        return Refusal(
            _("延长期限应在1到%(most)d个工作日之间（行政许可法第四十二条）。") % {"most": limits.extension_days},
            code="days",
        )
    if today > statutory_due_on:
        return Refusal(_("法定期限已过，不能再延长。"), code="too_late")
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """A run of days in the answer to "why this day": working days first to last by number, or skipped ones, and why."""

    since: date
    until: date
    numbers: tuple[int, int] | None
    why: str


def explain(deadline: Deadline) -> list[Line]:
    """Why the deadline is this day: every day from the start to the due day, neighbours of the same kind together."""
    lines = []
    for _kind, run in groupby(deadline.count.days, key=lambda day: (day.code, day.name)):
        days = list(run)
        first, last = days[0], days[-1]
        numbers = None if first.ordinal is None or last.ordinal is None else (first.ordinal, last.ordinal)
        lines.append(Line(first.on, last.on, numbers, first.why))
    return lines


def light(today: date, due_on: date, total_days: int, limits: Limits, calendar: Calendar, *, is_paused: bool) -> str:
    """The colour of a case in the to-do list: paused, red when overdue, yellow when little is left, else green."""
    if is_paused:
        return PAUSED
    if today > due_on:
        return RED
    left = between(today, due_on, calendar)
    is_little = left <= limits.yellow_days or left * 100 <= total_days * limits.yellow_percent
    return YELLOW if is_little else GREEN
