"""Writing notices from steps, and marking them read."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from yuban.cases.models import CaseStep
from yuban.kernel import actions as kernel
from yuban.notices.models import Notice
from yuban.notices.rules import SENTENCES
from yuban.people.models import Account
from yuban.people.rights import Actor

READER: Final = "notices"
BATCH: Final = 1000


@transaction.atomic
def deliver_new(*, at: datetime) -> int:
    """Writes one notice for each new step people are told of; returns how many steps were read.

    Steps and cursor move in one transaction and a notice has a key, so a crash loses or doubles nothing.
    """
    since, to = kernel.read_window(name=READER, at=at)
    steps = (
        CaseStep.objects.filter(txid__gte=since, txid__lt=to)
        .select_related("case")
        .order_by("case_id", "seq")
        .only("seq", "verb", "at", "by_id", "case__applicant_id", "case__agent_id", "case__filed_by_id")
    )
    count = 0
    waiting: list[Notice] = []
    for step in steps.iterator(chunk_size=BATCH):
        count += 1
        if step.verb in SENTENCES:
            waiting += _notices(step)
        if len(waiting) >= BATCH:
            Notice.objects.bulk_create(waiting, ignore_conflicts=True)
            waiting = []
    Notice.objects.bulk_create(waiting, ignore_conflicts=True)
    kernel.move_cursor(name=READER, to=to, at=at)
    return count


def mark_read(*, by: Actor, at: datetime, ids: list[int] | None = None) -> int:
    """Marks one's own notices read, all of them or these; returns how many were unread."""
    mine = Notice.objects.filter(account=by.account_id, read_at=None)
    return mine.filter(pk__in=ids).update(read_at=at) if ids is not None else mine.update(read_at=at)


def _notices(step: CaseStep) -> Iterator[Notice]:
    case = step.case
    parties = [pk for pk in (case.applicant_id, case.agent_id) if pk]
    readers = Account.objects.filter(Q(party__in=parties) | Q(pk=case.filed_by_id, party__isnull=False))
    for account in readers.values_list("pk", flat=True):
        yield Notice(account_id=account, case_id=case.pk, step_seq=step.seq, verb=step.verb, at=step.at)
