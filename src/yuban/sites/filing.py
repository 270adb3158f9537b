"""The application form of an item, asked alike on the portal and at a window.

Fields come from the item version; shape is checked here, the law in `cases.rules`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yuban.cases import rules
from yuban.cases.models import Case
from yuban.catalogue.models import ItemVersion
from yuban.catalogue.reference import Delivery, FieldType


def _label(spec: Mapping[str, Any]) -> str:
    english = (get_language() or "").startswith("en")
    return str((spec.get("label_en") if english else "") or spec["label"])


def _field(spec: Mapping[str, Any]) -> forms.Field:
    shared: dict[str, Any] = {"label": _label(spec), "required": False, "help_text": spec.get("help", "")}
    match spec["type"]:
        case FieldType.TEXTAREA:
            return forms.CharField(**shared, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
        case FieldType.DATE:
            return forms.CharField(**shared, max_length=10, widget=forms.DateInput(attrs={"type": "date"}))
        case FieldType.NUMBER:
            return forms.CharField(**shared, max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
        case FieldType.PHONE:
            return forms.CharField(**shared, max_length=30, widget=forms.TextInput(attrs={"type": "tel"}))
        case FieldType.CHOICE:
            choices = [("", _("请选择")), *((choice, choice) for choice in spec.get("choices", []))]
            return forms.ChoiceField(**shared, choices=choices)
        case _:
            return forms.CharField(**shared, max_length=200)


class ApplicationForm(forms.Form):
    """The questions of one item version. `strict` asks for completeness; a draft is kept as it is."""

    def __init__(self, *args: Any, version: ItemVersion, on: date, strict: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version, self.on, self.strict = version, on, strict
        for spec in version.form_fields:
            field = self.fields[spec["key"]] = _field(spec)
            if spec.get("required"):
                field.widget.attrs["aria-required"] = "true"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.strict:
            for key, sentence in rules.form_errors(self.version, cleaned, self.on).items():
                if key not in self.errors:
                    self.add_error(key, sentence)
        return cleaned


class DeliveryForm(forms.Form):
    """How the applicant wants the result, and where to call or post."""

    contact_phone = forms.CharField(label=_("联系电话"), max_length=30, widget=forms.TextInput(attrs={"type": "tel"}))
    delivery = forms.ChoiceField(label=_("送达方式"), widget=forms.RadioSelect)
    delivery_address = forms.CharField(label=_("邮寄地址"), max_length=200, required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "contact_phone": case.contact_phone,
                "delivery": case.delivery,
                "delivery_address": case.delivery_address,
            },
        )
        super().__init__(*args, **kwargs)
        offered = [(value, label) for value, label in Delivery.choices if value in case.version.delivery]
        delivery = self.fields["delivery"]
        assert isinstance(delivery, forms.ChoiceField)
        delivery.choices = offered

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("delivery") == Delivery.POST and not cleaned.get("delivery_address", "").strip():
            self.add_error("delivery_address", _("选择邮寄送达时请填写收件地址。"))
        return cleaned
