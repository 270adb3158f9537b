"""Figures over the cases an operator oversees: each with scope, cut-off and meaning, and with the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, DateTimeField, Exists, Func, OuterRef, Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuban.cases.clock import ZONE, local_day
from yuban.cases.models import Case, Pause
from yuban.cases.reference import IN_EXAMINATION, OPEN, State
from yuban.organs.models import Organ
from yuban.people.queries import within
from yuban.people.rights import Actor
from yuban.regions.models import Region

RUNNING: Final = tuple(state for state in OPEN if state not in (State.CORRECTION, State.SPECIAL_PROCEDURE))
CHART_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure counts, in words; a new wording is a new version."""

    key: str
    label: str | Promise
    sentence: str | Promise
    version: int = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with everything it means; `denominator` is None for plain counts."""

    definition: Definition
    numerator: int
    denominator: int | None
    scope: str
    cut_off: datetime

    @property
    def percent(self) -> float | None:
        """Numerator in a hundred of the denominator; None without one, and when there is nothing to divide by."""
        return 100 * self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How many cases came in and were completed on one day."""

    on: date
    received: int
    completed: int


@dataclass(frozen=True, slots=True)
class ItemCount:
    """How often an item was applied for."""

    slug: str
    name: str
    count: int


DEFINITIONS: Final = {
    definition.key: definition
    for definition in (
        Definition("received", _("收件"), _("当日0时起提交或由窗口收取的申请，不含草稿；以提交时间计。")),
        Definition("accepted", _("受理"), _("当日0时起受理的办件；视为受理的，按收到材料之日计。")),
        Definition("completed", _("办结"), _("当日0时起送达办结的办件；不含撤回、不予受理和逾期未补正。")),
        Definition(
            "overdue",
            _("在办超期"),
            _("在办办件中当前期限早于今日的；等待申请人补正和特别程序期间不计。分母为全部在办。"),
        ),
    )
}


def day_span(on: date) -> tuple[datetime, datetime]:
    """The half-open span of a day in China."""
    since = datetime(on.year, on.month, on.day, tzinfo=ZONE)
    return since, since + timedelta(days=1)


def overseen(actor: Actor) -> QuerySet[Case]:
    """Filed cases of the organs an operator oversees."""
    return _of_region(actor).exclude(state=State.DRAFT)


def _of_region(actor: Actor) -> QuerySet[Case]:
    """Cases and drafts of the organs an operator oversees; a case lies in the region of its organ."""
    cases: QuerySet[Case] = Case.objects.filter(region__in=Organ.objects.filter(within(actor)).values("region"))
    return cases


def scope(actor: Actor) -> str:
    """The names of the districts or the city an operator oversees."""
    codes = [f"{prefix:0<6}" for prefix in actor.region_prefixes]
    return "、".join(Region.objects.filter(code__in=codes).order_by("code").values_list("name", flat=True))


def rows(key: str, actor: Actor, on: date) -> QuerySet[Case]:
    """The cases a figure of a day counts; raises KeyError for an unknown figure."""
    since, until = day_span(on)
    cases = _of_region(actor)  # drafts have none of these times, so that an index alone can answer
    match DEFINITIONS[key].key:
        case "received":
            return cases.filter(submitted_at__gte=since, submitted_at__lt=until)
        case "accepted":
            # what was accepted that day cannot have been over before it: lets the index of closings do the work
            later = Q(state__in=OPEN) | Q(closed_at__gte=since)
            return cases.filter(later, accepted_at__gte=since, accepted_at__lt=until)
        case "completed":
            return cases.filter(closed_at__gte=since, closed_at__lt=until, state=State.COMPLETED)
        case _:
            return cases.filter(organ__in=_organs(actor), state__in=OPEN, due_on__lt=on).filter(state__in=RUNNING)


def _organs(actor: Actor) -> QuerySet[Organ]:
    return Organ.objects.filter(within(actor))


def fortnight(actor: Actor, today: date) -> list[DayCounts]:
    """Cases received and completed on each of the last fourteen days, the oldest first; two statements."""
    days = [today - timedelta(days=ago) for ago in range(CHART_DAYS - 1, -1, -1)]
    since, until = day_span(days[0])[0], day_span(today)[1]
    cases = _of_region(actor)
    received = _per_day(cases.filter(submitted_at__gte=since, submitted_at__lt=until), "submitted_at", since)
    closed = cases.filter(closed_at__gte=since, closed_at__lt=until, state=State.COMPLETED)
    completed = _per_day(closed, "closed_at", since)
    return [DayCounts(on, received.get(on, 0), completed.get(on, 0)) for on in days]


def _per_day(cases: QuerySet[Case], column: str, since: datetime) -> dict[date, int]:
    """How many rows fall on each day; in bins of 24 hours from a midnight, since clocks in China are never changed."""
    midnight = Func(Value("1 day"), column, Value(since), function="date_bin", output_field=DateTimeField())
    counted = cases.order_by().annotate(midnight=midnight).values_list("midnight").annotate(number=Count("*"))
    return {local_day(midnight): number for midnight, number in counted}


def today(actor: Actor, at: datetime, days: Sequence[DayCounts], scope: str) -> list[Figure]:
    """The figures of today from the last of `days` (see `fortnight`) and three more statements."""
    on = local_day(at)
    still_open = Case.objects.filter(organ__in=_organs(actor)).open().count()
    counts: dict[str, tuple[int, int | None]] = {
        "received": (days[-1].received, None),
        "accepted": (rows("accepted", actor, on).count(), None),
        "completed": (days[-1].completed, None),
        "overdue": (rows("overdue", actor, on).count(), still_open),
    }
    return [
        Figure(DEFINITIONS[key], numerator, denominator, scope, at) for key, (numerator, denominator) in counts.items()
    ]


def most_applied_for(actor: Actor, on: date, limit: int = 8) -> list[ItemCount]:
    """The items people applied for most on a day, the most wanted first."""
    counted = (
        rows("received", actor, on)
        .values_list("version__item__slug", "version__item__current__name")
        .annotate(number=Count("pk"))
        .order_by("-number", "version__item__slug")
    )
    return [ItemCount(*row) for row in counted[:limit]]


def deadlines_moved_by(on: date) -> int:
    """How many deadlines of open cases move if this day turns from a working day into a holiday, or back.

    A deadline moves if its count runs over the day: begun before it, due on or after it, and not standing still then.
    """
    before = day_span(on)[0]
    stood_still = Pause.objects.filter(
        case=OuterRef("pk"), started_at__lt=before, ended_at__isnull=False, ended_at__gte=before
    )
    counts_on = (
        Q(state__in=[State.SUBMITTED, State.RECEIVED], papers_received_at__lt=before, due_on__gte=on)
        | Q(state=State.DECIDED, decided_at__lt=before, due_on__gte=on)
        | Q(state__in=IN_EXAMINATION, accepted_at__lt=before) & (Q(due_on__gte=on) | Q(statutory_due_on__gte=on))
    )
    return int(Case.objects.open().filter(counts_on).exclude(Exists(stood_still)).count())
