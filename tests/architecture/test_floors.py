"""A lower floor never imports, links or names an upper one."""

from django.apps import apps
from django.db.models import Field, ForeignObjectRel
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.building import ROOT, SOURCE, floors, room_of


def relations() -> list[tuple[str, "Field[object, object]", str, str]]:
    """Every relation between tables of ours: its name, the field, the room it starts in, the room it leads to."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        here = room_of(model.__module__)
        for field in model._meta.get_fields():
            if here is None or not field.is_relation or isinstance(field, ForeignObjectRel):
                continue
            there = room_of(field.related_model.__module__) if field.related_model else None
            if there is not None:
                found.append((f"{model._meta.label}.{field.name}", field, here, there))
    return found


def test_imports_keep_the_contract() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_every_room_is_on_a_floor() -> None:
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert rooms <= floors().keys()


def test_foreign_keys_point_down() -> None:
    upward = [name for name, _field, here, there in relations() if here != there and floors()[here] <= floors()[there]]
    assert not upward, "these foreign keys point up or sideways"


def test_foreign_keys_across_floors_leave_no_name_below() -> None:
    named = [
        name
        for name, field, here, there in relations()
        if here != there and field.remote_field and not field.many_to_many and not field.remote_field.hidden
    ]
    assert not named, 'a relation that crosses a floor has related_name="+"'


def test_there_are_relations_to_look_at() -> None:
    assert len(relations()) > 10
