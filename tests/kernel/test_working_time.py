"""Working days under the real Chinese calendar, pauses across holidays, and what must hold of every count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.holidays import published_calendar
from yuban.kernel.working_time import Calendar, Day, Pause, Why, between, count

CALENDAR = published_calendar()
STARTS = st.dates(date(2020, 1, 1), date(2026, 9, 1))
DAYS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("start", "days", "due_on", "case"),
    [
        (date(2021, 9, 27), 5, date(2021, 10, 9), "国庆 2021: ends on the make-up Saturday after it"),
        (date(2024, 9, 27), 5, date(2024, 10, 10), "国庆 2024: the make-up Sunday before it counts"),
        (date(2025, 9, 26), 20, date(2025, 10, 30), "国庆 and 中秋 2025: eight days off, both make-up days count"),
        (date(2024, 2, 7), 5, date(2024, 2, 20), "春节 2024: make-up Sunday after it"),
        (date(2026, 2, 13), 5, date(2026, 2, 27), "春节 2026: nine days off, make-up Saturday before it"),
        (date(2026, 2, 13), 6, date(2026, 2, 28), "春节 2026: ends on the make-up Saturday after it"),
        (date(2025, 10, 11), 5, date(2025, 10, 17), "starts on a make-up Saturday, which is not counted"),
        (date(2024, 10, 13), 1, date(2024, 10, 14), "starts on a Sunday"),
        (date(2024, 9, 29), 1, date(2024, 9, 30), "starts on a make-up Sunday, which is not counted"),
        (date(2026, 3, 2), 20, date(2026, 3, 30), "four plain weeks"),
        (date(2026, 3, 4), 0, date(2026, 3, 4), "no days: due at once"),
        (date(2026, 3, 7), 0, date(2026, 3, 9), "no days from a Saturday: due on Monday"),
        (date(2021, 10, 2), 0, date(2021, 10, 8), "no days from within 国庆: due after it"),
        (date(2024, 9, 29), 0, date(2024, 9, 29), "no days from a make-up Sunday: people work then"),
    ],
)
def test_due_days(start: date, days: int, due_on: date, case: str) -> None:
    counted = count(start, days, CALENDAR)
    assert counted.due_on == due_on, case
    assert counted.counted == days
    assert not counted.is_provisional


def test_every_day_says_why() -> None:
    counted = count(date(2024, 9, 27), 4, CALENDAR)
    assert [(day.on.strftime("%m-%d"), day.ordinal, day.code, day.why) for day in counted.days] == [
        ("09-27", None, Why.START, "起算当日不计"),
        ("09-28", None, Why.WEEKEND, "周末"),
        ("09-29", 1, Why.MAKE_UP, "国庆节调休上班"),
        ("09-30", 2, Why.WORKING, "工作日"),
        *[(f"10-0{day}", None, Why.HOLIDAY, "国庆节") for day in (1, 2, 3, 4)],
        *[(f"10-0{day}", None, Why.WEEKEND, "周末") for day in (5, 6)],
        ("10-07", None, Why.HOLIDAY, "国庆节"),
        ("10-08", 3, Why.WORKING, "工作日"),
        ("10-09", 4, Why.WORKING, "工作日"),
    ]


def test_a_limit_of_no_days_says_why_it_moved() -> None:
    days = count(date(2026, 3, 7), 0, CALENDAR).days
    assert [(day.ordinal, day.code) for day in days] == [(None, Why.START), (None, Why.WEEKEND), (None, Why.MOVED)]
    assert days[-1].why == "期满日不上班，顺延至此"


def test_a_day_may_be_declared_working_or_off_by_hand() -> None:
    flood = Day(date(2026, 3, 5), False, "防汛停工")
    opened = Day(date(2026, 3, 7), True, "便民")
    weekday = Day(date(2026, 3, 6), True, "照常上班")
    counted = count(date(2026, 3, 4), 2, Calendar([flood, opened, weekday], published_years=[2026]))
    assert [(day.ordinal, day.why) for day in counted.days[1:]] == [
        (None, "防汛停工"),
        (1, "工作日"),
        (2, "便民调休上班"),
    ]


@pytest.mark.parametrize(
    ("days", "due_on", "is_provisional"),
    [
        (3, date(2026, 12, 31), False),
        (4, date(2027, 1, 1), True),
        (5, date(2027, 1, 4), True),
    ],
)
def test_a_year_without_notice_is_provisional(days: int, due_on: date, is_provisional: bool) -> None:
    counted = count(date(2026, 12, 28), days, CALENDAR)
    assert (counted.due_on, counted.is_provisional) == (due_on, is_provisional)


@pytest.mark.parametrize(
    ("pauses", "due_on", "case"),
    [
        ([Pause(date(2024, 9, 25), date(2024, 10, 10), "专家评审")], date(2024, 10, 14), "straddles 国庆"),
        ([Pause(date(2024, 9, 25), date(2024, 9, 25), "检测")], date(2024, 9, 29), "begun and ended the same day"),
        ([Pause(date(2024, 10, 1), date(2024, 10, 7), "检测")], date(2024, 9, 29), "after the end: changes nothing"),
        ([Pause(date(2024, 9, 27), date(2024, 9, 29), "听证")], date(2024, 9, 30), "takes only the make-up Sunday"),
        (
            [Pause(date(2024, 9, 24), date(2024, 9, 26), "听证"), Pause(date(2024, 9, 25), date(2024, 9, 27), "检测")],
            date(2024, 10, 9),
            "two that overlap take three days together, not four",
        ),
    ],
)
def test_pauses(pauses: list[Pause], due_on: date, case: str) -> None:
    counted = count(date(2024, 9, 23), 5, CALENDAR, pauses)
    assert counted.due_on == due_on, case
    assert counted.counted == 5


def test_a_paused_day_names_the_procedure() -> None:
    day = count(date(2024, 9, 23), 5, CALENDAR, [Pause(date(2024, 9, 25), date(2024, 10, 10), "专家评审")]).days[3]
    assert (day.on, day.ordinal, day.code, day.why) == (date(2024, 9, 26), None, Why.PAUSED, "专家评审期间不计")


def test_what_cannot_be_counted_is_an_error() -> None:
    with pytest.raises(ValueError, match="cannot be counted"):
        count(date(2026, 3, 2), -1, CALENDAR)
    with pytest.raises(ValueError, match="no end"):
        count(date(2026, 3, 2), 1, CALENDAR, [Pause(date(2026, 3, 2), None, "听证")])
    with pytest.raises(ValueError, match="no end"):
        count(date(2026, 3, 7), 0, CALENDAR, [Pause(date(2026, 3, 2), None, "听证")])


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2024, 9, 27), date(2024, 10, 10), 5),
        (date(2024, 10, 10), date(2024, 10, 10), 0),
        (date(2024, 9, 30), date(2024, 10, 7), 0),
        (date(2024, 10, 14), date(2024, 10, 10), -3),
    ],
)
def test_days_between(start: date, end: date, days: int) -> None:
    assert between(start, end, CALENDAR) == days


def test_days_between_leave_pauses_out() -> None:
    pause = Pause(date(2024, 9, 25), date(2024, 10, 10), "检验")
    assert between(date(2024, 9, 23), date(2024, 10, 14), CALENDAR, [pause]) == 5


@given(STARTS, DAYS)
def test_exactly_so_many_days_are_counted(start: date, days: int) -> None:
    counted = count(start, days, CALENDAR)
    assert [day.ordinal for day in counted.days if day.ordinal] == list(range(1, days + 1))
    assert [day.on for day in counted.days] == [start + timedelta(n) for n in range(len(counted.days))]
    assert counted.days[-1].on == counted.due_on
    assert all(CALENDAR.is_working(day.on) for day in counted.days if day.ordinal)


@given(STARTS, st.integers(1, 60))
def test_counting_there_and_measuring_back_agree(start: date, days: int) -> None:
    due_on = count(start, days, CALENDAR).due_on
    assert CALENDAR.is_working(due_on)
    assert between(start, due_on, CALENDAR) == days
    assert between(start, due_on - timedelta(1), CALENDAR) == days - 1


@given(STARTS, DAYS, st.integers(0, 30))
def test_more_days_are_never_due_earlier(start: date, days: int, more: int) -> None:
    assert count(start, days, CALENDAR).due_on <= count(start, days + more, CALENDAR).due_on


@given(STARTS, DAYS, st.integers(0, 30))
def test_a_later_start_is_never_due_earlier(start: date, days: int, later: int) -> None:
    assert count(start, days, CALENDAR).due_on <= count(start + timedelta(later), days, CALENDAR).due_on


@given(STARTS, st.integers(1, 60), st.integers(0, 59), st.integers(1, 40))
def test_a_pause_moves_the_end_by_the_working_days_it_takes(start: date, days: int, after: int, length: int) -> None:
    due_on = count(start, days, CALENDAR).due_on
    worked = min(after, days - 1)
    since = count(start, worked, CALENDAR).due_on if worked else start
    pause = Pause(since, since + timedelta(length), "听证")
    taken = between(pause.since, since + timedelta(length), CALENDAR)
    moved = count(start, days, CALENDAR, [pause]).due_on
    assert between(due_on, moved, CALENDAR) == taken
    assert between(start, moved, CALENDAR, [pause]) == days
