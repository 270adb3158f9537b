"""What every installation needs before the first case: working calendar, themes, rating options.

Loaded at each start; rows that are there, edited by hand or not, stay as they are.
"""

from datetime import date, timedelta
from typing import Final

import chinese_calendar
from django.utils.translation import gettext_noop

from yuban.catalogue.models import Topic
from yuban.config.load.files import table
from yuban.kernel.actions import load_calendar
from yuban.kernel.models import CalendarDay
from yuban.ratings.models import Option

FIRST_YEAR, LAST_YEAR = 2020, 2027  # holiday notices exist up to 2026; the year after is provisional until its notice
_LAST_PUBLISHED: Final = 2026
_NAMES: Final = {
    "New Year's Day": gettext_noop("元旦"),
    "Spring Festival": gettext_noop("春节"),
    "Tomb-sweeping Day": gettext_noop("清明节"),
    "Labour Day": gettext_noop("劳动节"),
    "Dragon Boat Festival": gettext_noop("端午节"),
    "National Day": gettext_noop("国庆节"),
    "Mid-autumn Festival": gettext_noop("中秋节"),
    "Anti-Fascist 70th Day": gettext_noop("抗战胜利70周年纪念日"),
}


def load() -> None:
    """Loads what is missing."""
    years = {
        year: f"国务院办公厅关于{year}年部分节假日安排的通知" if year <= _LAST_PUBLISHED else ""
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    }
    load_calendar(years=years, days=list(_exceptions()))
    Topic.objects.bulk_create((Topic(**row) for row in table("reference/topics.csv")), ignore_conflicts=True)
    Option.objects.bulk_create(
        (
            Option(code=row["code"], level=int(row["level"]), text=row["text_zh"], text_en=row["text_en"])
            for row in table("reference/rating_options.csv")
        ),
        ignore_conflicts=True,
    )


def _exceptions() -> list[CalendarDay]:
    """Every day from 2020 to 2026 on which the published calendar departs from Monday to Friday."""
    days, on = [], date(FIRST_YEAR, 1, 1)
    while on.year <= _LAST_PUBLISHED:
        is_working = chinese_calendar.is_workday(on)
        if is_working != (on.weekday() < 5):
            holiday = chinese_calendar.get_holiday_detail(on)[1]
            name = _NAMES.get(holiday or "", holiday or "")
            days.append(CalendarDay(on=on, is_working=is_working, name=name))
        on += timedelta(days=1)
    return days
