"""Forms of this door. They check shape; what the law asks is asked by the actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from yuban.kernel.check_digits import check_identity_number
from yuban.people.models import Party
from yuban.ratings import queries as ratings
from yuban.ratings.models import Level
from yuban.ratings.rules import MOST_TEXT


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("用户名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class RegisterForm(forms.Form):
    """What somebody declares about themself when opening an account."""

    name = forms.CharField(
        label=_("姓名"), max_length=80, help_text=_("与身份证一致。"), widget=forms.TextInput({"autocomplete": "name"})
    )
    identity_number = forms.CharField(label=_("身份证号"), max_length=40)
    phone = forms.CharField(
        label=_("手机号"), max_length=30, widget=forms.TextInput({"type": "tel", "autocomplete": "tel"})
    )
    username = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{2,59}$",
        label=_("用户名"),
        help_text=_("3位以上字母、数字，可用点、下划线和连字符。登录时用。"),
        error_messages={"invalid": _("用户名应为3到60位字母或数字，可用点、下划线和连字符，以字母或数字开头。")},
        widget=forms.TextInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("密码"),
        help_text=_("至少10位，不要用常见的或与姓名相近的。"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一次密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("两次输入的密码不一样。"))
        return cleaned


class AuthoriseForm(forms.Form):
    """An authorisation: in whose name, to whom, for what, until when."""

    principal = forms.ChoiceField(label=_("委托人"))
    agent_name = forms.CharField(label=_("受托人姓名"), max_length=120)
    agent_number = forms.CharField(
        label=_("受托人身份证号"), max_length=40, help_text=_("受托人须已在本平台注册或在窗口登记过。")
    )
    scope = forms.CharField(
        label=_("委托事项"), max_length=200, help_text=_("写明可以代办什么，例如“代办本公司的经营许可”。")
    )
    valid_from = forms.DateField(label=_("有效期起"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    valid_to = forms.DateField(label=_("有效期止"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, data: Any, *, principals: Iterable[Party], today: date) -> None:
        super().__init__(data, initial={"valid_from": today})
        self.today = today
        self.principals = {str(party.pk): party for party in principals}
        principal = self.fields["principal"]
        assert isinstance(principal, forms.ChoiceField)
        principal.choices = [(key, party.name) for key, party in self.principals.items()]

    def clean_principal(self) -> Party:
        return self.principals[self.cleaned_data["principal"]]

    def clean_agent_number(self) -> str:
        try:
            return check_identity_number(self.cleaned_data["agent_number"], self.today)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("valid_from"), cleaned.get("valid_to")
        if until and until < self.today:
            self.add_error("valid_to", _("有效期止不能早于今天。"))
        elif since and until and until < since:
            self.add_error("valid_to", _("有效期止不能早于有效期起。"))
        return cleaned


class WithdrawForm(forms.Form):
    """Why somebody takes an application back."""

    reason = forms.CharField(label=_("撤回原因"), max_length=500, widget=forms.Textarea({"rows": 3}), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class QueryForm(forms.Form):
    """The two things printed on the slip."""

    number = forms.CharField(
        label=_("办件编号"),
        max_length=60,
        help_text=_("23位数字，可以带空格。"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("查询码"),
        max_length=30,
        help_text=_("8位字母和数字，不分大小写。"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


class RatingForm(forms.Form):
    """Five levels; below each the reasons that belong to it. Works without script, so all of them are on the page."""

    level = forms.TypedChoiceField(
        label=_("您对这次服务满意吗？"),
        coerce=int,
        choices=[(level.value, level.label) for level in sorted(Level, reverse=True)],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一个评价等级。"), "invalid_choice": _("请选择一个评价等级。")},
    )
    text = forms.CharField(
        label=_("想说的话"), max_length=MOST_TEXT, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.names: list[str] = []
        for level, options in ratings.options_by_level():
            name = f"options_{level.value}"
            self.names.append(name)
            self.fields[name] = forms.MultipleChoiceField(
                label=level.label,
                required=False,
                choices=[(option.code, option.text) for option in options],
                widget=forms.CheckboxSelectMultiple,
            )

    def groups(self) -> list[Any]:
        """The reasons, one bound field a level, best first."""
        return [self[name] for name in self.names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["options"] = [code for name in self.names for code in cleaned.get(name, [])]
        return cleaned

    def of_one_level(self) -> "RatingForm":
        """The same answers without the reasons of other levels, which contradicted the level."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        for name in self.names:
            if name != f"options_{data.get('level')}":
                data.pop(name, None)
        return RatingForm(data)
