"""What an officer fills in for a verb. Shape only: what may be, the actions say."""

from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from yuban.cases.actions.intake import Gap
from yuban.cases.models import Case
from yuban.cases.reference import Procedure
from yuban.sites.dossier import Sheet, answers
from yuban.sites.handling import CaseForm

LONG: Final = 2000
FREE_GAPS: Final = 2


def _text(label: Any, hint: Any = "", *, rows: int = 4, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=LONG, widget=area, required=required)


class RefusalForm(CaseForm):
    reason = _text(_("不予受理的理由"), _("写明不符合哪一条受理条件。理由和救济途径会一并印在通知书上。"))


class RedirectionForm(CaseForm):
    reason = _text(_("应向哪个机关申请"), _("写明有权办理的机关名称；知道地址、电话的，一并写上。"))


class NotNeededForm(CaseForm):
    reason = _text(_("为什么不需要许可"), _("写明依据，申请人可以凭告知书直接开展活动。"))


class SpecialProcedureForm(CaseForm):
    procedure = forms.ChoiceField(label=_("特别程序"), choices=Procedure.choices, widget=forms.RadioSelect)
    expected_days = forms.IntegerField(
        label=_("所需工作日"), min_value=1, max_value=999, help_text=_("将书面告知申请人，这段时间不计入期限。")
    )
    reason = _text(_("原因"))


class ResumptionForm(CaseForm):
    result = _text(_("特别程序的结果"), _("结束后期限接着计算，例如：检测合格，报告编号。"))


class ExtensionForm(CaseForm):
    days = forms.IntegerField(label=_("延长工作日"), min_value=1, max_value=99, initial=10)
    reason = _text(_("理由"), _("将告知申请人（行政许可法第四十二条）。"))


class CorrectionForm(forms.Form):
    """One row for each material and each answer, and a few free ones: tick it and say what is wrong."""

    def __init__(self, *args: Any, case: Case, sheets: list[Sheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = {f"m-{sheet.material.code}": (sheet.material.code, sheet.material.name) for sheet in sheets}
        self._names |= {f"f-{spec['key']}": (spec["key"], spec["label"]) for spec in case.version.form_fields}
        there = dict(zip(self._keys("f-"), (answer for _label, answer in answers(case, is_shown=False)), strict=True))
        for key, (_code, name) in self._names.items():
            self.fields[f"tick-{key}"] = forms.BooleanField(label=name, required=False, help_text=there.get(key, ""))
            self.fields[f"problem-{key}"] = self._problem(name)
        for number in range(1, FREE_GAPS + 1):
            self.fields[f"name-{number}"] = forms.CharField(label=_("其他内容"), max_length=80, required=False)
            self.fields[f"problem-{number}"] = self._problem(_("其他内容需要怎样补正"))

    @staticmethod
    def _problem(name: Any) -> forms.CharField:
        widget = forms.TextInput(attrs={"list": "problems", "class": "control control-input"})
        return forms.CharField(label=name, max_length=300, required=False, widget=widget)

    def _keys(self, prefix: str) -> list[str]:
        return [key for key in self._names if key.startswith(prefix)]

    def _rows(self, prefix: str) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"tick-{key}"], self[f"problem-{key}"]) for key in self._keys(prefix)]

    def material_rows(self) -> list[tuple[BoundField, BoundField]]:
        """(tick, problem) of each material."""
        return self._rows("m-")

    def answer_rows(self) -> list[tuple[BoundField, BoundField]]:
        """(tick, problem) of each question of the application form."""
        return self._rows("f-")

    def free_rows(self) -> list[tuple[BoundField, BoundField]]:
        """(name, problem) of what stands in no list."""
        return [(self[f"name-{number}"], self[f"problem-{number}"]) for number in range(1, FREE_GAPS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for key in self._names:
            if cleaned.get(f"tick-{key}") and not cleaned.get(f"problem-{key}"):
                self.add_error(f"problem-{key}", _("请写明需要怎样补正。"))
        for number in range(1, FREE_GAPS + 1):
            if bool(cleaned.get(f"name-{number}")) != bool(cleaned.get(f"problem-{number}")):
                self.add_error(f"name-{number}", _("请同时写明内容和需要怎样补正。"))
        return cleaned

    def gaps(self) -> list[Gap]:
        """The lines of the notice; what a problem was written for counts as ticked."""
        named = [(key, code, name) for key, (code, name) in self._names.items()]
        free = [(str(number), "", self.cleaned_data[f"name-{number}"]) for number in range(1, FREE_GAPS + 1)]
        rows = [(code, name, self.cleaned_data[f"problem-{key}"]) for key, code, name in named + free]
        return [Gap(code=code, name=name, problem=problem) for code, name, problem in rows if problem]
