"""The folder a call leaves behind: its recording, its journal, and what is made from them."""

from __future__ import annotations

import contextlib
import errno
import os
from datetime import datetime
from pathlib import Path

from voiceapp.errors import BadInput

RECORDING = "call.wav"
JOURNAL = "journal.jsonl"
TRANSCRIPT = "transcript.txt"
DEFAULT_PARENT = Path("calls")


class CallFolder:
    """Where the parts of one call are. ``create`` makes it; the owner alone can read it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def recording(self) -> Path:
        """Stereo 16-bit 16 kHz WAV: left the caller, right the company."""
        return self.path / RECORDING

    @property
    def journal(self) -> Path:
        """JSON Lines, one event a line."""
        return self.path / JOURNAL

    @property
    def transcript(self) -> Path:
        """The call as text."""
        return self.path / TRANSCRIPT

    @property
    def report(self) -> Path:
        """The report, one page of HTML."""
        return self.path / "report.html"

    @property
    def numbers(self) -> Path:
        """The report's numbers, as JSON."""
        return self.path / "report.json"

    @property
    def letter(self) -> Path:
        """The company's confirmation of its gesture, as PDF."""
        return self.path / "letter.pdf"

    @property
    def video(self) -> Path:
        """The film of the call, as MP4."""
        return self.path / "video.mp4"

    def captions(self, language: str, form: str) -> Path:
        """Captions in a language, as ``srt`` or ``vtt``."""
        return self.path / f"captions.{language}.{form}"

    @classmethod
    def create(cls, path: Path | None, started: datetime | None = None, *, parent: Path = DEFAULT_PARENT) -> CallFolder:
        """Make the folder, or take an empty one; without a path a new dated one in ``parent``.

        Raises ``BadInput`` when there is something in it already or it cannot be written.
        """
        if path is None:
            path = _dated(parent, started or datetime.now())
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if any(path.iterdir()):
                raise BadInput(f"{path} is not empty and nothing in it is overwritten; give another folder with -o")
            probe = path / f".{JOURNAL}.writable"
            probe.touch(mode=0o600)
            probe.unlink()
        except (FileExistsError, NotADirectoryError):
            raise BadInput(f"{path} is a file, or goes through one; give a folder with -o") from None
        except OSError as fault:
            raise cannot_write(path, fault) from None
        return cls(path)


def owner_only(path: str, flags: int) -> int:
    """An opener for ``open``: what it makes is readable by its owner alone."""
    return os.open(path, flags, 0o600)


def write_text(path: Path, text: str) -> None:
    """Write a text of the folder, anew if it is there. Raises ``BadInput`` when that cannot be done."""
    write_bytes(path, text.encode("utf-8", errors="replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Likewise, of bytes. What was there before stays until all of it is written."""
    part = path.with_name(f".{path.name}.part")
    try:
        with open(part, "wb", opener=owner_only) as file:
            file.write(data)
        part.replace(path)
    except OSError as fault:
        with contextlib.suppress(OSError):
            part.unlink()
        raise cannot_write(path, fault) from None


def cannot_write(path: Path, fault: OSError) -> BadInput:
    """The fault to show when ``path`` cannot be made or written."""
    return BadInput(f"{path} cannot be written: {_reason(fault)}; give another folder with -o")


def _dated(parent: Path, now: datetime) -> Path:
    base = parent / now.strftime("%Y-%m-%d-%H%M%S")
    path, n = base, 1
    while path.exists():
        n += 1
        path = base.with_name(f"{base.name}-{n}")
    return path


def _reason(fault: OSError) -> str:
    if fault.errno == errno.EROFS:
        return "it lies on a read-only disk"
    return (fault.strerror or str(fault)).lower()
