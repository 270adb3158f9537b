"""What the ground floor writes: the calendar's exceptions, file rows, readers' cursors, changes of reference data."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from yuban.kernel.models import CalendarDay, CalendarYear, Cursor, ReferenceChange, Step, StoredFile, this_transaction
from yuban.kernel.refusals import Stale
from yuban.kernel.sm3 import sm3
from yuban.kernel.steps import window


def store_file(*, digest: str, size: int, kind: str, name: str, at: datetime) -> StoredFile:
    """The row of an upload whose bytes already lie under their digest."""
    return StoredFile.objects.create(digest=digest, size=size, kind=kind, name=name, stored_at=at)


@transaction.atomic
def set_calendar_day(*, on: date, is_working: bool, name: str, by: str, at: datetime, reason: str) -> CalendarDay:
    """Declares a day a holiday or a make-up workday; open deadlines are recomputed by whoever owns them."""
    before = CalendarDay.objects.filter(pk=on).values("is_working", "name").first()
    day, _created = CalendarDay.objects.update_or_create(on=on, defaults={"is_working": is_working, "name": name})
    note_change(
        what="calendar_day",
        key=on.isoformat(),
        before=before,
        after={"is_working": is_working, "name": name},
        by=by,
        at=at,
        reason=reason,
    )
    return day


@transaction.atomic
def publish_year(*, year: int, source: str, by: str, at: datetime, reason: str = "") -> CalendarYear:
    """Declares that the holiday notice of a year is out and its days are entered; counts that touch it are final."""
    before = CalendarYear.objects.filter(pk=year).values("is_provisional", "source").first()
    after = {"is_provisional": not source, "source": source}
    row, _created = CalendarYear.objects.update_or_create(year=year, defaults=after)
    note_change(what="calendar_year", key=str(year), before=before, after=after, by=by, at=at, reason=reason)
    return row


@transaction.atomic
def load_calendar(*, years: Mapping[int, str], days: Iterable[CalendarDay]) -> None:
    """Loads published years (year → source) with their exceptional days; rows edited by hand stay as they are."""
    for year, source in years.items():
        CalendarYear.objects.get_or_create(year=year, defaults={"is_provisional": not source, "source": source})
    CalendarDay.objects.bulk_create(days, ignore_conflicts=True)


def note_change(
    *, what: str, key: str, before: Any, after: Any, by: str, at: datetime, reason: str = ""
) -> ReferenceChange:
    """Records a change of reference data by hand; call it inside the transaction that makes the change."""
    return ReferenceChange.objects.create(
        what=what, key=key[:80], before=before, after=after, by=by, at=at, reason=reason[:300]
    )


def fingerprint(row: models.Model, fields: Iterable[str]) -> str:
    """Sixteen hex digits over these fields of a row, which a form carries to tell what the person had on the screen."""
    values = {name: str(getattr(row, name)) for name in sorted(fields)}
    return sm3(json.dumps(values, ensure_ascii=False).encode()).hex()[:16]


@transaction.atomic
def change_row(
    *, row: models.Model, fields: Mapping[str, Any], by: str, at: datetime, reason: str = "", seen: str = ""
) -> models.Model:
    """Changes safe fields of a reference row (an organ's phone, a hall's hours) and records what they were.

    `seen` is the fingerprint of the fields the person had on the screen; raises Stale if they have changed since.
    """
    locked = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    before = {name: getattr(locked, name) for name in fields}
    after = dict(fields)
    if before == after:
        return locked
    if seen and seen != fingerprint(locked, fields):
        raise Stale(_("这些内容刚刚被别人修改过，您的修改没有保存。请刷新后再改。"), code="stale")
    for name, value in after.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save(update_fields=list(after))
    note_change(
        what=row._meta.model_name or "", key=str(row.pk), before=before, after=after, by=by, at=at, reason=reason
    )
    return locked


def read_window(*, name: str, at: datetime) -> tuple[int, int]:
    """The range of transactions [from, to) that reader `name` has not read; its cursor row is locked until the end.

    Must run inside the transaction that also writes what the reader makes of the steps, so that both or neither last.
    """
    cursor, _created = Cursor.objects.select_for_update().get_or_create(name=name, defaults={"txid": 0, "moved_at": at})
    return window(cursor.txid)


def move_cursor(*, name: str, to: int, at: datetime) -> None:
    """Everything below transaction `to` has been read."""
    Cursor.objects.filter(pk=name).update(txid=to, moved_at=at)


@transaction.atomic
def adopt_cluster() -> int:
    """After a restore into another cluster: numbers steps by its transactions; returns how many are still unread.

    Steps some reader had not read are given to all again; what readers make of them is keyed, so nothing doubles.
    """
    unread = 0
    lowest = Cursor.objects.aggregate(lowest=models.Min("txid"))["lowest"] or 0
    for model in apps.get_models():
        if issubclass(model, Step):
            steps = model._default_manager.all()
            steps.filter(txid__lt=lowest).update(txid=1)
            unread += steps.filter(txid__gte=lowest).update(txid=this_transaction())
    Cursor.objects.update(txid=this_transaction())
    return unread
