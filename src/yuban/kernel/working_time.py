"""Counting working days, and saying of every day why it was counted or not.

Pure functions on dates. A calendar holds the exceptions to "Monday to Friday"; a year whose holiday notice has not been
published yet makes every count that touches it provisional.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

LONGEST: Final = 3660  # days; a count that runs longer has a wrong calendar or an endless pause
_ONE: Final = timedelta(days=1)


class Why(StrEnum):
    """Why a day is counted (the first two) or not (the others)."""

    WORKING = "working"
    MAKE_UP = "make_up"
    START = "start"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    MOVED = "moved"


_SENTENCES: Final = {
    Why.WORKING: pgettext_lazy("day", "工作日"),
    Why.MAKE_UP: pgettext_lazy("day", "%(name)s调休上班"),
    Why.START: pgettext_lazy("day", "起算当日不计"),
    Why.WEEKEND: pgettext_lazy("day", "周末"),
    Why.HOLIDAY: "%(name)s",
    Why.PAUSED: pgettext_lazy("day", "%(name)s期间不计"),
    Why.MOVED: pgettext_lazy("day", "期满日不上班，顺延至此"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """An exception of the calendar: a holiday, or a make-up workday at a weekend."""

    on: date
    is_working: bool
    name: str


class Calendar:
    """Which days are working days (行政许可法 §82: statutory holidays are not)."""

    def __init__(self, days: Iterable[Day], *, published_years: Collection[int]) -> None:
        self._exceptions = {day.on: day for day in days}
        self._published = frozenset(published_years)

    def is_working(self, on: date) -> bool:
        """Whether work is done on this day."""
        day = self._exceptions.get(on)
        return day.is_working if day else on.weekday() < 5

    def is_provisional(self, on: date) -> bool:
        """Whether the holidays of the day's year have not been announced yet."""
        return on.year not in self._published

    def reason(self, on: date) -> tuple[Why, str]:
        """Why the day is or is not a working day, with the name of the holiday it comes from."""
        day = self._exceptions.get(on)
        is_weekday = on.weekday() < 5
        if day is None:
            return (Why.WORKING if is_weekday else Why.WEEKEND), ""
        if day.is_working:
            return (Why.WORKING if is_weekday else Why.MAKE_UP), day.name
        return Why.HOLIDAY, day.name


@dataclass(frozen=True, slots=True)
class Pause:
    """A span that is not counted: from the day after `since` to the day `until` (None: without end), and its name."""

    since: date
    until: date | None
    name: str | Promise

    def covers(self, on: date) -> bool:
        """The day it began has been worked on and counts; the day it ended was still taken by it."""
        return self.since < on and (self.until is None or on <= self.until)


class CountedDay(NamedTuple):
    """One day of a count: its ordinal if it counts, and why or why not; a tuple because lists make thousands."""

    on: date
    ordinal: int | None
    code: Why
    name: str | Promise

    @property
    def why(self) -> str:
        """The reason as people read it, in their language."""
        return str(_SENTENCES[self.code]) % {"name": gettext(str(self.name)) if self.name else ""}


@dataclass(frozen=True, slots=True)
class Count:
    """A counted span with all its days; provisional if a holiday notice still to come may move its end."""

    due_on: date
    days: tuple[CountedDay, ...]
    is_provisional: bool

    @property
    def counted(self) -> int:
        """How many of the days count."""
        return sum(day.ordinal is not None for day in self.days)


def _judge(on: date, ordinal: int, calendar: Calendar, pauses: Sequence[Pause]) -> CountedDay:
    for pause in pauses:
        if pause.covers(on):
            return CountedDay(on, None, Why.PAUSED, pause.name)
    code, name = calendar.reason(on)
    is_counted = code is Why.WORKING or code is Why.MAKE_UP
    return CountedDay(on, ordinal if is_counted else None, code, name)


def _uncounted(on: date, calendar: Calendar, pauses: Sequence[Pause]) -> CountedDay:
    """A day on which a limit of no days may end, or why it may not."""
    day = _judge(on, 0, calendar, pauses)
    return day if day.ordinal is None else CountedDay(on, None, Why.MOVED, "")


def count(start: date, days: int, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Count:
    """Counts `days` working days after `start`; due at the end of the last one.

    The start day is not counted (民法典 §201). No days at all are due on the start day itself, or on the next working
    day if nobody works then (民法典 §203). A pause without end never ends a count: give a running one the day it is
    expected to end. Raises ValueError for negative days, and if no end is found within ten years.
    """
    if days < 0:
        raise ValueError(f"{days} working days cannot be counted")
    listed = [CountedDay(start, None, Why.START, "")]
    on, ordinal = start, 0
    while ordinal < days:
        on = _next(on, start)
        day = _judge(on, ordinal + 1, calendar, pauses)
        ordinal = day.ordinal or ordinal
        listed.append(day)
    if days == 0 and not calendar.is_working(start):
        while listed[-1].code is not Why.MOVED:
            on = _next(on, start)
            listed.append(_uncounted(on, calendar, pauses))
    is_provisional = calendar.is_provisional(start) or calendar.is_provisional(on)
    return Count(on, tuple(listed), is_provisional)


def _next(on: date, start: date) -> date:
    if (on - start).days >= LONGEST:
        raise ValueError(f"no end of the working days after {start} within ten years")
    return on + _ONE


def between(start: date, end: date, calendar: Calendar, pauses: Sequence[Pause] = ()) -> int:
    """How many working days have passed after `start` up to and including `end`; negative if `end` lies before."""
    if end < start:
        return -between(end, start, calendar, pauses)
    total, on = 0, start
    while on < end:
        on += _ONE
        if calendar.is_working(on) and not any(pause.covers(on) for pause in pauses):
            total += 1
    return total
