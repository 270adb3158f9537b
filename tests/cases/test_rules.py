"""What an application form may be answered with."""

from datetime import date

import pytest

from yuban.cases import rules
from yuban.catalogue.models import ItemVersion

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("spec", "answer", "said"),
    [
        ({"type": "date", "when": "future"}, "2026-03-03", "不能早于今天"),
        ({"type": "date", "when": "future"}, "2026-03-04", ""),
        ({"type": "date", "when": "past"}, "2026-03-05", "不能晚于今天"),
        ({"type": "date", "when": "past"}, "2026-03-04", ""),
        ({"type": "date"}, "1999-01-01", ""),
        ({"type": "date"}, "2026-02-30", "确有这一天"),
        ({"type": "date"}, "3月5日", "确有这一天"),
        ({"type": "number"}, "-1", "应为不小于0的数字"),
        ({"type": "number"}, "inf", "应为不小于0的数字"),
        ({"type": "number"}, "nan", "应为不小于0的数字"),
        ({"type": "number"}, "十", "应为数字"),
        ({"type": "number"}, "12.5", ""),
        ({"type": "choice", "choices": ["甲", "乙"]}, "丙", "选项中选择"),
        ({"type": "identity_number"}, "11010519491231002X", ""),
        ({"type": "identity_number"}, "110105194912310021", "校验不符"),
        ({"type": "credit_code"}, "11100000000013338W", ""),
        ({"type": "credit_code"}, "11100000000013338X", "校验不符"),
        ({"type": "text", "required": True}, "  ", "请填写"),
        ({"type": "text", "required": False}, "", ""),
    ],
)
def test_an_answer_is_accepted_or_told_why_not(spec: dict[str, object], answer: str, said: str) -> None:
    version = ItemVersion(form_fields=[{"key": "it", "label": "项目", **spec}])
    errors = rules.form_errors(version, {"it": answer}, TODAY)
    assert said in errors.get("it", "")
    assert bool(errors) == bool(said)
