"""Numbers with check digits: real vectors, what people mistype, and what must never pass unnoticed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuban.kernel.check_digits import (
    birth_of,
    check_credit_code,
    check_digit_11_10,
    check_identity_number,
    credit_check_character,
    identity_check_digit,
    organisation_check_character,
    sex_of,
)

TODAY = date(2026, 11, 21)
VECTOR = "11010519491231002X"  # the example of GB 11643
PROVINCES = ("11", "23", "37", "45", "50", "65", "71")


def numbered(body: str) -> str:
    return body + identity_check_digit(body)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    area = draw(st.sampled_from(PROVINCES)) + f"{draw(st.integers(0, 9999)):04d}"
    born = draw(st.dates(date(1900, 1, 1), TODAY))
    return numbered(f"{area}{born:%Y%m%d}{draw(st.integers(1, 999)):03d}")


@pytest.mark.parametrize(
    "typed",
    [
        VECTOR,
        VECTOR.lower(),
        " 110105 19491231 002x ",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105\u300019491231\u00a0002X\u200b",
    ],
)
def test_what_people_type_is_normalised(typed: str) -> None:
    assert check_identity_number(typed, TODAY) == VECTOR


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("81000019900101001", "Hong Kong residence permit"),
        ("82000019900101001", "Macau residence permit"),
        ("83000019900101001", "Taiwan residence permit"),
        ("95084019900101001", "permanent residence card of 2023, applied for in Chongqing"),
        ("71010019900101001", "Taiwan Province"),
    ],
)
def test_other_holders_have_numbers_too(body: str, who: str) -> None:
    assert check_identity_number(numbered(body), TODAY) == numbered(body), who


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "应为18位，现在是0位"),
        (VECTOR[:-1], "应为18位，现在是17位"),
        (VECTOR + "1", "应为18位，现在是19位"),
        ("1101051949123100XX", "前17位应为数字"),
        ("11010519491231002A", "前17位应为数字"),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "前17位应为数字"),
        (numbered("99010519491331002"), "不是存在的日期"),
        (numbered("10010519491231002"), "不是任何省份"),
        (numbered("81010019491231002"), "不是任何省份"),
        (numbered("11010520230229002"), "不是存在的日期"),
        (numbered("11010500000101002"), "不是存在的日期"),
        (numbered("11010520261122002"), "在今天之后"),
        (numbered("11010518761120002"), "早于150年前"),
        ("110105194912310021", "校验不符"),
    ],
)
def test_a_wrong_number_is_explained(typed: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_identity_number(typed, TODAY)


@pytest.mark.parametrize("born", ["20261121", "18761121", "20240229"])
def test_the_oldest_and_the_youngest_are_people(born: str) -> None:
    assert check_identity_number(numbered(f"500112{born}991"), TODAY)


@given(identity_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_wrong_digit_is_noticed(number: str, place: int, digit: str) -> None:
    wrong = number[:place] + digit + number[place + 1 :]
    if wrong == number:
        assert check_identity_number(wrong, TODAY) == number
    else:
        with pytest.raises(ValueError, match="身份证号"):
            check_identity_number(wrong, TODAY)


@given(identity_numbers(), st.integers(0, 16))
def test_every_swap_of_neighbours_is_noticed(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped == number:
        assert check_identity_number(swapped, TODAY) == number
    else:
        with pytest.raises(ValueError, match="身份证号"):
            check_identity_number(swapped, TODAY)


def test_birth_and_sex_are_read_from_the_number() -> None:
    assert birth_of(VECTOR) == date(1949, 12, 31)
    assert birth_of("11010519490231002X") is None
    assert sex_of(VECTOR) == "female"
    assert sex_of("500112199001010017") == "male"


@pytest.mark.parametrize(
    "code",
    ["11450721MB15580811", "11100000000013338W", "11430000006122244L", "11511301008778183N", "115113010833722043"],
)
def test_credit_codes_of_real_organs(code: str) -> None:
    assert check_credit_code(f" {code[:8].lower()} {code[8:]}") == code


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("11450721MB1558081", "应为18位，现在是17位"),
        ("I1450721MB15580811", "不使用字符I"),
        ("1145O721MB1558O8Z1", "不使用字符O、Z"),
        ("Q1450721MB15580811", "登记管理部门"),
        ("11450721MB15580812", "校验不符"),
        ("21450721MB15580811", "校验不符"),
    ],
)
def test_a_wrong_credit_code_is_explained(typed: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_credit_code(typed)


def test_the_organisation_code_inside_is_checked_by_itself() -> None:
    body = "11450721MB1558082"
    assert organisation_check_character("MB155808") == "1"
    with pytest.raises(ValueError, match="校验不符"):
        check_credit_code(body + credit_check_character(body))


@pytest.mark.parametrize(("digits", "check"), [("0794", "5"), ("", "1")])
def test_the_example_of_iso_7064(digits: str, check: str) -> None:
    assert check_digit_11_10(digits) == check


@given(st.text("0123456789", min_size=1, max_size=23), st.data())
def test_every_wrong_digit_of_a_case_number_is_noticed(digits: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != digits[place]))
    assert check_digit_11_10(digits[:place] + other + digits[place + 1 :]) != check_digit_11_10(digits)
