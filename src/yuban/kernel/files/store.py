"""Where files lie: `<root>/ab/cd/abcd…` by the SM3 digest of their bytes, written whole or not at all."""

import errno
import logging
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Final, Protocol

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.conf import settings
from django.utils.translation import gettext as _

from yuban.kernel.files.content import KINDS, check_content, check_name
from yuban.kernel.refusals import Invalid, Refusal

log = logging.getLogger(__name__)

CHUNK: Final = 256 * 1024
LONGEST_NAME: Final = 120
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|]')


class Stream(Protocol):
    """What an upload is read from: a Django upload or an open file."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Upload:
    """An accepted file: where it lies, how long it is, what it really is, and what to call it."""

    digest: str
    size: int
    kind: str
    name: str


def accept_upload(stream: Stream, declared_name: str, allowed: frozenset[str], max_bytes: int) -> Upload:
    """Keeps what a person sends, if its content is one of the `allowed` kinds, is what its name says, and is harmless.

    Reads no further than `max_bytes`. Raises Invalid with a sentence for the person, Refusal if the disk is full.
    """
    check_name(declared_name, allowed)
    with _draft() as draft:
        digest, size = _copy(stream, draft, max_bytes)
        if size == 0:
            raise Invalid(_("文件是空的，请重新选择。"), code="file_empty", field="file")
        kind = check_content(draft, declared_name, allowed)
        _publish(draft, digest)
    return Upload(digest=digest, size=size, kind=kind, name=display_name(declared_name, kind))


def keep(content: bytes) -> str:
    """Keeps bytes the program itself has made, and returns their digest."""
    digest = _sm3()
    digest.update(content)
    name = digest.finalize().hex()
    if not exists(name):
        with _draft() as draft:
            draft.write(content)
            _publish(draft, name)
    return name


def open_stored(digest: str) -> BinaryIO:
    """The kept file, open for reading. Raises FileNotFoundError if it is gone, ValueError for what is no digest."""
    return path_of(digest).open("rb")


def exists(digest: str) -> bool:
    """Whether a file is kept under this digest."""
    return path_of(digest).is_file()


def remove(digest: str) -> None:
    """Forgets the bytes; the caller knows that no row names them any more."""
    path_of(digest).unlink(missing_ok=True)


def path_of(digest: str) -> Path:
    """Where the bytes of a digest lie, or would lie."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a digest of a stored file")
    return _root() / digest[:2] / digest[2:4] / digest


def display_name(declared: str, kind: str) -> str:
    """A name that any system can save: no folders, controls or reserved signs, not too long, the right ending."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", declared))[-1]
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    stem, dot, ending = visible.rpartition(".")
    if not dot or ending.lower() not in KINDS[kind].endings:
        stem = visible
    stem = " ".join(_FORBIDDEN.sub("_", stem).split()).strip(". ")[:LONGEST_NAME].strip() or _("未命名")
    return f"{stem}.{kind}"


def _root() -> Path:
    return Path(settings.YUBAN_FILES_ROOT)


def _sm3() -> Hash:
    return Hash(SM3())


def _copy(stream: Stream, draft: IO[bytes], max_bytes: int) -> tuple[str, int]:
    digest, size = _sm3(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > max_bytes:
            most = max_bytes // (1024 * 1024)
            raise Invalid(
                _("文件超过%(most)d MB，请压缩或者分开上传。") % {"most": most}, code="file_too_large", field="file"
            )
        digest.update(chunk)
        draft.write(chunk)
    draft.flush()
    return digest.finalize().hex(), size


@contextmanager
def _draft() -> Iterator[IO[bytes]]:
    """A file that nobody sees yet; gone afterwards unless it was published. A full disk becomes a sentence."""
    draft = None
    try:
        incoming = _root() / "incoming"
        incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=incoming, delete=False) as draft:
            yield draft
    except OSError as error:
        raise _unwritable(error) from error
    finally:
        if draft is not None:
            Path(draft.name).unlink(missing_ok=True)


def _publish(draft: IO[bytes], digest: str) -> None:
    """Puts the draft in its place: on the disk first, then under its name, then the name on the disk."""
    draft.flush()
    os.fsync(draft.fileno())
    place = path_of(digest)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    Path(draft.name).replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _unwritable(error: OSError) -> Refusal:
    log.error("A file could not be kept: %s", error.strerror)
    if error.errno in FULL:
        return Refusal(_("存储空间已满，文件没有保存，请稍后再试或者联系工作人员。"), code="disk_full", status=507)
    return Refusal(_("文件暂时无法保存，请稍后再试或者联系工作人员。"), code="storage_unavailable", status=503)
