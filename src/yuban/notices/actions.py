"""Writing notices from steps, and marking them read."""

from collections.abc import Iterator, Sequence
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
    waiting: list[CaseStep] = []
    for step in steps.iterator(chunk_size=BATCH):
        count += 1
        if step.verb in SENTENCES:
            waiting.append(step)
        if len(waiting) >= BATCH:
            Notice.objects.bulk_create(_notices(waiting), ignore_conflicts=True)
            waiting = []
    Notice.objects.bulk_create(_notices(waiting), ignore_conflicts=True)
    kernel.move_cursor(name=READER, to=to, at=at)
    return count


def mark_read(*, by: Actor, at: datetime, ids: list[int] | None = None) -> int:
    """Marks one's own notices read, all of them or these; returns how many were unread."""
    mine = Notice.objects.filter(account=by.account_id, read_at=None)
    return mine.filter(pk__in=ids).update(read_at=at) if ids is not None else mine.update(read_at=at)


def _notices(steps: Sequence[CaseStep]) -> Iterator[Notice]:
    """To applicant, agent and whoever filed for them at home, once each; hall staff are not told of what they took."""
    parties = {party for step in steps for party in _parties(step)}
    filers = {step.case.filed_by_id for step in steps}
    residents = Account.objects.filter(Q(party__in=parties) | Q(pk__in=filers, party__isnull=False))
    account_of = dict(residents.values_list("party", "pk"))
    accounts = set(account_of.values())
    for step in steps:
        readers = {account_of[party] for party in _parties(step) if party in account_of}
        for account in sorted(readers | {step.case.filed_by_id} & accounts):
            yield Notice(account_id=account, case_id=step.case_id, step_seq=step.seq, verb=step.verb, at=step.at)


def _parties(step: CaseStep) -> list[int]:
    return [party for party in (step.case.applicant_id, step.case.agent_id) if party]
