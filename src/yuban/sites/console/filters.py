"""What narrows the lists of the console, read from the address."""

from typing import Any, Final, Generic, TypeVar

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yuban.cases.figures import day_span
from yuban.cases.models import Case
from yuban.cases.reference import FILED, Channel
from yuban.catalogue.models import Item
from yuban.catalogue.reference import ItemType, Status
from yuban.kernel.models import ReferenceChange
from yuban.kernel.numbering import normalise
from yuban.organs.models import Kind, Organ
from yuban.people.models import Account
from yuban.people.queries import within
from yuban.people.reference import Role
from yuban.people.rights import Actor
from yuban.ratings.models import BAD_LEVELS, Level, Rating
from yuban.regions.models import Region
from yuban.sites.console.forms import day_field, offer_organs, organ_field

ANY: Final = ("", _("全部"))
CHANGED: Final = {
    "organ": _("机构"),
    "hall": _("大厅"),
    "window": _("窗口"),
    "item": _("事项"),
    "synonym": _("搜索用语"),
    "account": _("账号"),
    "post": _("岗位"),
    "calendar_day": _("日历"),
    "calendar_year": _("日历年份"),
    "legal_limit": _("时限"),
}
M = TypeVar("M", bound=Model)


class ListFilter(forms.Form, Generic[M]):
    """A value that makes no sense narrows nothing, and is told beside its field."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
        offer_organs(self, actor)
        self.offer(actor)
        self.full_clean()

    def offer(self, actor: Actor) -> None:
        """Fills in what else than organs this person may choose from."""

    def chosen(self, name: str) -> Any:
        """What was chosen, or None."""
        return self.cleaned_data.get(name) or None

    def narrow(self, rows: "QuerySet[M]") -> "QuerySet[M]":
        """The rows that match everything chosen."""
        for name in self.fields:
            if (value := self.chosen(name)) is not None:
                rows = rows.filter(self.condition(name, value))
        return rows

    def condition(self, name: str, value: Any) -> Q:
        """What one choice asks of a row; that the column of its name has it, unless a list says otherwise."""
        return Q(**{name: value})


class CaseFilter(ListFilter[Case]):
    """Cases by number or item, place, state, channel and day of submission."""

    q = forms.CharField(label=_("编号或事项"), max_length=60)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("地区"), empty_label=_("全部"))
    organ = organ_field(_("全部"))
    state = forms.ChoiceField(label=_("状态"), choices=[ANY, *((state, state.label) for state in FILED)])
    channel = forms.ChoiceField(label=_("渠道"), choices=[ANY, *Channel.choices])
    since = day_field(_("提交自"))
    until = day_field(_("至"))

    def offer(self, actor: Actor) -> None:
        region = self.fields["region"]
        assert isinstance(region, forms.ModelChoiceField)
        region.queryset = Region.objects.filter(pk__in=Organ.objects.filter(within(actor)).values("region"))

    def condition(self, name: str, value: Any) -> Q:
        match name:
            case "q" if normalise(value).isdecimal():
                return Q(number__startswith=normalise(value))
            case "q":
                return Q(version__item__in=Item.objects.filter(current__name__icontains=value))
            case "region":
                return Q(region__code__startswith=value.code)
            case "since":
                return Q(submitted_at__gte=day_span(value)[0])
            case "until":
                return Q(submitted_at__lt=day_span(value)[1])
        return super().condition(name, value)


class OverdueFilter(ListFilter[Case]):
    """Overdue cases of one organ."""

    organ = organ_field(_("全部"))


class RatingFilter(ListFilter[Rating]):
    """Ratings by organ, level and day."""

    organ = organ_field(_("全部"))
    level = forms.TypedChoiceField(label=_("等级"), choices=[ANY, *Level.choices], coerce=int, empty_value=None)
    since = day_field(_("评价自"))
    until = day_field(_("至"))
    bad = forms.BooleanField(label=_("只看差评"))

    def condition(self, name: str, value: Any) -> Q:
        match name:
            case "organ":
                return Q(case__organ=value)
            case "bad":
                return Q(level__in=BAD_LEVELS)
            case "since":
                return Q(rated_at__gte=day_span(value)[0])
            case "until":
                return Q(rated_at__lt=day_span(value)[1])
        return super().condition(name, value)


class ItemFilter(ListFilter[Item]):
    """Items by words of their name, organ, type and status."""

    q = forms.CharField(label=_("名称或编码"), max_length=60)
    organ = organ_field(_("全部"))
    type = forms.ChoiceField(label=_("类型"), choices=[ANY, *ItemType.choices])
    status = forms.ChoiceField(label=_("状态"), choices=[ANY, *Status.choices])

    def condition(self, name: str, value: Any) -> Q:
        match name:
            case "q":
                return Q(current__name__icontains=value) | Q(code__icontains=value) | Q(slug__icontains=value)
            case "type":
                return Q(current__type=value)
        return super().condition(name, value)


class OrganFilter(ListFilter[Organ]):
    """Organs by any of their names, and by kind."""

    q = forms.CharField(label=_("名称或别名"), max_length=60)
    kind = forms.ChoiceField(label=_("类别"), choices=[ANY, *Kind.choices])

    def condition(self, name: str, value: Any) -> Q:
        if name == "q":
            named = Organ.objects.filter(aliases__name__icontains=value).values("pk")
            return Q(name__icontains=value) | Q(full_name__icontains=value) | Q(pk__in=named)
        return super().condition(name, value)


class StaffFilter(ListFilter[Account]):
    """Members of staff by name, organ and role of any of their posts, and whether the account is on."""

    q = forms.CharField(label=_("姓名或用户名"), max_length=60)
    organ = organ_field(_("全部"))
    role = forms.ChoiceField(label=_("角色"), choices=[ANY, *Role.choices])
    active = forms.ChoiceField(label=_("账号"), choices=[ANY, ("on", _("启用")), ("off", _("停用"))])

    def condition(self, name: str, value: Any) -> Q:
        match name:
            case "q":
                return Q(name__icontains=value) | Q(username__icontains=value)
            case "organ" | "role":
                return Q(pk__in=Account.objects.filter(**{f"posts__{name}": value}).values("pk"))
            case _:
                return Q(is_active=value == "on")


class ChangeFilter(ListFilter[ReferenceChange]):
    """Changes of reference data by what was changed, by whom and when."""

    what = forms.ChoiceField(label=_("对象"), choices=[ANY, *CHANGED.items()])
    q = forms.CharField(label=_("编号或操作人"), max_length=60)
    since = day_field(_("自"))
    until = day_field(_("至"))

    def condition(self, name: str, value: Any) -> Q:
        match name:
            case "q":
                return Q(key__icontains=value) | Q(by__icontains=value)
            case "since":
                return Q(at__gte=day_span(value)[0])
            case "until":
                return Q(at__lt=day_span(value)[1])
        return super().condition(name, value)
