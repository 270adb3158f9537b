"""Log lines without personal data."""

import logging
import re
from types import TracebackType

# PostgreSQL repeats the offending row here: names and identity numbers of people.
ROW = re.compile(r"^(?:DETAIL|CONTEXT):.*$", re.MULTILINE)

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutRows(logging.Formatter):
    """A formatter that leaves out the row a database error quotes."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return ROW.sub("DETAIL: (left out)", super().formatMessage(record))

    def formatException(self, ei: ExcInfo) -> str:
        return ROW.sub("DETAIL: (left out)", super().formatException(ei))
