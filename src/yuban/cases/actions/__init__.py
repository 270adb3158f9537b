"""Everything that writes to cases, one public function a verb; a folder because the procedure has twenty of them.

filing: what the applicant or the hall does · intake: what the organ answers within five days · examining: from
acceptance to delivery · standing: what the worker does by itself · record: the lock and the step all of them share.
"""

from yuban.cases.actions.examining import (
    complete_on_the_spot,
    decide,
    deliver,
    examine,
    extend,
    resume,
    start_special_procedure,
)
from yuban.cases.actions.filing import (
    OnCounter,
    add_material,
    check_material,
    discard_draft,
    lay_on_counter,
    remove_material,
    resubmit,
    save_draft,
    start_draft,
    submit,
    take_over_counter,
    withdraw,
)
from yuban.cases.actions.intake import accept, ask_correction, receive, redirect, refuse, tell_not_needed
from yuban.cases.actions.standing import (
    change_calendar_day,
    deem_accepted,
    lapse_overdue,
    recompute_deadlines,
    set_limit,
)

__all__ = [
    "OnCounter",
    "accept",
    "add_material",
    "ask_correction",
    "change_calendar_day",
    "check_material",
    "complete_on_the_spot",
    "decide",
    "deem_accepted",
    "deliver",
    "discard_draft",
    "examine",
    "extend",
    "lapse_overdue",
    "lay_on_counter",
    "receive",
    "recompute_deadlines",
    "redirect",
    "refuse",
    "remove_material",
    "resubmit",
    "resume",
    "save_draft",
    "set_limit",
    "start_draft",
    "start_special_procedure",
    "submit",
    "take_over_counter",
    "tell_not_needed",
    "withdraw",
]
