"""The procedure of a case as one table (行政许可法 §§32–45): every state, every verb, and whose it is."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from yuban.cases.reference import State as S  # the table reads by its letter
from yuban.kernel.lifecycle import Lifecycle, State, Transition

APPLICANT, WINDOW, OFFICER, HEAD, SYSTEM, NOBODY = "applicant", "window", "officer", "head", "system", "nobody"
_BEFORE = (S.SUBMITTED, S.RECEIVED)
_EXAMINED = (S.ACCEPTED, S.EXAMINING)

LIFECYCLE: Final = Lifecycle(
    start=S.DRAFT,
    states=(
        State(S.DRAFT, S.DRAFT.label, APPLICANT),
        State(S.SUBMITTED, S.SUBMITTED.label, OFFICER),
        State(S.RECEIVED, S.RECEIVED.label, OFFICER),
        State(S.CORRECTION, S.CORRECTION.label, APPLICANT),
        State(S.ACCEPTED, S.ACCEPTED.label, OFFICER),
        State(S.EXAMINING, S.EXAMINING.label, OFFICER),
        State(S.SPECIAL_PROCEDURE, S.SPECIAL_PROCEDURE.label, OFFICER),
        State(S.DECIDED, S.DECIDED.label, OFFICER),
        State(S.DELIVERED, S.DELIVERED.label, OFFICER),
        State(S.COMPLETED, S.COMPLETED.label, NOBODY, terminal=True),
        State(S.REFUSED, S.REFUSED.label, NOBODY, terminal=True),
        State(S.NOT_OURS, S.NOT_OURS.label, NOBODY, terminal=True),
        State(S.NOT_NEEDED, S.NOT_NEEDED.label, NOBODY, terminal=True),
        State(S.WITHDRAWN, S.WITHDRAWN.label, NOBODY, terminal=True),
        State(S.LAPSED, S.LAPSED.label, NOBODY, terminal=True),
    ),
    transitions=(
        Transition("submit", _("提交申请"), (S.DRAFT,), S.SUBMITTED, (APPLICANT,)),
        Transition("take_over_counter", _("窗口收件"), (S.DRAFT,), S.RECEIVED, (WINDOW,)),
        Transition("receive", _("收件"), (S.SUBMITTED,), S.RECEIVED, (OFFICER,)),
        Transition("ask_correction", _("一次性告知补正"), _BEFORE, S.CORRECTION, (OFFICER,)),
        Transition("resubmit", _("补正提交"), (S.CORRECTION,), S.RECEIVED, (APPLICANT, WINDOW)),
        Transition("refuse", _("不予受理"), _BEFORE, S.REFUSED, (OFFICER,)),
        Transition("redirect", _("告知不属本机关"), _BEFORE, S.NOT_OURS, (OFFICER,)),
        Transition("tell_not_needed", _("告知无需许可"), _BEFORE, S.NOT_NEEDED, (OFFICER,)),
        Transition("accept", _("受理"), _BEFORE, S.ACCEPTED, (OFFICER, WINDOW)),
        Transition("deem_accepted", _("视为受理"), _BEFORE, S.ACCEPTED, (SYSTEM,)),
        Transition("examine", _("审查"), (S.ACCEPTED,), S.EXAMINING, (OFFICER,)),
        Transition("start_special_procedure", _("启动特别程序"), _EXAMINED, S.SPECIAL_PROCEDURE, (OFFICER,)),
        Transition("resume", _("结束特别程序"), (S.SPECIAL_PROCEDURE,), S.EXAMINING, (OFFICER,)),
        Transition("extend", _("延长期限"), _EXAMINED, None, (HEAD,)),
        Transition("decide", _("作出决定"), _EXAMINED, S.DECIDED, (OFFICER, WINDOW)),
        Transition("deliver", _("送达"), (S.DECIDED,), S.DELIVERED, (OFFICER, WINDOW)),
        Transition("complete", _("办结"), (S.DELIVERED,), S.COMPLETED, (SYSTEM,)),
        Transition(
            "withdraw",
            _("撤回申请"),
            (*_BEFORE, S.CORRECTION, *_EXAMINED, S.SPECIAL_PROCEDURE),
            S.WITHDRAWN,
            (APPLICANT,),
        ),
        Transition("lapse", _("逾期未补正"), (S.CORRECTION,), S.LAPSED, (SYSTEM,)),
        Transition(
            "move_deadline",
            _("期限重新计算"),
            (*_BEFORE, *_EXAMINED, S.SPECIAL_PROCEDURE, S.DECIDED),
            None,
            (SYSTEM,),
        ),
    ),
)
