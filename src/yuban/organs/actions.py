"""Everything that writes to organs beyond their plain fields: the other names they are known by."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yuban.kernel.actions import note_change
from yuban.kernel.refusals import Invalid
from yuban.organs.models import Alias, Organ
from yuban.organs.queries import by_any_name

LONGEST_NAME = 120


@transaction.atomic
def add_alias(*, organ: Organ, name: str, by: str, at: datetime, reason: str = "") -> Alias:
    """Adds a name the organ is printed under; refused if anybody is called so already, since imports go by name.

    The same name for the same organ once more gives the alias that is there.
    """
    name = name.strip()
    if not 2 <= len(name) <= LONGEST_NAME:
        raise Invalid(_("别名应为2到120个字。"), code="alias_length", field="name")
    if known := Alias.objects.filter(organ=organ, name=name).first():
        return known
    if other := by_any_name(name):
        raise Invalid(
            _("“%(name)s”已是%(organ)s的名称或别名，不能重复。") % {"name": name, "organ": other.full_name},
            code="alias_taken",
            field="name",
        )
    try:
        with transaction.atomic():
            alias = Alias.objects.create(organ=organ, name=name)
    except IntegrityError as error:
        raise Invalid(_("该别名刚刚被别人添加。"), code="alias_taken", field="name") from error
    note_change(what="organ", key=str(organ.pk), before=None, after={"alias": name}, by=by, at=at, reason=reason)
    return alias


@transaction.atomic
def remove_alias(*, alias: Alias, by: str, at: datetime, reason: str = "") -> None:
    """Removes another name of an organ; removing it twice changes nothing."""
    gone, _rows = Alias.objects.filter(pk=alias.pk).delete()
    if gone:
        key, before = str(alias.organ_id), {"alias": alias.name}
        note_change(what="organ", key=key, before=before, after=None, by=by, at=at, reason=reason)
