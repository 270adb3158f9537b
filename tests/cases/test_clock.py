"""The time limits of 行政许可法, each on days that were counted by hand in the published calendar."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.holidays import published_calendar
from yuban.cases import clock
from yuban.cases.clock import ZONE, Deadline, Limits
from yuban.kernel.working_time import Pause, between

CALENDAR = published_calendar()
LIMITS = Limits(
    reply_days=5,
    decide_days=20,
    extension_days=10,
    joint_days=45,
    joint_extension_days=15,
    lower_level_days=20,
    delivery_days=10,
    correction_days=15,
    yellow_days=1,
    yellow_percent=20,
)
ACCEPTED_ON = st.dates(date(2020, 1, 1), date(2026, 6, 1))
DAYS = st.integers(1, 60)


def at(on: date | str, hour: str = "10:00:00") -> datetime:
    """A moment in China."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return datetime.combine(day, time.fromisoformat(hour), ZONE)


def decision(
    accepted: date | str,
    *,
    promised: int = 5,
    statutory: int = 20,
    pauses: Sequence[Pause] = (),
    extension: int = 0,
) -> tuple[Deadline, Deadline]:
    """(promised, statutory) deadline of a case accepted at ten o'clock."""
    return clock.decision_deadlines(
        at(accepted),
        promised_days=promised,
        statutory_days=statutory,
        limits=LIMITS,
        calendar=CALENDAR,
        pauses=pauses,
        extension_days=extension,
    )


@pytest.mark.parametrize(
    ("received_at", "due_on", "case"),
    [
        (at("2026-03-04"), date(2026, 3, 11), "an ordinary Wednesday"),
        (at("2024-09-24"), date(2024, 9, 30), "the make-up Sunday before 国庆 is the fourth day"),
        (at("2024-09-27"), date(2024, 10, 10), "across 国庆"),
        (at("2025-10-11"), date(2025, 10, 17), "received on a make-up Saturday"),
        (at("2024-10-13"), date(2024, 10, 18), "sent online on a Sunday"),
        (at("2024-09-26", "23:59:59"), date(2024, 10, 9), "the last second of Thursday"),
        (datetime(2024, 9, 26, 16, 0, tzinfo=UTC), date(2024, 10, 10), "Thursday in Greenwich is Friday in China"),
    ],
)
def test_the_reply_is_due_within_five_working_days(received_at: datetime, due_on: date, case: str) -> None:
    deadline = clock.reply_deadline(received_at, LIMITS, CALENDAR)
    assert (deadline.due_on, deadline.days) == (due_on, 5), case
    assert "第三十二条" in deadline.basis


@pytest.mark.parametrize(
    ("now", "is_accepted"),
    [
        (at("2024-09-30"), False),
        (at("2024-10-08"), False),
        (at("2024-10-10", "23:59:59"), False),
        (datetime(2024, 10, 10, 15, 59, 59, tzinfo=UTC), False),
        (datetime(2024, 10, 10, 16, 0, tzinfo=UTC), True),
        (at("2024-10-11", "00:00:00"), True),
        (at("2025-03-01"), True),
    ],
)
def test_silence_over_a_holiday_accepts_from_the_day_of_receipt(now: datetime, is_accepted: bool) -> None:
    received_at = at("2024-09-27", "16:40:00")
    assert clock.deemed_accepted_at(received_at, now, LIMITS, CALENDAR) == (received_at if is_accepted else None)


def test_deemed_acceptance_runs_the_decision_from_receipt() -> None:
    since = clock.deemed_accepted_at(at("2024-09-27"), at("2024-10-11"), LIMITS, CALENDAR)
    assert since is not None
    promised, _statutory = decision(clock.local_day(since), promised=7)
    assert promised.due_on == date(2024, 10, 12)  # only two of seven days were left when silence ended


@pytest.mark.parametrize(
    ("extension", "promised_on", "statutory_on"),
    [(0, date(2024, 9, 9), date(2024, 9, 30)), (10, date(2024, 9, 24), date(2024, 10, 18))],
)
def test_the_decision_and_its_extension(extension: int, promised_on: date, statutory_on: date) -> None:
    promised, statutory = decision("2024-09-02", extension=extension)
    assert (promised.due_on, statutory.due_on) == (promised_on, statutory_on)
    assert (promised.days, statutory.days) == (5 + extension, 20 + extension)
    assert ("延长10日" in statutory.basis) == ("延长10日" in promised.basis) == bool(extension)


@pytest.mark.parametrize(
    ("promised", "statutory", "days", "basis"),
    [
        (5, 0, (5, 20), "第四十二条"),
        (0, 0, (20, 20), "第四十二条"),
        (0, 7, (7, 7), "本事项法定时限"),
        (9, 7, (7, 7), "本事项法定时限"),
        (30, 60, (30, 60), "本事项法定时限"),
    ],
)
def test_which_limit_binds(promised: int, statutory: int, days: tuple[int, int], basis: str) -> None:
    first, second = decision("2026-03-02", promised=promised, statutory=statutory)
    assert (first.days, second.days) == days
    assert basis in second.basis


def test_a_special_procedure_across_a_holiday_is_not_counted() -> None:
    review = Pause(date(2024, 9, 25), date(2024, 10, 10), "专家评审")
    promised, statutory = decision("2024-09-23", pauses=[review])
    assert promised.due_on == date(2024, 10, 14)
    assert statutory.due_on == date(2024, 11, 4)
    assert promised.count.counted == 5


@pytest.mark.parametrize(
    ("deadline", "days", "due_on", "article"),
    [
        (clock.correction_deadline(at("2024-02-05"), LIMITS, CALENDAR), 15, date(2024, 3, 1), "补正通知书"),
        (clock.delivery_deadline(at("2025-09-26"), LIMITS, CALENDAR), 10, date(2025, 10, 16), "第四十四条"),
        (clock.lower_level_deadline(at("2025-09-26"), LIMITS, CALENDAR), 20, date(2025, 10, 30), "第四十三条"),
        (clock.joint_deadline(at("2026-03-02"), LIMITS, CALENDAR), 45, date(2026, 5, 8), "第四十二条第二款"),
        (
            clock.joint_deadline(at("2026-03-02"), LIMITS, CALENDAR, is_extended=True),
            60,
            date(2026, 5, 28),
            "第四十二条第二款",
        ),
    ],
)
def test_the_other_limits(deadline: Deadline, days: int, due_on: date, article: str) -> None:
    assert (deadline.days, deadline.due_on) == (days, due_on)
    assert article in deadline.basis


def test_a_limit_that_was_changed_in_its_row_counts() -> None:
    assert clock.reply_deadline(at("2026-03-04"), replace(LIMITS, reply_days=3), CALENDAR).due_on == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("days", "today", "code"),
    [
        (1, date(2024, 9, 30), None),
        (10, date(2024, 9, 30), None),
        (0, date(2024, 9, 30), "days"),
        (11, date(2024, 9, 30), "days"),
        (10, date(2024, 10, 1), "too_late"),
    ],
)
def test_what_may_be_extended(days: int, today: date, code: str | None) -> None:
    refusal = clock.may_extend(days, today, date(2024, 9, 30), LIMITS)
    assert (refusal.code if refusal else None) == code
    assert refusal is None or str(refusal).endswith("。")


@pytest.mark.parametrize(
    ("today", "left", "is_overdue"),
    [
        (date(2024, 9, 27), 5, False),
        (date(2024, 10, 5), 3, False),
        (date(2024, 10, 10), 0, False),
        (date(2024, 10, 11), -1, True),
        (date(2024, 10, 13), -2, True),
    ],
)
def test_what_is_left(today: date, left: int, is_overdue: bool) -> None:
    deadline = clock.reply_deadline(at("2024-09-27"), LIMITS, CALENDAR)
    assert deadline.remaining(today, CALENDAR) == left
    assert deadline.is_overdue(today) == is_overdue


@pytest.mark.parametrize(
    ("today", "total", "is_paused", "colour"),
    [
        (date(2024, 9, 27), 5, False, "green"),
        (date(2024, 9, 30), 5, False, "green"),
        (date(2024, 10, 8), 5, False, "green"),
        (date(2024, 10, 9), 5, False, "yellow"),
        (date(2024, 10, 9), 3, False, "yellow"),
        (date(2024, 10, 10), 5, False, "yellow"),
        (date(2024, 10, 11), 5, False, "red"),
        (date(2024, 9, 30), 15, False, "yellow"),
        (date(2024, 9, 30), 14, False, "green"),
        (date(2024, 10, 7), 15, False, "yellow"),
        (date(2024, 9, 30), 15, True, "paused"),
        (date(2024, 10, 11), 5, True, "paused"),
    ],
)
def test_lights(today: date, total: int, is_paused: bool, colour: str) -> None:
    assert clock.light(today, date(2024, 10, 10), total, LIMITS, CALENDAR, is_paused=is_paused) == colour


def test_why_this_day() -> None:
    review = Pause(date(2024, 10, 8), date(2024, 10, 10), "专家评审")
    promised, _statutory = decision("2024-09-25", pauses=[review])
    assert [
        (f"{line.since:%m-%d}", f"{line.until:%m-%d}", line.numbers, line.why) for line in clock.explain(promised)
    ] == [
        ("09-25", "09-25", None, "起算当日不计"),
        ("09-26", "09-27", (1, 2), "工作日"),
        ("09-28", "09-28", None, "周末"),
        ("09-29", "09-29", (3, 3), "国庆节调休上班"),
        ("09-30", "09-30", (4, 4), "工作日"),
        ("10-01", "10-04", None, "国庆节"),
        ("10-05", "10-06", None, "周末"),
        ("10-07", "10-07", None, "国庆节"),
        ("10-08", "10-08", (5, 5), "工作日"),
    ]


def test_a_deadline_in_a_year_without_notice_is_provisional() -> None:
    promised, statutory = decision("2026-12-25", promised=3)
    assert (promised.due_on, promised.count.is_provisional) == (date(2026, 12, 30), False)
    assert statutory.count.is_provisional


@given(ACCEPTED_ON, DAYS, DAYS, st.integers(0, 10))
def test_the_promise_is_never_due_after_the_law(on: date, promised: int, statutory: int, extension: int) -> None:
    first, second = decision(on, promised=promised, statutory=statutory, extension=extension)
    assert on < first.due_on <= second.due_on


@given(ACCEPTED_ON, DAYS, st.integers(1, 10))
def test_an_extension_moves_the_end_by_its_days(on: date, days: int, extension: int) -> None:
    _first, before = decision(on, statutory=days)
    _second, after = decision(on, statutory=days, extension=extension)
    assert between(before.due_on, after.due_on, CALENDAR) == extension


@given(ACCEPTED_ON, DAYS)
def test_the_explanation_leaves_no_day_out(on: date, days: int) -> None:
    deadline = decision(on, promised=days, statutory=days)[0]
    lines = clock.explain(deadline)
    assert (lines[0].since, lines[-1].until) == (on, deadline.due_on)
    assert all(later.since - earlier.until == timedelta(1) for earlier, later in pairwise(lines))
    assert sum(last - first + 1 for first, last in (line.numbers for line in lines if line.numbers)) == days


@given(ACCEPTED_ON, st.integers(0, 40))
def test_overdue_begins_when_nothing_is_left(on: date, passed: int) -> None:
    deadline = clock.reply_deadline(at(on), LIMITS, CALENDAR)
    today = on + timedelta(passed)
    assert deadline.is_overdue(today) == (today > deadline.due_on)
    assert not deadline.is_overdue(today) or deadline.remaining(today, CALENDAR) <= 0
    assert (clock.deemed_accepted_at(at(on), at(today), LIMITS, CALENDAR) is None) != deadline.is_overdue(today)
