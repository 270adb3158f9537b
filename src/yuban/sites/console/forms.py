"""Forms of the console: shape only; what may be done is asked of the actions."""

from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db.models import CharField, Model
from django.utils.translation import gettext_lazy as _

from yuban.catalogue.reference import Status
from yuban.kernel.actions import fingerprint
from yuban.organs.models import Organ
from yuban.people.queries import within
from yuban.people.reference import Role
from yuban.people.rights import Actor

PHONE: Final = RegexValidator(
    r"^[0-9+ ()（）、/转-]{3,30}$", _("电话只写数字，可以带区号、分机和连字符，如023-67800001。"), code="phone"
)


SANE_DAYS: Final = (
    MinValueValidator(date(2000, 1, 1), _("请填写2000年以后的日期。")),
    MaxValueValidator(date(2100, 12, 31), _("请填写2100年以前的日期。")),
)


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A date with the browser's own picker, within the years the calendar may ever hold."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=SANE_DAYS, **options)


def reason_field() -> forms.CharField:
    """Why something is changed; it stands in the log for good."""
    return forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


def organ_field(empty: Any) -> "forms.ModelChoiceField[Organ]":
    """One of the organs the operator oversees, in pinyin order; filled in by `offer_organs`."""
    return forms.ModelChoiceField(Organ.objects.none(), label=_("机构"), empty_label=empty)


def offer_organs(form: forms.Form, actor: Actor) -> None:
    """Fills in which organs this person may choose from, if the form asks for one."""
    field = form.fields.get("organ")
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = Organ.objects.filter(within(actor), is_active=True)


class RowForm(forms.Form):
    """Safe fields of a reference row, with what the person had on the screen and why they change it."""

    names: ClassVar[tuple[str, ...]]

    def __init__(self, *args: Any, row: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.names:
            column = row._meta.get_field(name)
            assert isinstance(column, CharField)
            field = column.formfield(initial=getattr(row, name))
            assert field is not None
            self.fields[name] = field
            if name.endswith("phone"):
                field.validators.append(PHONE)
        self.fields["reason"] = reason_field()
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, initial=fingerprint(row, self.names))

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of the row as they shall be."""
        return {name: self.cleaned_data[name] for name in self.names}


class OrganForm(RowForm):
    names = ("phone", "complaint_phone", "address")


class HallForm(RowForm):
    names = ("phone", "hours", "hours_en", "bus")


class WindowForm(RowForm):
    names = ("opens_note",)


class AliasForm(forms.Form):
    """One more name of an organ; whether it is free is asked of the action."""

    name = forms.CharField(label=_("新别名"), max_length=120)


class SynonymForm(forms.Form):
    """An everyday expression and the words of the catalogue it means."""

    word = forms.CharField(label=_("说法"), max_length=40, help_text=_("群众怎么说，如“房本”。"))
    means = forms.CharField(label=_("对应用语"), max_length=80, help_text=_("事项里怎么写，如“不动产登记”。"))


class StatusForm(forms.Form):
    """Suspend, resume or cancel an item."""

    status = forms.ChoiceField(label=_("状态"), choices=Status.choices, widget=forms.RadioSelect)
    reason = reason_field()


class PostForm(forms.Form):
    """A role in an organ from a day on."""

    organ = organ_field(_("请选择"))
    role = forms.ChoiceField(label=_("角色"), choices=[("", _("请选择")), *Role.choices])
    valid_from = day_field(_("任职起"))

    def __init__(self, *args: Any, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organs(self, actor)
        self.fields["valid_from"].initial = today


class StaffForm(PostForm):
    """A new member of staff with a first post."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=30,
        help_text=_("3到30位小写字母、数字或连字符，以字母开头；不要用证件号码或手机号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("姓名"), max_length=80)
    field_order = ("username", "name", "organ", "role", "valid_from")


class EndPostForm(forms.Form):
    """The last day of a post."""

    on = day_field(_("任职止"), help_text=_("当天仍可办理，次日起失去权限。"))


class ReasonForm(forms.Form):
    """A change that only needs its reason."""

    reason = reason_field()


class DayForm(forms.Form):
    """A day of the calendar that is to be unlike the plain rule of the week, or like it again."""

    is_working = forms.TypedChoiceField(
        label=_("这一天"),
        choices=[("1", _("上班（工作日或调休补班）")), ("0", _("休息（节假日或周末）"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("如“国庆节”；会显示在期限的逐日说明里。"))
    reason = reason_field()


class YearForm(forms.Form):
    """The holiday notice of a year."""

    source = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("放假通知的名称和文号。填写后，这一年不再标为暂定。")
    )


class LimitForm(forms.Form):
    """A limit of the place itself, from a day on."""

    days = forms.IntegerField(label=_("数值"), min_value=0, max_value=1000)
    valid_from = day_field(_("生效日期"))
    basis = forms.CharField(label=_("依据"), max_length=160)
    reason = reason_field()
