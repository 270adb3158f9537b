"""Reads of ratings."""

from collections import defaultdict
from datetime import datetime

from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yuban.cases import figures
from yuban.cases.clock import local_day
from yuban.cases.figures import Definition, Figure
from yuban.cases.models import Case
from yuban.people.rights import Actor
from yuban.ratings.models import BAD_LEVELS, Level, Option, Rating

RATED = Definition("rated", _("评价"), _("当日0时起收到的评价，一件一评；以评价时间计，不论办件何时办结。"))
BAD = Definition("bad", _("差评"), _("当日0时起收到的评价中不满意和非常不满意的；分母为当日全部评价。"))
_SALT = "yuban.ratings.slip"


def options_by_level() -> list[tuple[Level, list[Option]]]:
    """The five levels from best to worst, each with its active options."""
    groups: dict[int, list[Option]] = defaultdict(list)
    for option in Option.objects.filter(is_active=True):
        groups[option.level].append(option)
    return [(level, groups[level]) for level in sorted(Level, reverse=True)]


def of_case(case: Case) -> Rating | None:
    """The rating of a case, if there is one."""
    return Rating.objects.filter(case=case).first()


def chosen_options(rating: Rating) -> QuerySet[Option]:
    """The reasons somebody ticked, also those that are no longer offered."""
    return Option.objects.filter(code__in=rating.options)


def visible_to(actor: Actor) -> QuerySet[Rating]:
    """Ratings of the cases this person oversees; the raters stay unnamed."""
    return Rating.objects.filter(case__in=figures.overseen(actor)).select_related("case", "case__organ")


def bad(actor: Actor) -> QuerySet[Rating]:
    """Bad ratings 差评, the newest first."""
    return visible_to(actor).filter(level__in=BAD_LEVELS)


def today(actor: Actor, at: datetime, scope: str) -> list[Figure]:
    """How many ratings came in today, and how many of them are bad; one statement."""
    since, until = figures.day_span(local_day(at))
    counted = visible_to(actor).filter(rated_at__gte=since, rated_at__lt=until)
    totals = counted.aggregate(rated=Count("pk"), bad=Count("pk", filter=Q(level__in=BAD_LEVELS)))
    return [
        Figure(RATED, totals["rated"], None, scope, at),
        Figure(BAD, totals["bad"], totals["rated"], scope, at),
    ]


def slip_token(case: Case) -> str:
    """What the printed QR code carries: the case, signed, so that its holder may rate without signing in."""
    return signing.dumps(case.pk, salt=_SALT)


def case_of_token(token: str) -> Case | None:
    """The case of a printed code; None if the code was tampered with or the case is gone."""
    try:
        return Case.objects.filter(pk=signing.loads(token, salt=_SALT)).first()
    except signing.BadSignature:
        return None
