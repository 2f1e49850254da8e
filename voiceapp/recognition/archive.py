"""Unpacking one folder out of a zip that came from somewhere else, without trusting anything it says."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from voiceapp.errors import BadInput

MAX_ENTRIES = 2_000
"""The published model's archive has 32 entries, the largest of the same publisher a few dozen."""

MAX_BYTES = 8 << 30
"""Bytes after unpacking. The publisher's largest model takes about 4 GiB."""

MAX_RATIO = 20
"""Bytes out for each byte of the whole archive. Models reach 2; a bomb needs thousands."""

_SMALL = 1 << 20  # an archive may always unpack to this much, however well it is compressed
_CHUNK = 1 << 18
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DEVICE_NAME = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)

# What zipfile and zlib raise on a file that lies about itself.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OverflowError)


@dataclass(frozen=True, kw_only=True)
class UnpackedFile:
    """Size in bytes and SHA-256 (hexadecimal) of a file as it was written."""

    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class UnpackedFolder:
    """What ``unpack_folder`` wrote: the folder's own name in the archive ("" at its top) and its files."""

    name: str
    files: dict[str, UnpackedFile]


def sha256_of(file: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def unpack_folder(
    archive: Path, *, marker: str, into: Path, cancelled: Callable[[], None] | None = None
) -> UnpackedFolder:
    """Unpack the one folder of ``archive`` that holds ``marker`` (a relative path, ``a/b``) into ``into``.

    ``into`` is an existing empty folder. The whole archive is judged before a byte is written: one entry with
    an absolute or climbing path, a drive letter, a link, a second entry of the same name, or more bytes
    than a model can have refuses all of it. ``cancelled`` is called now and then and may raise.

    Raises BadInput if the archive is not a zip, is damaged, encrypted or hostile, or has no such folder;
    OSError if ``into`` cannot be written.
    """
    with _opened(archive) as zipped:
        entries = _judged(archive, zipped)
        folder = _folder_with(archive, entries, marker)
        files: dict[str, UnpackedFile] = {}
        for path, info in entries.items():
            if info.is_dir() or not path.is_relative_to(folder):
                continue
            inside = path.relative_to(folder)
            target = into.joinpath(*inside.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            files[inside.as_posix()] = _copy(archive, zipped, info, target, cancelled)
        return UnpackedFolder(name=folder.name, files=files)


def _refuse(archive: Path, fault: str) -> BadInput:
    return BadInput(f"{archive} {fault}. Get the archive again, or name another vosk model's zip.")


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        zipped = zipfile.ZipFile(archive)
    except IsADirectoryError:
        raise BadInput(f"{archive} is a folder, not a zip. To use it as it is, pass `--model {archive}`.") from None
    except FileNotFoundError:
        raise BadInput(f"{archive} does not exist. Name the zip or AAR that you downloaded.") from None
    except PermissionError:
        raise BadInput(f"{archive} may not be read. Change its permissions.") from None
    except (*_DAMAGE, OSError) as fault:
        raise _unreadable(archive, fault) from None
    with zipped:
        try:
            yield zipped
        except _DAMAGE as fault:
            raise _unreadable(archive, fault) from None


def _unreadable(archive: Path, fault: Exception) -> BadInput:
    return _refuse(archive, f"is not a zip that can be read, or is cut short ({fault})")


def _judged(archive: Path, zipped: zipfile.ZipFile) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """Every entry by its path, all of them harmless; raises BadInput otherwise."""
    infos = zipped.infolist()
    if len(infos) > MAX_ENTRIES:
        raise _refuse(archive, f"has {len(infos)} entries, more than any speech model")
    total = sum(info.file_size for info in infos)
    allowed = min(MAX_BYTES, max(_SMALL, MAX_RATIO * archive.stat().st_size))
    if total > allowed:
        raise _refuse(archive, f"would unpack to {total} bytes, more than a speech model of its size can")
    entries: dict[PurePosixPath, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for info in infos:
        if fault := _entry_fault(info):
            raise _refuse(archive, f"has the entry {info.orig_filename!r}, which {fault}")
        path = PurePosixPath(info.filename)
        if str(path).casefold() in seen and not info.is_dir():
            raise _refuse(archive, f"has the entry {info.orig_filename!r} twice")
        seen.add(str(path).casefold())
        entries[path] = info
    files = {path for path, info in entries.items() if not info.is_dir()}
    if inside := next((path for path in entries if not files.isdisjoint(path.parents)), None):
        raise _refuse(archive, f"has the entry {str(inside)!r} inside of a file")
    return entries


def _entry_fault(info: zipfile.ZipInfo) -> str | None:
    name = info.orig_filename  # what the archive says, before zipfile tidies it
    parts = name.removesuffix("/").split("/")
    if name.startswith("/") or "\\" in name or ":" in name or ".." in parts:
        return "points outside of its folder"
    if any(ord(character) < 32 for character in name):
        return "has control characters in its name"
    if any(part in ("", ".") or part[-1] in ". " or _DEVICE_NAME.fullmatch(part) for part in parts):
        return "is no proper file name"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device, not a file"
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if info.compress_type not in _METHODS:
        return "is compressed in a way no model is"
    return None


def _folder_with(archive: Path, entries: dict[PurePosixPath, zipfile.ZipInfo], marker: str) -> PurePosixPath:
    wanted = PurePosixPath(marker).parts
    found = [path for path in entries if path.parts[-len(wanted) :] == wanted]
    if len(found) != 1:
        raise _refuse(archive, f"holds {'more than one' if found else 'no'} speech model ({marker})")
    return found[0].parents[len(wanted) - 1]


def _copy(
    archive: Path, zipped: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, cancelled: Callable[[], None] | None
) -> UnpackedFile:
    digest = hashlib.sha256()
    size = 0
    with target.open("xb") as sink:
        for chunk in _chunks(archive, zipped, info):
            if cancelled is not None:
                cancelled()
            sink.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        # A power cut after the final rename must not leave a file of the right size without its bytes.
        sink.flush()
        os.fsync(sink.fileno())
    if size != info.file_size:
        raise _refuse(archive, f"is cut short in {info.orig_filename!r}")
    return UnpackedFile(size=size, sha256=digest.hexdigest())


def _chunks(archive: Path, zipped: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with zipped.open(info) as source:
            while chunk := source.read(_CHUNK):
                yield chunk
    except OSError as fault:  # a wrong offset in the archive, or a failing disk
        raise _unreadable(archive, fault) from None
