"""Chapters of a film: one for each part of the journey, so that a viewer can jump from agent to agent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voiceapp.aftercall.journey import journey
from voiceapp.aftercall.record import Record
from voiceapp.aftercall.texts import texts

SHORTEST = 2.0
"""Seconds; a stretch that is shorter belongs to the chapter before it, and so does ringing again."""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """From ``start``, in seconds, to where the next begins."""

    start: float
    title: str


def chapters(record: Record, language: str, start: float = 0.0, end: float | None = None) -> list[Chapter]:
    """The chapters of a call between two times: each agent's from the transfer to them on, menu, hold, dead line."""
    words = texts("words", language)
    until = record.duration if end is None else end
    found: list[Chapter] = []
    given = None  # when the call was given away
    for leg in journey(record):
        if leg.kind == "transfer":
            given = leg.start if given is None else given
            continue
        begins = leg.start if given is None else given
        given = None
        if found and (leg.kind == "ringing" or leg.end - begins < SHORTEST):
            continue
        title = _title(record, leg.kind, leg.who, words)
        if found and (found[-1].title == title or found[-1].start >= begins):
            continue
        found.append(Chapter(start=begins, title=title))
    return _within(found, start, until)


def _title(record: Record, kind: str, who: str, words: Mapping[str, str]) -> str:
    if kind == "agent" and who:
        person = record.people[who]
        return f"{person.name}, {person.department}" if person.department else person.name
    word: str = words["hold_music" if kind == "hold" else kind]
    return word[:1].upper() + word[1:]


def _within(found: list[Chapter], start: float, end: float) -> list[Chapter]:
    kept = [chapter for chapter in found if start < chapter.start < end]
    present = [chapter for chapter in found if chapter.start <= start]
    if present:
        kept.insert(0, Chapter(start=start, title=present[-1].title))
    return kept
