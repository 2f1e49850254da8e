"""Whether a folder is a whole speech model, found out before the recogniser is let near it.

vosk 0.3.45 takes its files on trust: with an empty ``conf/model.conf`` it never returns, with half of
``ivector/splice.conf`` it aborts the process, with half of ``graph/disambig_tid.int`` it crashes it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from voiceapp.recognition.archive import UnpackedFile, sha256_of

MANIFEST = "voiceapp-manifest.json"
"""Written into a model's folder when it is installed: what was installed, and every file's size and SHA-256."""

MARKER = "am/final.mdl"
"""The file by which a model is recognised in an archive."""

_NEEDED = (
    MARKER,
    "conf/mfcc.conf",
    "conf/model.conf",
    "ivector/final.dubm",
    "ivector/final.ie",
    "ivector/final.mat",
    "ivector/global_cmvn.stats",
    "ivector/online_cmvn.conf",
    "ivector/splice.conf",
)
_LOOKAHEAD_GRAPH = ("graph/HCLr.fst", "graph/Gr.fst", "graph/disambig_tid.int")
_STATIC_GRAPH = ("graph/HCLG.fst", "graph/words.txt")

# Files up to this size are compared byte for byte at every start. All those whose damage kills the process
# are among them, and it costs under a millisecond; of the large ones the size is compared.
_SMALL = 1 << 18

_TRIAL_SECONDS = 120.0  # the largest models take about 20 s to load
_TRIAL_NOT_POSSIBLE = 77
_TRIAL = f"""
import random, sys
try:
    import vosk
except Exception:
    sys.exit({_TRIAL_NOT_POSSIBLE})
vosk.SetLogLevel(-1)
recogniser = vosk.KaldiRecognizer(vosk.Model(sys.argv[1]), 16000)
recogniser.AcceptWaveform(random.Random(0).randbytes(16000))
recogniser.FinalResult()
"""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What is installed in a model's folder. ``files`` maps relative paths (``a/b``) to size and SHA-256."""

    name: str
    version: str
    language: str
    source: str
    files: dict[str, UnpackedFile]

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an installed model; None if there is none that can be read."""
    try:
        fields = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {
            str(path): UnpackedFile(size=int(file["size"]), sha256=str(file["sha256"]))
            for path, file in fields["files"].items()
        }
        return Manifest(
            name=str(fields["name"]),
            version=str(fields["version"]),
            language=str(fields["language"]),
            source=str(fields["source"]),
            files=files,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def language_of(name: str) -> str:
    """The language in a vosk model's name, as in ``vosk-model-small-de-0.15``; "" if it names none."""
    found = re.match(r"vosk-model-(?:small-|lgraph-)?([a-z]{2,3})(?:-|$)", name)
    return found[1] if found else ""


def fault_in(folder: Path, *, thorough: bool = False) -> str | None:
    """What is wrong with a model's folder, as the rest of a sentence about it; None if it is whole.

    Cheap: the names of the needed files, and against the manifest, where there is one, the sizes of all files
    and the bytes of the small ones. ``thorough`` compares every byte (0.2 s for the English model).
    """
    try:
        return _fault_in(folder, thorough=thorough)
    except OSError as fault:
        return f"cannot be read ({fault.strerror})"


def _fault_in(folder: Path, *, thorough: bool) -> str | None:
    if not folder.exists():
        return "does not exist"
    if not folder.is_dir():
        return "is a file, not a folder"
    graph = _STATIC_GRAPH if (folder / _STATIC_GRAPH[0]).exists() else _LOOKAHEAD_GRAPH
    for needed in (*_NEEDED, *graph):
        if fault := _needed_fault(folder / needed):
            return f"is not a whole vosk model: {needed} {fault}"
    manifest = read_manifest(folder)
    if manifest is None:
        return "has a damaged manifest" if (folder / MANIFEST).exists() else None
    for path, file in sorted(manifest.files.items()):
        if fault := _file_fault(folder / path, file, thorough=thorough):
            return f"is damaged: {path} {fault}"
    return None


def trial_fault(folder: Path, records: Path) -> str | None:
    """What a separate process finds wrong when it loads the model and recognises half a second; None if nothing.

    For folders without a manifest of ours. A trial takes about a second, so one that went well is recorded
    in ``records`` and is not repeated until a file of the model changes.
    """
    state = _state(folder)
    record = records / f"{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]}.json"
    try:
        if json.loads(record.read_text(encoding="utf-8")) == state:
            return None
    except (OSError, ValueError, RecursionError):
        pass
    if not sys.executable:
        return None
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _TRIAL, str(folder.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TRIAL_SECONDS,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"is damaged: the recogniser did not finish with it in {_TRIAL_SECONDS:.0f} s"
    if done.returncode == _TRIAL_NOT_POSSIBLE:
        return None
    if done.returncode != 0:
        return "is damaged, or not a model of this recogniser: loading it failed"
    _record(record, state)
    return None


def _needed_fault(file: Path) -> str | None:
    try:
        if not file.is_file():
            return "is missing"
        if file.stat().st_size == 0:
            return "is empty"
        with file.open("rb"):
            return None
    except OSError as fault:
        return f"cannot be read ({fault.strerror})"


def _file_fault(file: Path, expected: UnpackedFile, *, thorough: bool) -> str | None:
    try:
        size = file.stat().st_size
        if size != expected.size:
            return f"has {size} bytes, not {expected.size}"
        if (thorough or size <= _SMALL) and sha256_of(file) != expected.sha256:
            return "has been changed"
    except FileNotFoundError:
        return "is missing"
    except OSError as fault:
        return f"cannot be read ({fault.strerror})"
    return None


def _state(folder: Path) -> dict[str, list[int]]:
    state = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            found = file.stat()
            state[file.relative_to(folder).as_posix()] = [found.st_size, found.st_mtime_ns]
    return state


def _record(record: Path, state: dict[str, list[int]]) -> None:
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=record.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(state, stream)
        Path(temporary).replace(record)
    except OSError:
        pass  # a cache that cannot be written costs a second at each start, nothing else
