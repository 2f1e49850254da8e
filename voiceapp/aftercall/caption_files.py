"""Captions as files: SubRip (``.srt``) and WebVTT (``.vtt``)."""

from __future__ import annotations

import html
from collections.abc import Iterable

from voiceapp.aftercall.captions import Cue, cues
from voiceapp.aftercall.record import Record
from voiceapp.call_folder import CallFolder, write_text
from voiceapp.dialogue.scenario import LANGUAGES


def srt(captions: Iterable[Cue]) -> str:
    """As SubRip. The caller's words are in italics."""
    entries = []
    for n, cue in enumerate(captions, 1):
        text = _bare(cue.text)
        if cue.kind == "caller":
            text = f"<i>{text}</i>"
        entries.append(f"{n}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{text}\n")
    return "\n".join(entries)


def vtt(captions: Iterable[Cue], language: str) -> str:
    """As WebVTT: each cue has its voice, and the class ``company``, ``caller`` or ``sound``."""
    entries = ["WEBVTT", f"Language: {language}", ""]
    for cue in captions:
        text = html.escape(cue.text, quote=False)
        voice = html.escape(cue.speaker.replace("\n", " "), quote=False)
        entries += [
            f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}",
            f"<v.{cue.kind} {voice}>{text}</v>" if voice else f"<c.{cue.kind}>{text}</c>",
            "",
        ]
    return "\n".join(entries)


def write_captions(folder: CallFolder, record: Record, languages: Iterable[str] = LANGUAGES) -> None:
    """Write ``captions.<language>.srt`` and ``.vtt``. Raises ``BadInput`` when they cannot be written."""
    for language in languages:
        captions = cues(record, language)
        write_text(folder.captions(language, "srt"), srt(captions))
        write_text(folder.captions(language, "vtt"), vtt(captions, language))


def _bare(text: str) -> str:
    """SubRip knows a few marks and no way to escape them."""
    return text.replace("<", "‹").replace(">", "›").replace("{", "(").replace("}", ")")


def _clock(t: float, point: str) -> str:
    milliseconds = round(t * 1000)
    seconds, milliseconds = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{milliseconds:03d}"
