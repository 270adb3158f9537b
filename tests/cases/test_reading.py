"""Reading new steps: nothing is skipped when a transaction commits late, nor after a restore into another cluster."""

import pytest
from django.db import connection

from tests import factories
from tests.factories import NOON, World
from yuban.cases.models import CaseStep
from yuban.kernel import actions as kernel
from yuban.kernel.models import Cursor
from yuban.kernel.steps import ClusterRestored
from yuban.notices import actions as notices
from yuban.notices.models import Notice

FAR = 2**60


def numbered(world: World) -> None:
    """Two cases whose steps look as if an earlier transaction had written them, so that the test may read them."""
    factories.accepted(world)
    factories.submitted(world)
    CaseStep.objects.update(txid=3)


def test_notices_follow_the_order_of_each_case(world: World) -> None:
    numbered(world)
    assert notices.deliver_new(at=NOON) == 3
    assert notices.deliver_new(at=NOON) == 0
    told = Notice.objects.filter(account=world.resident).order_by("pk").values_list("case_id", "step_seq")
    assert list(told) == sorted(told)
    assert not Notice.objects.filter(account=world.officer).exists()


def test_a_running_transaction_holds_the_readers_back(world: World) -> None:
    factories.submitted(world)  # written by the transaction of this test, which is still running
    assert notices.deliver_new(at=NOON) == 0


def test_a_cursor_ahead_of_the_cluster_is_told(world: World) -> None:
    numbered(world)
    Cursor.objects.create(name="notices", txid=FAR, moved_at=NOON)
    with pytest.raises(ClusterRestored):
        notices.deliver_new(at=NOON)


def test_after_a_restore_readers_go_on_where_they_were(world: World) -> None:
    numbered(world)
    read = CaseStep.objects.order_by("case_id", "seq").first()
    assert read is not None
    CaseStep.objects.update(txid=FAR + 5)
    CaseStep.objects.filter(case_id=read.case_id, seq=read.seq).update(txid=FAR)
    Cursor.objects.create(name="notices", txid=FAR + 1, moved_at=NOON)
    assert kernel.adopt_cluster() == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (now,) = cursor.fetchone()
    assert Cursor.objects.get(name="notices").txid == now
    assert sorted(CaseStep.objects.values_list("txid", flat=True)) == [1, now, now]
