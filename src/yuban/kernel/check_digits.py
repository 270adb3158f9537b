"""Numbers with check digits: identity numbers (GB 11643-1999), credit codes (GB 32100-2015), case numbers (ISO 7064).

The checks return the number as it is to be stored, or raise ValueError with a sentence for the person who typed it.
"""

import re
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK: Final = "10X98765432"
_PROVINCES: Final = {*range(11, 16), 21, 22, 23, *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71}
_RESIDENCE_PERMITS: Final = ("810000", "820000", "830000")  # people of Hong Kong, Macau, Taiwan living in the mainland
_FOREIGNER: Final = "9"  # permanent residence card of foreigners, form of 2023; province and country follow
_CODE_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS: Final = tuple(pow(3, i, 31) for i in range(17))
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_REGISTRARS: Final = "123456789ANY"
OLDEST: Final = 150


def folded(text: str) -> str:
    """What somebody typed or pasted as a number: full-width forms folded, spaces and hyphens dropped, upper case."""
    return re.sub(r"[\s\-\u2010-\u2015\u200b\ufeff]", "", text.translate(_FULL_WIDTH)).upper()


def identity_check_digit(body: str) -> str:
    """The 18th character of an identity number from its first 17 digits (ISO 7064 MOD 11-2)."""
    return _ID_CHECK[sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True)) % 11]


def check_identity_number(text: str, on: date) -> str:
    """An 18-character identity number, normalised. `on` is today: nobody is born later or over 150 years ago."""
    number = folded(text)
    if len(number) != 18:
        raise ValueError(_("身份证号应为18位，现在是%(length)d位，请核对是否多填或漏填。") % {"length": len(number)})
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise ValueError(_("身份证号前17位应为数字，最后一位是数字或X。"))
    if not (int(number[:2]) in _PROVINCES or number.startswith((*_RESIDENCE_PERMITS, _FOREIGNER))):
        raise ValueError(_("身份证号开头两位不是任何省份的代码，请核对。"))
    born = birth_of(number)
    if born is None:
        raise ValueError(_("身份证号第7至14位不是存在的日期，请核对出生日期。"))
    if born > on:
        raise ValueError(_("身份证号中的出生日期在今天之后，请核对。"))
    if (born.year + OLDEST, born.month, born.day) < (on.year, on.month, on.day):
        raise ValueError(_("身份证号中的出生日期早于150年前，请核对。"))
    if identity_check_digit(number[:17]) != number[17]:
        raise ValueError(_("身份证号最后一位校验不符，可能有一位填错，请对照证件逐位核对。"))
    return number


def birth_of(number: str) -> date | None:
    """The birth date in an identity number; None if there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_of(number: str) -> str:
    """The word male or female from the parity of the sequence number."""
    return "male" if int(number[16]) % 2 else "female"


def organisation_check_character(body: str) -> str:
    """The 9th character of an organisation code (GB 11714) from its first eight."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def credit_check_character(body: str) -> str:
    """The 18th character of a credit code (GB 32100) from its first 17."""
    total = sum(_CODE_ALPHABET.index(char) * weight for char, weight in zip(body, _CODE_WEIGHTS, strict=True))
    return _CODE_ALPHABET[(31 - total % 31) % 31]


def check_credit_code(text: str) -> str:
    """An 18-character credit code, normalised."""
    code = folded(text)
    if len(code) != 18:
        raise ValueError(_("统一社会信用代码应为18位，现在是%(length)d位，请核对。") % {"length": len(code)})
    wrong = sorted({char for char in code if char not in _CODE_ALPHABET})
    if wrong:
        raise ValueError(
            _("统一社会信用代码不使用字符%(chars)s（没有I、O、S、V、Z），请核对。") % {"chars": "、".join(wrong)}
        )
    if code[0] not in _REGISTRARS:
        raise ValueError(_("统一社会信用代码第一位不是任何登记管理部门的代码，请核对。"))
    if organisation_check_character(code[8:16]) != code[16] or credit_check_character(code[:17]) != code[17]:
        raise ValueError(_("统一社会信用代码校验不符，可能有一位填错，请对照证照逐位核对。"))
    return code


def check_digit_11_10(digits: str) -> str:
    """The check digit of a run of digits by ISO 7064 MOD 11,10; finds every single wrong digit."""
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)
