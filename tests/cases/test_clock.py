"""The time limits of 行政许可法, each on days that were counted by hand in the published calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

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
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 8, 1), timezones=st.just(ZONE))  # noqa: DTZ001


def at(day: str, time: str = "10:00:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZONE)


def decision(accepted: str, *, promised: int = 5, statutory: int = 20, **more: object) -> tuple[Deadline, Deadline]:
    options = {"pauses": (), "extension_days": 0} | more
    return clock.decision_deadlines(
        at(accepted),
        promised_days=promised,
        statutory_days=statutory,
        limits=LIMITS,
        calendar=CALENDAR,
        **options,
    )
