"""When and by whom a case may be rated."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from yuban.cases.models import Case
from yuban.cases.reference import State
from yuban.kernel.refusals import NotYours, Refusal
from yuban.people.rights import Actor
from yuban.ratings.models import Level, Option, Rating

MOST_TEXT = 150


def is_ready(case: Case) -> Refusal | None:
    """A rating binds to a completed case (GB/T 39735-2020): not earlier, and only one."""
    if case.state != State.COMPLETED:
        return Refusal(_("本件尚未办结，办结后即可评价。"), code="not_completed")
    if Rating.objects.filter(case=case).exists():
        return Refusal(_("本件已评价过，一件只评一次。感谢您的评价。"), code="rated_once")
    return None


def is_rater(case: Case, actor: Actor) -> Refusal | None:
    """The applicant or an agent rates; the holder of the printed code is checked by its signature instead."""
    return None if case.applicant_id in actor.party_ids else NotYours()


def choice_refusal(level: int, codes: Sequence[str]) -> Refusal | None:
    """The level must exist, and each option belong to it."""
    if level not in Level.values:
        return Refusal(_("请选择一个评价等级。"), code="level_missing")
    known = set(Option.objects.filter(level=level, is_active=True).values_list("code", flat=True))
    if set(codes) - known:
        return Refusal(_("所选评价指标与评价等级不符，请重新选择。"), code="option_mismatch")
    return None
