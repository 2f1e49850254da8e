"""What one takes home from a call, made from its folder by the parts that know how. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from voiceapp.call_folder import CallFolder
from voiceapp.errors import Missing


def new_folder(wanted: Path | None, calls: Path) -> CallFolder:
    """A folder for a call: the one that is wanted, or a new dated one in ``calls``. Raises ``BadInput``."""
    if wanted:
        return CallFolder.create(wanted)
    return CallFolder.create(None, parent=calls)


def report(folder: Path) -> Path:
    """The report's page, made if it is not there yet. Raises ``VoiceappError``."""
    page = folder / "report.html"
    if not page.exists():
        try:
            from voiceapp.aftercall.report import write_report
        except ImportError:
            raise Missing("this version of voiceapp makes no reports") from None
        write_report(CallFolder(folder))
    return page


def video(
    folder: Path, *, language: str, progress: Callable[[float, float], None], cancelled: Callable[[], bool]
) -> Path:
    """The video, made anew. ``progress`` is told how much there is of how much. Raises ``VoiceappError``."""
    try:
        from voiceapp.aftercall.video import write_video
    except ImportError:
        raise Missing('videos need PyAV; type: pip install "voiceapp[video]"') from None
    write_video(CallFolder(folder), language=language, captions="burn", progress=progress, cancelled=cancelled)
    return folder / "video.mp4"


def transcript(folder: Path) -> str:
    """The call as text; empty when there is none."""
    try:
        return CallFolder(folder).transcript.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
