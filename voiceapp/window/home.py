"""What one takes home from a call, made from its folder by the parts that know how. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from voiceapp.call_folder import CallFolder


def new_folder(wanted: Path | None, calls: Path) -> CallFolder:
    """A folder for a call: the one that is wanted, or a new dated one in ``calls``. Raises ``BadInput``."""
    return CallFolder.create(wanted, parent=calls)


def report(folder: Path) -> Path:
    """The report's page, made if it is not there yet. Raises ``VoiceappError``."""
    from voiceapp.aftercall.report import write_report

    call = CallFolder(folder)
    return call.report if call.report.exists() else write_report(call)


def video(
    folder: Path, *, language: str, progress: Callable[[float, float], None], cancelled: Callable[[], bool]
) -> Path | None:
    """The video, made anew; ``None`` when it was cancelled. Raises ``VoiceappError``."""
    from voiceapp.aftercall.video import write_video

    return write_video(CallFolder(folder), language=language, captions="burn", progress=progress, cancelled=cancelled)


def letter(folder: Path) -> Path | None:
    """The letter of a call with a gesture."""
    path = CallFolder(folder).letter
    return path if path.exists() else None


def transcript(folder: Path) -> str:
    """The call as text; empty when there is none."""
    try:
        return CallFolder(folder).transcript.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
