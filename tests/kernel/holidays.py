"""The real working calendar of China as the tests count on it, from the published holiday notices."""

from datetime import date, timedelta
from functools import cache

import chinese_calendar

from yuban.kernel.working_time import Calendar, Day

FIRST, LAST = 2020, 2026
_NAMES = {
    "National Day": "国庆节",
    "Spring Festival": "春节",
    "Mid-autumn Festival": "中秋节",
    "New Year's Day": "元旦",
}


@cache
def published_calendar() -> Calendar:
    """All exceptions of 2020 to 2026; later years have no notice and are provisional."""
    days, on = [], date(FIRST, 1, 1)
    while on.year <= LAST:
        is_working = chinese_calendar.is_workday(on)
        if is_working != (on.weekday() < 5):
            name = chinese_calendar.get_holiday_detail(on)[1] or ""
            days.append(Day(on, is_working, _NAMES.get(name, name)))
        on += timedelta(days=1)
    return Calendar(days, published_years=range(FIRST, LAST + 1))
