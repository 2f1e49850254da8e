"""A stereo recording that can be read at any moment while it grows."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from types import TracebackType

import numpy as np

from voiceapp.audio.frames import SAMPLE_RATE, Samples
from voiceapp.errors import BadInput

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_BYTES_A_SAMPLE = 4  # both channels
_LARGEST = (0xFFFFFFFF - _HEADER.size) // _BYTES_A_SAMPLE * _BYTES_A_SAMPLE
FLUSH_SECONDS = 0.5
"""How much of a call is lost when the program is killed. A machine that is switched off loses, besides, what its system
had not put on the disk yet: waiting for that would hold up the sound."""


class Recording:
    """Writes 16-bit 16 kHz stereo WAV: left the caller, right the company.

    The header is brought up to date with every flush. The file is readable by its owner only. Raises ``BadInput``
    when it exists, or cannot be made or written; on a full disk what was written before stays readable.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0)
        except OSError as fault:
            raise self._cannot_write(fault) from None
        self._bytes = 0
        self._waiting = np.zeros((round(FLUSH_SECONDS * SAMPLE_RATE), 2), dtype="<i2")
        self._filled = 0  # rows of it
        self._write_header()

    def write(self, caller: Samples, company: Samples) -> None:
        """Add one frame of both sides; both of shape (n,)."""
        n = len(caller)
        if self._filled + n > len(self._waiting):
            self.flush()
        if n > len(self._waiting):
            self._waiting = np.zeros((n, 2), dtype="<i2")
        rows = self._waiting[self._filled : self._filled + n]
        rows[:, 0] = caller
        rows[:, 1] = company
        self._filled += n

    def flush(self) -> None:
        """Bring the file up to date."""
        rest = memoryview(self._waiting[: self._filled].tobytes())
        self._filled = 0
        try:
            self._file.seek(_HEADER.size + self._bytes)
            while rest:
                written = self._file.write(rest)
                self._bytes += written
                rest = rest[written:]
        except OSError as fault:
            raise self._cannot_write(fault) from None
        finally:
            self._write_header()

    def _cannot_write(self, fault: OSError) -> BadInput:
        reason = (fault.strerror or str(fault)).lower()
        return BadInput(f"{self._path} cannot be written: {reason}; make room there, or record into another folder")

    def _write_header(self) -> None:
        size = min(self._bytes - self._bytes % _BYTES_A_SAMPLE, _LARGEST)
        header = _HEADER.pack(
            b"RIFF",
            size + _HEADER.size - 8,
            b"WAVE",
            b"fmt ",
            16,
            1,
            2,
            SAMPLE_RATE,
            SAMPLE_RATE * _BYTES_A_SAMPLE,
            _BYTES_A_SAMPLE,
            16,
            b"data",
            size,
        )
        self._file.seek(0)
        self._file.write(header)

    def close(self) -> None:
        """Write what is left and close the file."""
        if not self._file.closed:
            try:
                self.flush()
            finally:
                self._file.close()

    def __enter__(self) -> Recording:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
