"""Form fields with label, hint and error, tied together for screen readers; Django's own widgets inside."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Shown = dict[str, Any]
FACES: Final = ("face-5", "face-4", "face-3", "face-2", "face-1")
_SHORT: Final = frozenset({"date", "time", "number", "tel", "datetime-local"})


def _kind(widget: forms.Widget) -> str:
    """Which part of field.html draws this widget. Sub-classes before their bases."""
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.FileInput, "file"),
        (forms.MultiWidget, "several"),
        (forms.SelectDateWidget, "several"),
        (forms.Textarea, "textarea"),
        (forms.Select, "select"),
    )
    return next((kind for cls, kind in kinds if isinstance(widget, cls)), "input")


def _width(kind: str, widget: forms.Widget) -> str:
    if kind == "textarea":
        return "long"
    return "short" if getattr(widget, "input_type", "") in _SHORT else "medium"


def _is_optional(bound: BoundField, kind: str) -> bool:
    asked_for = bound.field.required or bound.field.widget.attrs.get("aria-required") == "true"
    return not asked_for and kind != "checkbox"


def _control(bound: BoundField, kind: str, described: str) -> SafeString:
    """The widget itself, with its class and what describes it; groups are drawn choice by choice."""
    attrs: dict[str, Any] = {"class": f"control control-{kind} {bound.field.widget.attrs.get('class', '')}".strip()}
    if described:
        attrs["aria-describedby"] = described
    if kind == "file":
        attrs["data-max-megabytes"] = getattr(settings, "YUBAN_UPLOAD_MEGABYTES", 20)
    return bound.as_widget(attrs=attrs)


def field(bound: BoundField, label: str = "", hint: str = "", width: str = "") -> Shown:
    """Any field of a Django form by its widget. `width`: short medium long."""
    if bound.is_hidden:
        return {"kind": "hidden", "bound": bound}
    kind = _kind(bound.field.widget)
    key = bound.auto_id or bound.html_name
    hint = hint or str(bound.help_text or "")
    described = " ".join(f"{key}_{part}" for part, there in (("hint", hint), ("error", bound.errors)) if there)
    grouped = kind in ("radios", "checkboxes")
    return {
        "kind": kind,
        "bound": bound,
        "key": key,
        "id_for_label": bound.id_for_label,
        "label": label or bound.label,
        "hint": hint,
        "described": described,
        "is_optional": _is_optional(bound, kind),
        "width": width or _width(kind, bound.field.widget),
        "errors": bound.errors,
        "control": "" if grouped else _control(bound, kind, described),
        "choices": list(bound.subwidgets) if grouped else [],
    }


def all_fields(form: forms.BaseForm) -> Shown:
    """All fields of a form, the hidden ones first."""
    return {"hidden": form.hidden_fields(), "visible": form.visible_fields()}


def rating_field(bound: BoundField, worst_first: bool = False) -> Shown:
    """Five levels as radio buttons with faces and words, best first."""
    shown = field(bound)
    faces = reversed(FACES) if worst_first else FACES
    shown["levels"] = list(zip(shown["choices"], faces, strict=True))
    return shown


def _forms(things: tuple[Any, ...]) -> Iterator[tuple[list[str], list[BoundField]]]:
    """Each form's own errors and its fields; a formset counts as its forms."""
    for thing in things:
        if isinstance(thing, forms.BaseFormSet):
            yield [str(error) for error in thing.non_form_errors()], []
            yield from _forms(tuple(thing.forms))
        elif thing is not None and thing.is_bound:
            yield [str(error) for error in thing.non_field_errors()], [thing[name] for name in thing.fields]


def _anchor(bound: BoundField) -> str:
    """The element a link to the field jumps to: of several its first."""
    key = bound.auto_id or bound.html_name
    has_numbered_parts = isinstance(bound.field.widget, forms.RadioSelect | forms.MultiWidget)
    return f"{key}_0" if has_numbered_parts else key


def error_summary(*things: Any) -> Shown:
    """All errors of the forms at the top of the page, each a link to its field; nothing if there are none."""
    errors = []
    for own, bounds in _forms(things):
        errors += [{"text": sentence, "anchor": ""} for sentence in own]
        errors += [
            {"text": str(sentence), "label": str(bound.label).rstrip("：:。.？?"), "anchor": _anchor(bound)}
            for bound in bounds
            for sentence in bound.errors
        ]
    return {"errors": errors}


def search_box(
    url: str, name: str = "q", value: str = "", label: str = "", placeholder: str = "", size: str = "large"
) -> Shown:
    """The big search box; asks by GET."""
    return {
        "url": url,
        "name": name,
        "value": value,
        "label": label or _("搜索事项"),
        "placeholder": placeholder,
        "size": size,
    }


def autosave_status() -> Shown:
    """Where a form with `data-autosave` says when it was saved."""
    return {}
