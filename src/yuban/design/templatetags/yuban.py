"""The list of all tags; docs/components.md shows each in use."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from yuban.design import boxes, charts, fields, frame, lists, marks
from yuban.design.drawing import PLACE, drawn

register = template.Library()


def component(name: str, function: Callable[..., marks.Shown], *, takes_context: bool = False, hole: str = "") -> None:
    """A tag whose words are the product's own: what shows personal data or what people typed is not among them.

    The argument `hole`, such as an address, differs from page to page: it is not remembered but put in each time.
    """

    @wraps(function)
    def tag(*args: Any, **kwargs: Any) -> SafeString:
        shown = function(*args, **kwargs)
        filling = shown.get(hole)
        if not filling:
            return drawn(name, shown)
        html = drawn(name, {**shown, hole: PLACE})
        return SafeString(html.replace(PLACE, conditional_escape(filling)))

    register.simple_tag(tag, takes_context=takes_context)


# Each tag with the template it fills.
register.inclusion_tag("design/account.html", takes_context=True)(frame.account)
component("nav_link", frame.nav_link, takes_context=True)
register.inclusion_tag("design/breadcrumbs.html")(frame.breadcrumbs)

register.simple_tag(marks.icon)
component("button", marks.button, hole="formaction")
component("link_button", marks.link_button, hole="url")
component("copy_button", marks.copy_button, hole="text")
component("print_button", marks.print_button)
component("pill", marks.pill)
component("light", marks.light)
component("light", marks.days_left)
register.inclusion_tag("design/steps.html")(marks.steps)
component("progress", marks.progress)
component("rating_shown", marks.rating_shown)
register.inclusion_tag("design/masked.html")(marks.masked)
register.inclusion_tag("design/qr.html")(marks.qr)
component("stat", marks.stat)
component("empty_state", marks.empty_state)
register.inclusion_tag("design/timeline.html")(marks.timeline)
register.simple_tag(boxes.fact)

register.inclusion_tag("design/field.html")(fields.field)
register.inclusion_tag("design/fields.html", name="fields")(fields.all_fields)
register.inclusion_tag("design/rating_field.html")(fields.rating_field)
register.inclusion_tag("design/error_summary.html")(fields.error_summary)
register.inclusion_tag("design/search_box.html")(fields.search_box)
register.inclusion_tag("design/autosave_status.html")(fields.autosave_status)

register.inclusion_tag("design/sort_header.html", takes_context=True)(lists.sort_header)
register.inclusion_tag("design/pagination.html", takes_context=True)(lists.pagination)
register.inclusion_tag("design/pager.html")(lists.pager)
register.inclusion_tag("design/tab.html")(lists.tab)
register.inclusion_tag("design/bar_chart.html")(charts.bar_chart)
register.inclusion_tag("design/line_chart.html")(charts.line_chart)

# A tag that stands around other content and ends with end…
register.simple_block_tag(boxes.card)
register.simple_block_tag(boxes.panel)
register.simple_block_tag(boxes.notice)
register.simple_block_tag(boxes.details)
register.simple_block_tag(boxes.fieldset)
register.simple_block_tag(boxes.facts)
register.simple_block_tag(boxes.table)
register.simple_block_tag(boxes.tabs)
register.simple_block_tag(takes_context=True)(boxes.confirm)
register.simple_block_tag(takes_context=True)(boxes.filter_bar)
