"""The speech model on this machine: found, fetched, installed, described, removed.

Order of finding: the path given (``--model``, else the environment variable VOICEAPP_MODEL), then the user's
cache. Nothing is ever fetched unless ``fetch`` is called.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from voiceapp.errors import BadInput, Missing
from voiceapp.places import cache_folder
from voiceapp.recognition.archive import sha256_of, unpack_folder
from voiceapp.recognition.download import Cancelled, DownloadCancelled, Progress, download
from voiceapp.recognition.model_folder import MARKER, Manifest, fault_in, language_of, read_manifest, trial_fault

ENVIRONMENT = "VOICEAPP_MODEL"
"""The environment variable that names a model's folder."""


@dataclass(frozen=True, kw_only=True)
class PublishedModel:
    """A model that can be fetched by its coordinates; sizes in bytes, ``sha256`` of the archive, hexadecimal."""

    language: str
    group: str
    artifact: str
    version: str
    extension: str
    sha256: str
    size: int
    unpacked_size: int

    @property
    def folder(self) -> str:
        return f"{self.artifact}-{self.version}"

    @property
    def coordinates(self) -> str:
        return f"{self.group}:{self.artifact}:{self.extension}:{self.version}"


ENGLISH = PublishedModel(
    language="en",
    group="com.alphacephei",
    artifact="vosk-model-en",
    version="0.3.45",
    extension="aar",
    sha256="8a5792fccaf873b4745dbd1b3fe19d8a77a15898e806674020eea820424771cd",
    size=41_185_783,
    unpacked_size=70_899_001,
)

PUBLISHED = {ENGLISH.language: ENGLISH}
"""The models that ``fetch`` knows, by language."""


@dataclass(frozen=True, kw_only=True)
class ModelInfo:
    """What there is, for people and programs: ``path`` is where the model is or, when not ``ok``, would be.

    ``source`` says where it came from: coordinates, the archive's name, or "folder". ``size`` is in bytes.
    ``problem`` is None when ``ok``, else a whole sentence.
    """

    path: str
    name: str
    version: str
    language: str
    source: str
    size: int
    ok: bool
    problem: str | None


def find_model(explicit: str | None = None, *, language: str = ENGLISH.language) -> Path:
    """The folder of a whole model, fit to be given to the recogniser.

    ``explicit`` is a folder, or the name of an installed model; it wins over VOICEAPP_MODEL, which wins over
    the cache. Raises Missing, with what to type, if there is none or it is damaged.
    """
    folder, origin = _locate(explicit, language)
    if problem := _problem(folder, origin, language):
        raise Missing(problem)
    return folder


def verify(folder: Path) -> None:
    """Compare every byte of an installed model with what was installed. Raises Missing naming the damage."""
    if fault := fault_in(folder, thorough=True):
        raise Missing(f"The speech model {folder} {fault}. Type `voiceapp model --fetch` to get it again.")


def describe(explicit: str | None = None, *, language: str = ENGLISH.language, thorough: bool = False) -> ModelInfo:
    """What ``find_model`` finds, or why it finds nothing. ``thorough`` compares every byte. Raises nothing."""
    folder, origin = _locate(explicit, language)
    problem = _problem(folder, origin, language, thorough=thorough)
    manifest = read_manifest(folder)
    published = PUBLISHED.get(language)
    if manifest is not None:
        name, version, source, spoken = manifest.name, manifest.version, manifest.source, manifest.language
    elif origin is None and published is not None:
        name, version, source, spoken = published.artifact, published.version, published.coordinates, language
    else:
        name, version = _name_and_version(folder.name)
        source, spoken = "folder", language_of(folder.name)
    return ModelInfo(
        path=str(folder),
        name=name,
        version=version,
        language=spoken,
        source=source,
        size=_size(folder) if problem is None or manifest is not None else 0,
        ok=problem is None,
        problem=problem,
    )


def installed() -> list[Path]:
    """The folders of all models in the cache, whole or not, by name."""
    try:
        return sorted(path for path in _root().iterdir() if (path / "am").is_dir() and not path.name.startswith("."))
    except OSError:
        return []


def fetch(
    progress: Progress | None = None, cancelled: Cancelled | None = None, *, language: str = ENGLISH.language
) -> Path:
    """Get the published model into the cache and return its folder; at once if it is there and whole.

    The English one is known by its SHA-256; for another language vosk's own list is asked for its small model.
    ``progress(bytes_here, bytes_in_all)`` is called while it arrives. A failed download goes on where it
    stopped the next time. Only one process fetches at a time; another waits for it.

    Raises Missing (no network, no such model, no room), DownloadCancelled.
    """
    model = PUBLISHED.get(language)
    if model is None:
        return _fetch_listed(language, progress, cancelled)
    with _alone(cancelled) as root:
        target = root / model.folder
        if read_manifest(target) is not None and fault_in(target, thorough=True) is None:
            return target
        archive = root / f"{model.folder}.{model.extension}"
        _need_room(root, model.size + model.unpacked_size)
        try:
            download(
                _addresses(model), archive, sha256=model.sha256, size=model.size, progress=progress, cancelled=cancelled
            )
            return _install(archive, root, model, cancelled)
        finally:
            archive.unlink(missing_ok=True)


def _fetch_listed(language: str, progress: Progress | None, cancelled: Cancelled | None) -> Path:
    folder, _ = _locate(None, language)
    if read_manifest(folder) is not None and fault_in(folder, thorough=True) is None:
        return folder
    from voiceapp.recognition.model_list import listed_model

    model = listed_model(language)
    with _alone(cancelled) as root:
        archive = root / f"{model.name}.zip"
        _need_room(root, 3 * model.size)
        try:
            download([model.address], archive, md5=model.md5, size=model.size, progress=progress, cancelled=cancelled)
            return _install(archive, root, None, cancelled)
        finally:
            archive.unlink(missing_ok=True)


def install_from(file: Path, cancelled: Cancelled | None = None) -> Path:
    """Install a model from a local zip or AAR and return its folder.

    A file with a published model's SHA-256 is installed as that model; any other vosk model under its own
    folder's name, after a trial in a separate process. A model of the same name is replaced.

    Raises BadInput if the file is no sound archive of a vosk model, Missing if there is no room for it,
    DownloadCancelled.
    """
    if not file.is_file():
        fault = "is a folder; to use it as it is, pass it with `--model`" if file.is_dir() else "does not exist"
        raise BadInput(f"{file} {fault}. `voiceapp model --from` takes the zip or AAR of a vosk model.")
    try:
        digest = sha256_of(file)
    except OSError as fault:
        raise BadInput(f"{file} cannot be read ({fault.strerror}). Check its permissions.") from None
    model = next((model for model in PUBLISHED.values() if model.sha256 == digest), None)
    with _alone(cancelled) as root:
        return _install(file, root, model, cancelled)


def remove(name: str | None = None, *, language: str = ENGLISH.language) -> Path | None:
    """Remove an installed model, by default the published one, with what an unfinished fetch left.

    Returns its former folder, or None if it was not there. Raises Missing if it cannot be removed.
    """
    model = PUBLISHED.get(language)
    name = name or (model.folder if model else _locate(None, language)[0].name)
    with _alone(None) as root:
        if model is not None and name == model.folder:
            for left in root.glob(f"{model.folder}.{model.extension}*"):
                left.unlink()
        folder = next((path for path in installed() if path.name == name), None)
        if folder is not None:
            _discard(folder, root)
        return folder


def _root() -> Path:
    return cache_folder() / "models"


def _addresses(model: PublishedModel) -> list[str]:
    """Where the published archive is, as the Maven client's defaults say: its resolver's and its downloader's."""
    from maven_artifact.artifact import Artifact
    from maven_artifact.downloader import Downloader
    from maven_artifact.resolver import Resolver

    artifact = Artifact(model.group, model.artifact, model.version, extension=model.extension)
    return [artifact.uri(base.rstrip("/")) for base in (Resolver.default().base, Downloader().resolver.base)]


def _locate(explicit: str | None, language: str) -> tuple[Path, str | None]:
    """The folder to look into, and who named it (None: nobody did, it is the cache's)."""
    for named, origin in ((explicit, "--model"), (os.environ.get(ENVIRONMENT), ENVIRONMENT)):
        if named:
            folder = Path(named).expanduser()
            if not _is_there(folder) and (known := next((path for path in installed() if path.name == named), None)):
                return known, origin
            return folder, origin
    root, model = _root(), PUBLISHED.get(language)
    if model is not None and (root / model.folder).exists():
        return root / model.folder, None
    of_language = [path for path in installed() if (found := read_manifest(path)) and found.language == language]
    if of_language:
        return of_language[-1], None
    return root / (model.folder if model else f"vosk-model-{language}"), None


def _problem(folder: Path, origin: str | None, language: str, *, thorough: bool = False) -> str | None:
    """Why a folder from ``_locate`` cannot be used, as a sentence with the way out; None if it can."""
    fault = fault_in(folder, thorough=thorough)
    if fault is None and read_manifest(folder) is None:
        fault = trial_fault(folder, _root() / "trials")
    if fault is None:
        other = language_of(folder.name)
        if other in ("", language):
            return None
        return f"The speech model {folder} is of the language {other!r}, and the company speaks {language!r}. " + (
            _nothing_for(language)
        )
    if origin is None:
        if not _is_there(folder):
            if language not in PUBLISHED:
                return _nothing_for(language)
            return "The speech model is not installed. Type `voiceapp model --fetch` to get it (41 MB, once)."
        return f"The speech model {folder} {fault}. Type `voiceapp model --fetch` to get it again."
    if _is_there(folder) and folder.is_file():
        return f"{folder} ({origin}) is a file. If it is a model's zip or AAR, type `voiceapp model --from {folder}`."
    if _is_there(folder) and (inner := next(folder.glob(f"*/{MARKER}"), None)):
        fault = f"is not a model itself, but {inner.parent.parent} looks like one"
    return (
        f"{folder} ({origin}) {fault}. Name the folder of a whole vosk model, "
        "or name none and type `voiceapp model --fetch`."
    )


def _nothing_for(language: str) -> str:
    return (
        f"There is no speech model for the language {language!r} here. Type `voiceapp model --language {language} "
        "--fetch` to get vosk's small one, or download a vosk model and type `voiceapp model --from FILE`. Typed, "
        f"`voiceapp rehearse --language {language}` needs none."
    )


@contextmanager
def _alone(cancelled: Cancelled | None) -> Iterator[Path]:
    """The store's folder, made if need be, with no other process at work in it. Tidies what killed ones left."""
    import filelock

    root = _root()
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(root / ".lock")
        while True:
            _check(cancelled)
            try:
                lock.acquire(timeout=0.2, poll_interval=0.05)
                break
            except filelock.Timeout:
                continue
        try:
            for left in root.glob(".work-*"):
                shutil.rmtree(left, ignore_errors=True)
            yield root
        finally:
            lock.release()
    except OSError as fault:
        raise Missing(_cannot_write(root, fault)) from fault


def _install(archive: Path, root: Path, model: PublishedModel | None, cancelled: Cancelled | None) -> Path:
    """Unpack beside the final place, judge, and move there in one step."""
    work = Path(tempfile.mkdtemp(prefix=".work-", dir=root))
    try:
        fresh = work / "model"
        fresh.mkdir()
        unpacked = unpack_folder(archive, marker=MARKER, into=fresh, cancelled=_raising(cancelled))
        if model is not None:
            folder = model.folder
            name, version, language, source = model.artifact, model.version, model.language, model.coordinates
        else:
            folder = _own_name(archive, unpacked.name)
            name, version = _name_and_version(folder)
            language, source = language_of(folder), archive.name
        # The recogniser judges what no known checksum vouches for, before there is a manifest that would.
        fault = fault_in(fresh) or (trial_fault(fresh, work / "trials") if model is None else None)
        if fault:
            raise BadInput(f"{archive}: the model in it {fault}. Get the archive again, or name another model's.")
        Manifest(name=name, version=version, language=language, source=source, files=unpacked.files).write(fresh)
        _check(cancelled)
        target = root / folder
        if target.exists():
            target.rename(work / "old")
        fresh.rename(target)
        return target
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _own_name(archive: Path, folder: str) -> str:
    """The name under which a model of unknown checksum is installed: its folder's, else its archive's."""
    name = folder if folder.startswith("vosk-model") else archive.stem
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-")[:100] or "vosk-model"
    if any(model.folder == name for model in PUBLISHED.values()):
        raise BadInput(
            f"{archive} has the name of the model {name} but not its SHA-256, so it is damaged or something else. "
            "Get it again, or type `voiceapp model --fetch`."
        )
    return name


def _discard(folder: Path, root: Path) -> None:
    """Remove a folder so that nobody sees half of it."""
    work = Path(tempfile.mkdtemp(prefix=".work-", dir=root))
    folder.rename(work / "old")
    shutil.rmtree(work)


def _name_and_version(folder: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.+?)-v?(\d+(?:\.\d+)+.*)", folder)
    return (found[1], found[2]) if found else (folder, "")


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # no right to look, or no possible name
        return False


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _need_room(root: Path, needed: int) -> None:
    free = shutil.disk_usage(root).free
    if free < needed:
        raise OSError(errno.ENOSPC, f"{needed / 1e6:.0f} MB are needed, {free / 1e6:.0f} MB are free")


def _cannot_write(root: Path, fault: OSError) -> str:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"There is no room for the speech model in {root} ({fault.strerror}). Make room and try again."
    return (
        f"The speech model cannot be stored in {root} ({fault.strerror or fault}). Make that folder writable, or "
        f"unpack a model elsewhere and name its folder with {ENVIRONMENT}."
    )


def _check(cancelled: Cancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise DownloadCancelled("Getting the speech model was cancelled; nothing of it is left.")


def _raising(cancelled: Cancelled | None) -> Callable[[], None]:
    return lambda: _check(cancelled)
