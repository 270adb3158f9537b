"""One event of a timeline."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, when, by whom. Tones: good warn bad."""

    title: str | Promise
    at: datetime | date | None = None
    by: str | Promise = ""
    body: str | Promise = ""
    tone: str = ""
    icon: str = ""
