"""Each component says what it must, also to people who do not see it."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import SafeString

from yuban.design import charts, marks
from yuban.design.events import Event
from yuban.kernel.refusals import Refusal


def show(source: str, path: str = "/", **context: Any) -> str:
    template = Template("{% load i18n yuban %}" + source)
    return template.render(RequestContext(RequestFactory().get(path), context))


class Sample(forms.Form):
    name = forms.CharField(label="姓名", help_text="与证件一致")
    note = forms.CharField(label="备注", required=False)
    asked = forms.CharField(label="住址", required=False, widget=forms.TextInput(attrs={"aria-required": "true"}))
    way = forms.ChoiceField(label="方式？", widget=forms.RadioSelect, choices=[("a", "甲"), ("b", "乙")])
    paper = forms.FileField(label="材料", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="x")


def test_a_misspelt_argument_fails_at_once() -> None:
    with pytest.raises(TemplateSyntaxError):
        show('{% button "提交" kin="primary" %}')


def test_an_unknown_icon_fails() -> None:
    with pytest.raises(KeyError):
        show('{% icon "unicorn" %}')


def test_an_icon_is_silent_unless_labelled() -> None:
    assert 'aria-hidden="true"' in show('{% icon "bell" %}')
    spoken = show('{% icon "bell" "消息" %}')
    assert 'aria-label="消息"' in spoken
    assert "aria-hidden" not in spoken


def test_a_button_that_may_be_used() -> None:
    shown = show('{% button "受理" name="verb" value="accept" why=why %}', why=None)
    assert 'name="verb" value="accept"' in shown
    assert "disabled" not in shown


def test_a_greyed_button_says_why() -> None:
    shown = show('{% button "受理" why=why %}', why=Refusal("已经受理过了。", code="done"))
    assert " disabled>" in shown
    assert "已经受理过了。" in shown


def test_a_greyed_link_leads_nowhere() -> None:
    shown = show('{% link_button "办理" "/apply/" why="事项已暂停。" %}')
    assert "/apply/" not in shown
    assert 'aria-disabled="true"' in shown


def test_text_is_escaped() -> None:
    for tag in (
        "{% pill x %}",
        '{% fact "甲" x %}',
        "{% button x %}",
        "{% card x %}{% endcard %}",
        '{% light "red" x %}',
    ):
        assert "<script>" not in show(tag, x="<script>"), tag


def test_content_of_a_block_stays_markup_and_its_variables_are_escaped() -> None:
    shown = show('{% notice "info" %}<p>{{ x }}</p>{% endnotice %}', x="<i>")
    assert "<p>&lt;i&gt;</p>" in shown


def test_a_field_ties_label_hint_and_error_together() -> None:
    form = Sample({"note": "", "way": "c"})
    shown = show("{% field form.name %}", form=form)
    assert '<label class="label" for="id_name">' in shown
    assert 'aria-describedby="id_name_hint id_name_error"' in shown
    assert 'id="id_name_hint"' in shown
    assert 'id="id_name_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_only_optional_fields_say_so() -> None:
    form = Sample()
    assert "选填" in show("{% field form.note %}", form=form)
    assert "选填" not in show("{% field form.name %}", form=form)
    assert "选填" not in show("{% field form.asked %}", form=form)


def test_choices_are_a_group_with_a_legend() -> None:
    shown = show("{% field form.way %}", form=Sample())
    assert "<fieldset" in shown
    assert "<legend" in shown
    assert shown.count('type="radio"') == 2
    assert '<label for="id_way_1">乙</label>' in shown


def test_hidden_fields_print_bare() -> None:
    shown = show("{% fields form %}", form=Sample())
    assert '<input type="hidden" name="secret" value="x" id="id_secret">' in shown
    assert 'for="id_secret"' not in shown
    assert 'data-max-megabytes="' in shown


def test_the_error_summary_links_to_the_fields() -> None:
    shown = show("{% error_summary form %}", form=Sample({"secret": "x", "way": "c"}))
    assert 'href="#id_name"' in shown
    assert 'href="#id_way_0"' in shown
    assert "方式：" in shown
    assert show("{% error_summary form %}", form=Sample()).strip() == ""


def test_the_error_summary_of_several_forms_counts_all() -> None:
    rows = forms.formset_factory(Sample)
    form = Sample({"name": "甲", "way": "a", "secret": "x"})
    form.is_valid()
    form.add_error(None, "整张表有误。")
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-secret": "x", "form-0-way": "a"}
    shown = show("{% error_summary one many %}", one=form, many=rows(data))
    assert "整张表有误。" in shown
    assert 'href="#id_form-0-name"' in shown
    assert "请检查以下 2 处" in shown


@pytest.mark.parametrize(
    ("days", "colour", "text"),
    [
        (8, "green", "剩 8 个工作日"),
        (2, "yellow", "剩 2 个工作日"),
        (0, "red", "今天到期"),
        (-3, "red", "超期 3 个工作日"),
    ],
)
def test_days_left(days: int, colour: str, text: str) -> None:
    shown = marks.days_left(days)
    assert (shown["colour"], shown["text"]) == (colour, text)


def test_a_paused_clock_shows_no_days() -> None:
    assert marks.days_left(3, paused=True)["colour"] == "paused"
    assert "—" in show("{% days_left days %}", days=None)


def test_a_light_has_shape_and_words() -> None:
    shown = show('{% light "red" "超期 1 个工作日" %}')
    assert "icon-alert-circle" in shown
    assert "超期 1 个工作日" in shown
    assert "警示" in shown


def test_steps_name_where_one_is() -> None:
    shown = show('{% steps 2 "一" "二" "三" %}')
    assert "第 2 步，共 3 步" in shown
    assert shown.count('aria-current="step"') == 1
    assert [row["state"] for row in marks.steps(2, "一", "二", "三")["rows"]] == ["done", "current", "ahead"]


def test_a_timeline_takes_events_and_plain_mappings() -> None:
    events = [Event("审查中", date(2026, 3, 6)), {"title": "已提交"}]
    shown = show("{% timeline events %}", events=events)
    assert shown.index("审查中") < shown.index("已提交")
    assert shown.count("is-current") == 1
    assert "2026-03-06<" in shown
    assert "is-current" not in show("{% timeline events current=False %}", events=events)


def test_an_empty_fact_prints_a_dash_and_zero_does_not() -> None:
    assert "—" in show('{% fact "甲" x %}', x="")
    assert "<dd>0</dd>" in show('{% fact "甲" x %}', x=0)


def test_navigation_marks_the_current_entry() -> None:
    tag = '{% nav_link "/desk/" "待办" %}'
    assert "aria-current" in show(tag, path="/desk/cases/")
    assert "aria-current" not in show(tag, path="/console/")
    assert "aria-current" not in show('{% nav_link "/desk/" "待办" exact=True %}', path="/desk/cases/")


def test_account_signed_in_and_out() -> None:
    inside = show('{% account name="示*" sign_in="/in/" sign_out="/out/" notices="/n/" unread=120 %}')
    assert "示*" in inside
    assert "99+" in inside
    assert 'action="/out/"' in inside
    assert "/in/" not in inside
    assert 'href="/in/"' in show('{% account name="" sign_in="/in/" sign_out="/out/" %}')


def test_breadcrumbs_end_here() -> None:
    shown = show('{% breadcrumbs "首页" "/" "事项" "/items/" "食品" %}')
    assert shown.count("<a ") == 2
    assert '<li aria-current="page">食品</li>' in shown


def test_sorting_turns_round_and_returns_to_the_first_page() -> None:
    tag = '{% sort_header "due" "期限" %}'
    assert 'href="?sort=due"' in show(tag)
    turned = show(tag, path="/?sort=due&page=3&q=x")
    assert 'href="?sort=-due&amp;q=x"' in turned
    assert 'aria-sort="ascending"' in turned
    assert 'aria-sort="descending"' in show(tag, path="/?sort=-due")


def test_pagination_keeps_the_other_parameters() -> None:
    shown = show("{% pagination page %}", path="/?q=%E7%94%B2&page=2", page=Paginator(range(25), 10).page(2))
    assert 'href="?q=%E7%94%B2&amp;page=3"' in shown
    assert "共 25 条" in shown
    assert "第 2 / 3 页" in shown


def test_one_page_needs_no_links() -> None:
    assert "<a " not in show("{% pagination page %}", page=Paginator(range(3), 10).page(1))


def test_the_filter_bar_keeps_the_order() -> None:
    assert '<input type="hidden" name="sort" value="-due">' in show(
        "{% filter_bar %}{% endfilter_bar %}", path="/?sort=-due"
    )


def test_a_confirmation_carries_the_token() -> None:
    shown = show('{% confirm question="撤回？" button="撤回" back="/back/" %}{% endconfirm %}', csrf_token="t" * 64)
    assert 'name="csrfmiddlewaretoken"' in shown
    assert 'href="/back/"' in shown


def test_bars_are_as_long_as_their_figures() -> None:
    bars = charts.bar_chart([("甲", 1284), ("乙", 321), ("丙", 0)], caption="收件")["bars"]
    assert [(bar["width"], bar["figure"]) for bar in bars] == [("100.00", "1,284"), ("25.00", "321"), ("0.00", "0")]


def test_charts_of_nothing_are_drawn() -> None:
    assert "<table" in show('{% bar_chart rows caption="收件" %}', rows=[])
    assert "<svg" in show('{% line_chart rows caption="收件" %}', rows=[])
    assert "<svg" in show('{% line_chart rows caption="收件" %}', rows=[("3-2", 0)])


def test_a_line_stays_in_its_box_and_is_readable_as_a_table() -> None:
    chart = charts.line_chart([("3-2", 120), ("3-3", 160), ("3-4", 0)], caption="收件")
    assert chart["ticks"] == ["200", "150", "100", "50", "0"]
    assert chart["line"] == "0.00,40.00 50.00,20.00 100.00,100.00"
    assert "160" in show("{% line_chart rows caption='收件' %}", rows=[("3-3", 160)])


@pytest.mark.parametrize(("largest", "top"), [(0, 4), (4, 4), (5, 5), (7, 10), (24, 25), (160, 200), (1001, 2000)])
def test_the_axis_ends_on_a_round_number(largest: float, top: float) -> None:
    assert charts.round_top(largest) == top


def test_components_need_no_request() -> None:
    template = Template('{% load yuban %}{% nav_link "/" "甲" %}{% sort_header "a" "甲" %}{% account %}')
    assert "甲" in template.render(Context())


def test_what_is_remembered_of_a_safe_text_is_never_given_for_the_same_unsafe_one() -> None:
    words = "<b>受理</b>"
    assert words in show("{% pill words %}", words=SafeString(words))
    assert words not in show("{% pill words %}", words=words)
    assert words in show("{% panel words %}{% endpanel %}", words=SafeString(words))
    assert words not in show("{% panel words %}{% endpanel %}", words=words)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_remembered_is_remembered_in_its_language(language: str) -> None:
    with translation.override(language):
        assert translation.gettext("正常") in show('{% light "green" "3" %}')


@pytest.mark.parametrize(("value", "printed"), [("<i>", "&lt;i&gt;"), (0, "0"), ("", "—"), (None, "—"), ("甲", "甲")])
def test_a_fact_prints_its_value_or_a_dash(value: object, printed: str) -> None:
    assert f"<dt>数</dt><dd>{printed}" in show("{% fact '数' value %}", value=value).replace('<span class="muted">', "")
