"""Numbers people read to each other: case numbers with a check digit, and query codes that cannot be guessed.

A case number is region (6) + day (8) + serial (8) + check digit (ISO 7064 MOD 11,10), so that a mistyped digit is told
apart from an unknown case.
"""

import re
import secrets
from datetime import date

from django.db import connection

from yuban.kernel.check_digits import check_digit_11_10

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O 1 I L: read aloud and printed small
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def next_serial(sequence: str) -> int:
    """The next value of a named database sequence; gaps are possible, repeats are not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass)", [sequence])
        return int(cursor.fetchone()[0])


def case_number(region_code: str, on: date, serial: int) -> str:
    """A case number of 23 digits, e.g. 500112 20261121 00000017 4 without the spaces."""
    body = f"{region_code[:6]}{on:%Y%m%d}{serial:08d}"
    return body + check_digit_11_10(body)


def normalise(text: str) -> str:
    """What people typed or pasted as a number: spaces, hyphens and full-width digits folded."""
    return re.sub(r"[\s\-—–]", "", text.translate(_FULL_WIDTH)).upper()


def is_case_number(number: str) -> bool:
    """Whether a normalised number has the right length, only digits, and the right check digit."""
    return bool(re.fullmatch(r"\d{23,24}", number)) and check_digit_11_10(number[:-1]) == number[-1]


def spaced(number: str) -> str:
    """A case number in groups for reading: 500112 20261121 00000017 4."""
    return f"{number[:6]} {number[6:14]} {number[14:-1]} {number[-1]}"


def query_code(length: int = 8) -> str:
    """A random code (about 40 bits at 8 characters) that together with the number opens a case's progress."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
