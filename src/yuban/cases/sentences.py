"""What a step of a case says to the people who read its history, from what the step itself recorded."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.utils import formats
from django.utils.translation import gettext as _

from yuban.cases.reference import Outcome, Procedure
from yuban.catalogue.reference import Delivery

Detail = Mapping[str, Any]
_BAD: Final = frozenset({"refuse", "redirect", "lapse"})
_GOOD: Final = frozenset({"accept", "deem_accepted", "complete", "deliver"})
_WARN: Final = frozenset({"ask_correction", "start_special_procedure", "extend", "move_deadline"})


def tone(verb: str, detail: Detail) -> str:
    """How a step is coloured: good, warn, bad, or plain."""
    if verb == "decide":
        return "good" if detail.get("outcome") == Outcome.GRANTED else "bad"
    return "bad" if verb in _BAD else "good" if verb in _GOOD else "warn" if verb in _WARN else ""


def body(verb: str, reason: str, detail: Detail) -> str:
    """The lines below a step's title: what it recorded, then the reason somebody wrote; empty if there is nothing."""
    own = _BODIES[verb](detail) if verb in _BODIES else ""
    return "\n".join(line for line in (own, reason) if line)


def _day(iso: str) -> str:
    return formats.date_format(date.fromisoformat(iso), "Y-m-d")


def _deadlines(detail: Detail) -> str:
    if "promised_due_on" not in detail:
        return ""
    return _("承诺最迟%(promised)s作出决定，法定最迟%(statutory)s。") % {
        "promised": _day(detail["promised_due_on"]),
        "statutory": _day(detail["statutory_due_on"]),
    }


def _deemed(detail: Detail) -> str:
    return _("办理机构未在五个工作日内答复，自收到材料之日起视为受理（行政许可法第三十二条）。") + _deadlines(detail)


def _gaps(detail: Detail) -> str:
    return "\n".join(f"{gap['name']}：{gap['problem']}" for gap in detail.get("gaps", []))


def _procedure(detail: Detail) -> str:
    return _("%(procedure)s，预计%(days)d个工作日，这段时间不计入办理期限。") % {
        "procedure": Procedure(detail["procedure"]).label,
        "days": detail["expected_days"],
    }


def _extension(detail: Detail) -> str:
    return _("经批准延长%(days)d个工作日。") % {"days": detail["days"]} + _deadlines(detail)


def _decision(detail: Detail) -> str:
    return f"{Outcome(detail['outcome']).label} · {detail['document_number']}"


def _handover(detail: Detail) -> str:
    tracking = detail.get("tracking", "")
    said = str(Delivery(detail["way"]).label)
    return said + (" · " + _("快递单号%(tracking)s") % {"tracking": tracking} if tracking else "")


_BODIES: Final[Mapping[str, Callable[[Detail], str]]] = {
    "accept": _deadlines,
    "deem_accepted": _deemed,
    "ask_correction": _gaps,
    "start_special_procedure": _procedure,
    "resume": _deadlines,
    "extend": _extension,
    "decide": _decision,
    "deliver": _handover,
}
