"""Rendered speech, kept: the last utterances in memory, more on disk."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import threading
import time
from collections import OrderedDict
from pathlib import Path

import numpy as np

from voiceapp.audio.frames import Samples
from voiceapp.places import cache_folder

LIMIT_BYTES = 200_000_000
"""The most a cache folder holds: an hour and three quarters of speech."""

KEPT_IN_MEMORY = 128
"""Utterances; about 10 MB."""

_MAGIC = b"voiceapp speech 1\n"
_HEADER = len(_MAGIC) + hashlib.sha256().digest_size
_SUFFIX = ".speech"
_UNFINISHED = ".part"
_ABANDONED_SECONDS = 3600.0


def default_folder() -> Path:
    """Where rendered speech is kept: in the user's cache folder."""
    return cache_folder() / "speech"


class SpeechCache:
    """Utterances by name, least recently used ones dropped first. Safe in several threads and processes.

    It never raises for the disk's sake: what cannot be read is not there, what cannot be written is not kept.
    Every entry carries its SHA-256, and a damaged one is removed.
    """

    def __init__(self, folder: Path | None, *, limit: int = LIMIT_BYTES, in_memory: int = KEPT_IN_MEMORY) -> None:
        """``folder`` is made when needed; None keeps nothing on disk. ``limit`` is in bytes."""
        self._folder = folder
        self._limit = limit
        self._in_memory = in_memory
        self._recent: OrderedDict[str, Samples] = OrderedDict()
        self._lock = threading.Lock()
        self._size: int | None = None  # bytes on disk; unknown until the first write

    def get(self, name: str) -> Samples | None:
        """The utterance called ``name`` (letters and digits), read-only, or None."""
        with self._lock:
            if name in self._recent:
                self._recent.move_to_end(name)
                return self._recent[name]
            samples = self._load(name)
            if samples is not None:
                self._remember(name, samples)
            return samples

    def put(self, name: str, samples: Samples) -> None:
        """Keep an utterance."""
        with self._lock:
            self._remember(name, samples)
            with contextlib.suppress(OSError):
                self._store(name, samples)

    def _remember(self, name: str, samples: Samples) -> None:
        self._recent[name] = samples
        self._recent.move_to_end(name)
        while len(self._recent) > self._in_memory:
            self._recent.popitem(last=False)

    def _load(self, name: str) -> Samples | None:
        if self._folder is None:
            return None
        path = self._folder / (name + _SUFFIX)
        with contextlib.suppress(OSError):
            data = path.read_bytes()
            pcm = data[_HEADER:]
            if data[:_HEADER] == _header(pcm) and len(pcm) % 2 == 0:
                os.utime(path)
                return np.frombuffer(pcm, dtype="<i2")
            path.unlink()
        return None

    def _store(self, name: str, samples: Samples) -> None:
        if self._folder is None:
            return
        pcm = samples.astype("<i2").tobytes()
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(suffix=_UNFINISHED, dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_header(pcm) + pcm)
            Path(unfinished).replace(self._folder / (name + _SUFFIX))
        except OSError:
            with contextlib.suppress(OSError):
                Path(unfinished).unlink()
            raise
        if self._size is not None:
            self._size += _HEADER + len(pcm)
        if self._size is None or self._size > self._limit:
            self._size = _shrink(self._folder, self._limit)


def _header(pcm: bytes) -> bytes:
    return _MAGIC + hashlib.sha256(pcm).digest()


def _shrink(folder: Path, limit: int) -> int:
    """Drop what was used longest ago until nine tenths of ``limit`` are left, if it was exceeded; the bytes left."""
    entries = []
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            status = path.stat()
            if path.suffix == _SUFFIX:
                entries.append((status.st_mtime_ns, status.st_size, path))
            elif path.suffix == _UNFINISHED and status.st_mtime < time.time() - _ABANDONED_SECONDS:
                path.unlink()
    size = sum(entry[1] for entry in entries)
    if size > limit:
        for _, length, path in sorted(entries):
            if size <= limit * 0.9:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            size -= length
    return size
