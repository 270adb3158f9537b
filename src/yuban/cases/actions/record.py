"""The lock at the beginning and the step at the end of every verb of a case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from yuban.cases.lifecycle import LIFECYCLE
from yuban.cases.models import Case, CaseStep, Pause
from yuban.catalogue.queries import filed_under
from yuban.kernel import steps
from yuban.kernel.refusals import Stale
from yuban.people.rights import Actor

SYSTEM: Final = "系统"


def locked(case: Case, seen: int | None = None) -> Case:
    """The case as it is now, its row locked until the transaction ends.

    `seen` is the number of steps the person had on the screen; raises Stale, naming who was faster, if there are more.
    """
    now: Case = Case.objects.select_for_update().get(pk=case.pk)
    now.version = filed_under(now.version_id)
    if seen is not None and now.step_count != seen:
        raise Stale(_what_happened(now), code="stale")
    return now


def _what_happened(case: Case) -> str:
    last = CaseStep.objects.filter(case=case).order_by("-seq").first()
    if last is None:
        return _("本件刚刚有变化，请刷新后再办理。")
    return _("本件已于%(at)s由%(who)s办理“%(verb)s”，您的操作没有执行。请刷新后再办理。") % {
        "at": timezone.localtime(last.at).strftime("%H:%M"),
        "who": last.by_name,
        "verb": LIFECYCLE.label(last.verb),
    }


def step(
    case: Case,
    verb: str,
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
) -> CaseStep:
    """Writes one step and moves the case's state with it; the caller saves the case afterwards with `save`.

    `detail` holds only what JSON can say exactly (text, whole numbers, lists), since it is hashed.
    """
    target = LIFECYCLE.target(case.state, verb)
    before = bytes(case.head_hash or steps.genesis(f"case:{case.pk}"))
    entry = CaseStep(
        case=case,
        seq=case.step_count + 1,
        verb=verb,
        from_state=case.state,
        to_state=target,
        at=at,
        by_id=by.account_id if by else None,
        by_name=by.name if by else SYSTEM,
        reason=reason,
        detail=dict(detail or {}),
        prev_hash=before,
    )
    entry.hash = steps.chain(before, vars(entry))
    entry.save(force_insert=True)
    case.state, case.step_count, case.head_hash = target, entry.seq, entry.hash
    return entry


def save(case: Case, *fields: str) -> Case:
    """Saves what every step changes, and these fields."""
    case.save(update_fields=["state", "step_count", "head_hash", *fields])
    return case


def end_pause(case: Case, at: datetime, *, result: str) -> None:
    """Ends a running special procedure, if there is one; the days until then stay uncounted."""
    Pause.objects.filter(case=case, ended_at=None).update(ended_at=at, result=result)
