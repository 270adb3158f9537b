"""The list of all tags; docs/components.md shows each in use."""

from django import template

from yuban.design import boxes, charts, fields, frame, lists, marks

register = template.Library()

# Each tag with the template it fills.
register.inclusion_tag("design/account.html", takes_context=True)(frame.account)
register.inclusion_tag("design/nav_link.html", takes_context=True)(frame.nav_link)
register.inclusion_tag("design/breadcrumbs.html")(frame.breadcrumbs)

register.simple_tag(marks.icon)
register.inclusion_tag("design/button.html")(marks.button)
register.inclusion_tag("design/link_button.html")(marks.link_button)
register.inclusion_tag("design/copy_button.html")(marks.copy_button)
register.inclusion_tag("design/print_button.html")(marks.print_button)
register.inclusion_tag("design/pill.html")(marks.pill)
register.inclusion_tag("design/light.html")(marks.light)
register.inclusion_tag("design/light.html")(marks.days_left)
register.inclusion_tag("design/steps.html")(marks.steps)
register.inclusion_tag("design/progress.html")(marks.progress)
register.inclusion_tag("design/rating_shown.html")(marks.rating_shown)
register.inclusion_tag("design/masked.html")(marks.masked)
register.inclusion_tag("design/qr.html")(marks.qr)
register.inclusion_tag("design/stat.html")(marks.stat)
register.inclusion_tag("design/empty_state.html")(marks.empty_state)
register.inclusion_tag("design/timeline.html")(marks.timeline)
register.inclusion_tag("design/fact.html")(marks.fact)

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
