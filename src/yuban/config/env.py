"""Typed reading of settings from the environment.

Each call both reads a value and enters it in `KNOWN`, from which `docs/generated/settings.md` is printed.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off", ""})


class BadSetting(ValueError):
    """A value in the environment that cannot be used; its text is one sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Setting:
    """One line of the settings document."""

    name: str
    kind: str
    default: str
    sentence: str


KNOWN: dict[str, Setting] = {}


def _read(name: str, kind: str, default: str, sentence: str) -> str | None:
    KNOWN[name] = Setting(name, kind, default, sentence)
    return os.environ.get(name)


def text(name: str, default: str, sentence: str, *, shown: str | None = None) -> str:
    """A text; `shown` replaces the default in the document where the default depends on the machine."""
    value = _read(name, "text", default if shown is None else shown, sentence)
    return default if value is None else value


def flag(name: str, default: bool, sentence: str) -> bool:
    """A yes or no: 1/0, true/false, yes/no, on/off."""
    value = _read(name, "yes or no", "1" if default else "0", sentence)
    if value is None:
        return default
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise BadSetting(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int, sentence: str, *, least: int = 0, most: int | None = None) -> int:
    """A whole number between `least` and `most`."""
    value = _read(name, "number", str(default), sentence)
    if value is None:
        return default
    try:
        parsed = int(value)
    except ValueError:
        raise BadSetting(f"{name} must be a whole number, not {value!r}.") from None
    if parsed < least or (most is not None and parsed > most):
        bounds = f"at least {least}" if most is None else f"between {least} and {most}"
        raise BadSetting(f"{name} must be {bounds}, not {parsed}.")
    return parsed


def names(name: str, default: tuple[str, ...], sentence: str) -> list[str]:
    """Names separated by commas."""
    value = _read(name, "names, comma-separated", ",".join(default), sentence)
    return list(default) if value is None else [part.strip() for part in value.split(",") if part.strip()]


def folder(name: str, default: str, sentence: str, *, shown: str | None = None) -> Path:
    """A folder as an absolute path; a relative one counts from where the program is started."""
    value = _read(name, "folder", default if shown is None else shown, sentence)
    return Path(value or default).absolute()


def secret(name: str, file: Path, sentence: str) -> str:
    """A secret from the environment, else from `file`, which is made with a random one on first use (mode 0600)."""
    value = _read(name, "text", "made on first start, kept in the data folder", sentence)
    return value or _kept_secret(file)


def _kept_secret(file: Path) -> str:
    if not file.exists():
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
            _publish(draft, file)
        except OSError as error:
            raise BadSetting(f"The data folder {file.parent} cannot be written: {error.strerror}.") from error
    return file.read_text(encoding="ascii")


def _publish(draft: Path, file: Path) -> None:
    """Two programs may start at once: the first to link its draft decides for both."""
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def database(name: str, embedded: Mapping[str, str], sentence: str) -> dict[str, str]:
    """Where PostgreSQL is, in Django's words: from a `postgresql://` address, else the embedded server's `embedded`."""
    address = _read(name, "postgresql:// address", "the embedded server in the data folder", sentence)
    if not address:
        return dict(embedded)
    if not address.startswith(("postgresql://", "postgres://")):
        raise BadSetting(f"{name} must start with postgresql://.")
    try:
        parts = conninfo_to_dict(address)
    except ProgrammingError:
        raise BadSetting(f"{name} is not a complete postgresql://user:password@host:port/name address.") from None
    wanted = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {key: str(parts.get(part) or "") for key, part in wanted.items()}
