"""Hash chain of steps, and how floors above read new steps without missing one.

Chain: hash(n) = SM3(hash(n-1) ‖ canonical row n); hash(0) = SM3 of the thing's name. An altered, missing or inserted
step breaks it. Reading: a step carries the id of the transaction that wrote it; all transactions below the oldest one
still running are over, so a reader that takes steps up to that horizon never skips one that commits late, and within
one thing's lock the sequence number gives the order.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection

from yuban.kernel.sm3 import sm3

FIELDS: Final = ("seq", "verb", "from_state", "to_state", "by_id", "by_name", "reason", "detail")


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: the step's number and a slug: altered, missing, inserted, head."""

    seq: int
    kind: str


def genesis(thing: str) -> bytes:
    """The hash before the first step of a thing, such as "case:17"; 32 bytes."""
    return sm3(thing.encode())


def canonical(row: Mapping[str, Any]) -> bytes:
    """One step as bytes that are the same on every machine: JSON, sorted keys, UTF-8, time in UTC microseconds."""
    content = {name: row[name] for name in FIELDS}
    content["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def chain(prev_hash: bytes, row: Mapping[str, Any]) -> bytes:
    """The hash of a step (32 bytes) from the hash before it and its own row."""
    return sm3(prev_hash + canonical(row))


def breaks(thing: str, rows: Iterable[Mapping[str, Any]], *, count: int, head: bytes) -> Iterator[Break]:
    """Where the steps of one thing fail their chain; rows in order of seq, with prev_hash and hash.

    `count` and `head` are what the thing itself remembers, so that steps cut from the end are found too.
    """
    expected, prev = 1, genesis(thing)
    for row in rows:
        while expected < row["seq"]:
            yield Break(expected, "missing")
            expected, prev = expected + 1, bytes(row["prev_hash"])
        if row["seq"] > count:
            yield Break(row["seq"], "inserted")
        elif bytes(row["prev_hash"]) != prev or bytes(row["hash"]) != chain(bytes(row["prev_hash"]), row):
            yield Break(row["seq"], "altered")
        expected, prev = row["seq"] + 1, bytes(row["hash"])
    while expected <= count:
        yield Break(expected, "missing")
        expected += 1
        prev = head
    if prev != head:
        yield Break(count, "head")


class ClusterRestored(Exception):
    """The database was restored into a younger cluster: its transaction ids ran back behind the readers' cursors."""


def horizon() -> int:
    """Every transaction with a smaller id is over: committed or gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def window(since: int) -> tuple[int, int]:
    """The range of transaction ids [from, to) that a reader who has read everything below `since` may read now.

    Raises ClusterRestored if `since` lies ahead of the cluster (restore; see docs/operations.md).
    """
    upper = horizon()
    if since > upper:
        raise ClusterRestored(f"cursor {since} is ahead of the server's transactions ({upper})")
    return since, upper


def utc_now() -> datetime:
    """The clock of the program; actions take their time from the caller, callers take it from here."""
    return datetime.now(UTC)
