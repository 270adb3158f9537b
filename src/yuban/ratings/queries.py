"""Reads of ratings."""

from collections import defaultdict

from django.core import signing
from django.db.models import QuerySet

from yuban.cases.models import Case
from yuban.people.rights import Actor
from yuban.ratings.models import BAD_LEVELS, Level, Option, Rating

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


def visible_to(actor: Actor) -> QuerySet[Rating]:
    """Ratings of the cases this person oversees; the raters stay unnamed."""
    return Rating.objects.filter(case__in=Case.objects.visible_to(actor)).select_related("case", "case__organ")


def bad(actor: Actor) -> QuerySet[Rating]:
    """Bad ratings 差评, the newest first."""
    return visible_to(actor).filter(level__in=BAD_LEVELS)


def slip_token(case: Case) -> str:
    """What the printed QR code carries: the case, signed, so that its holder may rate without signing in."""
    return signing.dumps(case.pk, salt=_SALT)


def case_of_token(token: str) -> Case | None:
    """The case of a printed code; None if the code was tampered with or the case is gone."""
    try:
        return Case.objects.filter(pk=signing.loads(token, salt=_SALT)).first()
    except signing.BadSignature:
        return None
