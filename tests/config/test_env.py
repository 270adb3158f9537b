"""Values from the environment."""

import re
import stat
from pathlib import Path

import pytest

from yuban.config import env


@pytest.fixture(autouse=True)
def known_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of these tests are none of the product's."""
    monkeypatch.setattr(env, "KNOWN", {})


@pytest.mark.parametrize(("given", "meant"), [("1", True), ("yes", True), ("ON", True), ("0", False), ("", False)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, given: str, meant: bool) -> None:
    monkeypatch.setenv("YUBAN_X", given)
    assert env.flag("YUBAN_X", not meant, "An example.") is meant


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("many", "YUBAN_X must be a whole number, not 'many'."),
        ("0", "YUBAN_X must be between 1 and 9, not 0."),
        ("10", "YUBAN_X must be between 1 and 9, not 10."),
    ],
)
def test_a_number_that_cannot_be_is_told(monkeypatch: pytest.MonkeyPatch, given: str, sentence: str) -> None:
    monkeypatch.setenv("YUBAN_X", given)
    with pytest.raises(env.BadSetting, match=re.escape(sentence)):
        env.number("YUBAN_X", 3, "An example.", least=1, most=9)


def test_names_are_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUBAN_X", "a.example, b.example,")
    assert env.names("YUBAN_X", (), "An example.") == ["a.example", "b.example"]


def test_defaults_hold_without_an_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YUBAN_X", raising=False)
    assert env.text("YUBAN_X", "here", "An example.") == "here"
    assert env.number("YUBAN_X", 3, "An example.") == 3
    assert env.folder("YUBAN_X", "var", "An example.") == Path.cwd() / "var"


def test_a_secret_is_made_once_and_kept_for_the_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YUBAN_X", raising=False)
    file = tmp_path / "deep" / "secret"
    first = env.secret("YUBAN_X", file, "An example.")
    assert env.secret("YUBAN_X", file, "An example.") == first
    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_secret_in_a_folder_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YUBAN_X", raising=False)
    with pytest.raises(env.BadSetting, match="cannot be written"):
        env.secret("YUBAN_X", Path("/proc/yuban/secret"), "An example.")


def test_a_database_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUBAN_X", "postgresql://clerk:p%40ss@db.example:6543/city")
    assert env.database("YUBAN_X", {}, "An example.") == {
        "NAME": "city",
        "USER": "clerk",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6543",
    }


@pytest.mark.parametrize("given", ["mysql://a/b", "postgresql://[broken"])
def test_an_address_of_something_else_is_told(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("YUBAN_X", given)
    with pytest.raises(env.BadSetting, match="YUBAN_X"):
        env.database("YUBAN_X", {}, "An example.")
