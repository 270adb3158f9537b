"""Rating a case."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from yuban.cases.models import Case
from yuban.kernel.refusals import insist
from yuban.people.rights import Actor
from yuban.ratings import rules
from yuban.ratings.models import Rating


@transaction.atomic
def rate(
    *, case: Case, by: Actor | None, at: datetime, level: int, options: Sequence[str], text: str, channel: str
) -> Rating:
    """Rates a completed case once. `by` is None for whoever holds the signed code printed on the slip.

    The same rating sent twice (double click) gives the first one again; a different second one is refused.
    """
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if by is not None:
        insist(rules.is_rater(locked, by))
    insist(rules.choice_refusal(level, options))
    wanted = {"level": level, "options": sorted(set(options)), "text": text.strip()[: rules.MOST_TEXT]}
    if same := Rating.objects.filter(case=locked, **wanted).first():
        return same
    insist(rules.is_ready(locked))
    return Rating.objects.create(
        case=locked, channel=channel, rated_at=at, rated_by_id=by.account_id if by else None, **wanted
    )
