"""The procedure of a case as one table (行政许可法 §§32–45): every state, every verb, and whose it is."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from yuban.cases.reference import State
from yuban.kernel import lifecycle
from yuban.kernel.lifecycle import Lifecycle, Transition

APPLICANT, WINDOW, OFFICER, HEAD, SYSTEM, NOBODY = "applicant", "window", "officer", "head", "system", "nobody"
_BEFORE: Final = (State.SUBMITTED, State.RECEIVED)
_EXAMINED: Final = (State.ACCEPTED, State.EXAMINING)
_OWNERS: Final = {State.DRAFT: APPLICANT, State.CORRECTION: APPLICANT}
_ENDS: Final = (State.COMPLETED, State.REFUSED, State.NOT_OURS, State.NOT_NEEDED, State.WITHDRAWN, State.LAPSED)


def _described(state: State) -> lifecycle.State:
    """A state of the code list with whose turn it is: nobody's at an end, else mostly the organ's."""
    is_end = state in _ENDS
    return lifecycle.State(state, state.label, NOBODY if is_end else _OWNERS.get(state, OFFICER), terminal=is_end)


LIFECYCLE: Final = Lifecycle(
    start=State.DRAFT,
    states=tuple(_described(state) for state in State),
    transitions=(
        Transition("submit", _("提交申请"), (State.DRAFT,), State.SUBMITTED, (APPLICANT,)),
        Transition("take_over_counter", _("窗口收件"), (State.DRAFT,), State.RECEIVED, (WINDOW,)),
        Transition("receive", _("收件"), (State.SUBMITTED,), State.RECEIVED, (OFFICER,)),
        Transition("ask_correction", _("一次性告知补正"), _BEFORE, State.CORRECTION, (OFFICER,)),
        Transition("resubmit", _("补正提交"), (State.CORRECTION,), State.RECEIVED, (APPLICANT, WINDOW)),
        Transition("refuse", _("不予受理"), _BEFORE, State.REFUSED, (OFFICER,)),
        Transition("redirect", _("告知不属本机关"), _BEFORE, State.NOT_OURS, (OFFICER,)),
        Transition("tell_not_needed", _("告知无需许可"), _BEFORE, State.NOT_NEEDED, (OFFICER,)),
        Transition("accept", _("受理"), _BEFORE, State.ACCEPTED, (OFFICER, WINDOW)),
        Transition("deem_accepted", _("视为受理"), _BEFORE, State.ACCEPTED, (SYSTEM,)),
        Transition("examine", _("审查"), (State.ACCEPTED,), State.EXAMINING, (OFFICER,)),
        Transition("start_special_procedure", _("启动特别程序"), _EXAMINED, State.SPECIAL_PROCEDURE, (OFFICER,)),
        Transition("resume", _("结束特别程序"), (State.SPECIAL_PROCEDURE,), State.EXAMINING, (OFFICER,)),
        Transition("extend", _("延长期限"), _EXAMINED, None, (HEAD,)),
        Transition("decide", _("作出决定"), _EXAMINED, State.DECIDED, (OFFICER, WINDOW)),
        Transition("deliver", _("送达"), (State.DECIDED,), State.DELIVERED, (OFFICER, WINDOW)),
        Transition("complete", _("办结"), (State.DELIVERED,), State.COMPLETED, (SYSTEM,)),
        Transition(
            "withdraw",
            _("撤回申请"),
            (*_BEFORE, State.CORRECTION, *_EXAMINED, State.SPECIAL_PROCEDURE),
            State.WITHDRAWN,
            (APPLICANT,),
        ),
        Transition("lapse", _("逾期未补正"), (State.CORRECTION,), State.LAPSED, (SYSTEM,)),
        Transition(
            "move_deadline",
            _("期限重新计算"),
            (*_BEFORE, *_EXAMINED, State.SPECIAL_PROCEDURE, State.DECIDED),
            None,
            (SYSTEM,),
        ),
    ),
)
