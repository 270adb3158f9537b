"""Counting working days, and saying of every day why it was counted or not.

Pure functions on dates. A calendar holds the exceptions to "Monday to Friday"; a year whose holiday notice has not been
published yet makes every count that touches it provisional.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

LONGEST: Final = 3660  # days; a count that runs longer has a wrong calendar or an endless pause
_ONE: Final = timedelta(days=1)


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

    def reason(self, on: date) -> str:
        """Why the day is or is not a working day, in words."""
        day = self._exceptions.get(on)
        if day is None:
            return _("工作日") if on.weekday() < 5 else _("周末")
        return _("%(name)s调休上班") % {"name": day.name} if day.is_working else day.name


@dataclass(frozen=True, slots=True)
class Pause:
    """A span that is not counted: from the day after `since` to the day `until` (None: still running), and its name."""

    since: date
    until: date | None
    name: str

    def covers(self, on: date) -> bool:
        """The day it began has been worked on and counts; the day it ended was still taken by it."""
        return self.since < on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a count: its ordinal if it counts, and why or why not."""

    on: date
    ordinal: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Count:
    """A counted span with all its days."""

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
            return CountedDay(on, None, _("%(name)s期间不计") % {"name": pause.name})
    if not calendar.is_working(on):
        return CountedDay(on, None, calendar.reason(on))
    return CountedDay(on, ordinal, calendar.reason(on))


def count(start: date, days: int, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Count:
    """Counts `days` working days after `start`; due at the end of the last one.

    The start day is not counted (民法典 §201); zero days are due on the start day itself, or on the next working day if
    nobody works on it (民法典 §203). A pause that is still running is counted as over today would be: its days are open,
    so the caller ends it at the expected day. Raises ValueError if no end is found within ten years.
    """
    listed = [CountedDay(start, None, _("起算当日不计"))]
    on, ordinal = start, 0
    while ordinal < days or (days == 0 and not calendar.is_working(on)):
        on += _ONE
        if (on - start).days > LONGEST:
            raise ValueError(f"no end of {days} working days after {start}")
        day = _judge(on, ordinal + 1, calendar, pauses)
        if day.ordinal is not None:
            ordinal += 1
        listed.append(day)
    return Count(on, tuple(listed), any(calendar.is_provisional(day.on) for day in listed))


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
