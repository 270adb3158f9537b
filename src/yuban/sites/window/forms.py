"""What window staff fill in: who stands there, and what lies on the counter. Shape only."""

from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuban.cases.actions import OnCounter
from yuban.cases.models import Case
from yuban.cases.reference import Got
from yuban.catalogue.models import ItemVersion
from yuban.catalogue.reference import Audience, Necessity
from yuban.hall.actions import Papers
from yuban.people.reference import IdentityKind, PartyKind
from yuban.sites.dossier import Sheet
from yuban.sites.handling import CaseForm

SHOWN_AS: Final = {
    IdentityKind.IDENTITY_NUMBER: gettext_lazy("个人（居民身份证）"),
    IdentityKind.PASSPORT: gettext_lazy("个人（护照）"),
    IdentityKind.CREDIT_CODE: gettext_lazy("法人（统一社会信用代码）"),
}


def _line(label: Any, most: int, *, required: bool = False, **attrs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget)


class VisitorForm(forms.Form):
    """Whose application it is, by their papers, and who brings it if that is somebody else."""

    identity_kind = forms.ChoiceField(
        label=gettext_lazy("申请人"), choices=list(SHOWN_AS.items()), widget=forms.RadioSelect
    )
    identity_number = _line(gettext_lazy("证件号码或信用代码"), 32, required=True, autofocus=True)
    name = _line(gettext_lazy("姓名或名称"), 120, required=True)
    phone = _line(gettext_lazy("联系电话"), 30, required=True, type="tel")
    address = _line(gettext_lazy("地址"), 200)
    agent_identity_number = _line(gettext_lazy("经办人身份证号"), 32)
    agent_name = _line(gettext_lazy("经办人姓名"), 80)
    agent_phone = _line(gettext_lazy("经办人电话"), 30, type="tel")
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, version: ItemVersion) -> None:
        usual = IdentityKind.IDENTITY_NUMBER if Audience.PERSON in version.audience else IdentityKind.CREDIT_CODE
        super().__init__(data, initial={"identity_kind": usual, "client_key": uuid4()})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_firm = cleaned.get("identity_kind") == IdentityKind.CREDIT_CODE
        for name in ("agent_identity_number", "agent_name"):
            if (is_firm or self._has_agent(cleaned)) and not cleaned.get(name):
                self.add_error(name, _("法人由经办人到场办理，请填写。") if is_firm else _("有人代办时请填写。"))
        return cleaned

    @staticmethod
    def _has_agent(cleaned: dict[str, Any]) -> bool:
        return any(cleaned.get(name) for name in ("agent_identity_number", "agent_name", "agent_phone"))

    def applicant(self) -> Papers:
        """The papers of whom the application is for."""
        asked = self.cleaned_data
        return Papers(
            kind=PartyKind.FIRM if asked["identity_kind"] == IdentityKind.CREDIT_CODE else PartyKind.PERSON,
            name=asked["name"],
            identity_kind=asked["identity_kind"],
            identity_number=asked["identity_number"],
            phone=asked["phone"],
            address=asked["address"],
        )

    def agent(self) -> Papers | None:
        """The papers of who brings it, if that is somebody else."""
        asked = self.cleaned_data
        if not asked["agent_identity_number"]:
            return None
        return Papers(
            kind=PartyKind.PERSON,
            name=asked["agent_name"],
            identity_kind=IdentityKind.IDENTITY_NUMBER,
            identity_number=asked["agent_identity_number"],
            phone=asked["agent_phone"],
        )


class PaperForm(forms.Form):
    """One material on the counter: on paper or owed, looked at, and perhaps scanned."""

    got = forms.ChoiceField(label=gettext_lazy("收取方式"), required=False, widget=forms.RadioSelect)
    is_checked = forms.BooleanField(label=gettext_lazy("已核对"), required=False)
    file = forms.FileField(label=gettext_lazy("扫描件"), required=False)

    def __init__(self, data: Any, files: Any, *, case: Case, sheet: Sheet) -> None:
        self.sheet, code = sheet, sheet.material.code
        fresh = [paper for paper in sheet.papers if not is_settled(case, paper.added_at)]
        held = next((paper.got for paper in fresh if paper.file is None), "")
        is_checked = bool(sheet.papers) and all(paper.is_checked for paper in sheet.papers)
        super().__init__(data, files, prefix=f"m{code}", initial={"got": held, "is_checked": is_checked})
        owed = sheet.material.necessity == Necessity.GAP_ALLOWED
        got = self.fields["got"]
        assert isinstance(got, forms.ChoiceField)
        got.choices = [
            ("", _("未收纸质")),
            (Got.PAPER.value, _("纸质")),
            *([(Got.OWED.value, _("容缺后补"))] if owed else []),
        ]
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{kind}" for kind in sheet.material.accept)

    def on_counter(self) -> OnCounter:
        """What was ticked, as the action takes it."""
        asked = self.cleaned_data
        return OnCounter(self.sheet.material.code, asked.get("got", ""), asked.get("is_checked", False))


def is_settled(case: Case, added_at: Any) -> bool:
    """Whether a paper came with an earlier submission and stays."""
    return hasattr(case, "correction") and added_at <= case.correction.told_at


class WithdrawalForm(CaseForm):
    reason = forms.CharField(
        label=gettext_lazy("撤回原因"),
        help_text=gettext_lazy("按申请人本人的说法填写。撤回后可以重新申请。"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
