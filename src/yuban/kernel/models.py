"""Tables of the ground floor: the calendar's exceptions, stored files, readers' cursors, changes of reference data."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _


class CalendarYear(models.Model):
    """A year of the working calendar; provisional until the State Council has published its holiday notice."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    is_provisional = models.BooleanField(_("暂定"), default=True)
    source = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        ordering = ["year"]


class CalendarDay(models.Model):
    """A day that differs from the plain rule "Monday to Friday are working days": a holiday or a make-up workday."""

    on = models.DateField(_("日期"), primary_key=True)
    is_working = models.BooleanField(_("工作日"))
    name = models.CharField(_("名称"), max_length=60)

    class Meta:
        ordering = ["on"]


class StoredFile(models.Model):
    """One upload: its bytes lie on disk under their digest, the name is what people called it."""

    digest = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("大小（字节）"))
    kind = models.CharField(_("类型"), max_length=10)
    name = models.CharField(_("文件名"), max_length=200)
    stored_at = models.DateTimeField(_("上传时间"))

    class Meta:
        constraints = [models.CheckConstraint(name="stored_file_not_empty", condition=models.Q(size__gt=0))]


class _CurrentTransaction(models.Func):
    function = "pg_current_xact_id"
    output_field = models.CharField()


def this_transaction() -> Cast:
    """The running transaction's 64-bit id, as an expression of type bigint."""
    return Cast(Cast(_CurrentTransaction(), models.TextField()), models.BigIntegerField())


class Step(models.Model):
    """What every word's own table of steps has in common: who did what, when, from which state to which, and why.

    The concrete table adds a foreign key to its thing and to the account, and a primary key (thing, seq).
    `txid` lets readers above find new steps without missing one that commits late (see `steps.window`).
    """

    seq = models.PositiveIntegerField(_("序号"))
    verb = models.CharField(_("环节"), max_length=32)
    from_state = models.CharField(_("原状态"), max_length=24)
    to_state = models.CharField(_("新状态"), max_length=24)
    at = models.DateTimeField(_("时间"))
    by_name = models.CharField(_("经办"), max_length=80)
    reason = models.TextField(_("说明"), blank=True)
    detail = models.JSONField(default=dict)
    prev_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    txid = models.BigIntegerField(db_default=this_transaction())

    class Meta:
        abstract = True


class Cursor(models.Model):
    """How far a reader of steps has come: everything below transaction `txid` has been read."""

    name = models.CharField(max_length=60, primary_key=True)
    txid = models.BigIntegerField()
    moved_at = models.DateTimeField()


class ReferenceChange(models.Model):
    """A change of reference data by hand: which row, by whom, what it was and what it became."""

    at = models.DateTimeField(_("时间"))
    by = models.CharField(_("操作人"), max_length=80)
    what = models.CharField(_("对象"), max_length=60)
    key = models.CharField(_("编号"), max_length=80)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    reason = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
