"""One event of a timeline."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, when, by whom. Tones: good warn bad."""

    title: str
    at: datetime | date | None = None
    by: str = ""
    body: str = ""
    tone: str = ""
    icon: str = ""
