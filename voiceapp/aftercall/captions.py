"""Captions of a call in one language: cues that never overlap, with who speaks and what sounds.

Measures after the Netflix Timed Text Style Guide: two lines of 42 characters at most, 5/6 s to 7 s a cue, two frames
between cues, up to 20 characters a second in English and 17 in French and Dutch. The caller's words stay as they were.
"""

from __future__ import annotations

import math
import re
import textwrap
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from voiceapp.aftercall.record import Record, Speech
from voiceapp.aftercall.sound_words import SOUNDS, YOU, sound_words

LINE_LENGTH = 42
LINES = 2
SHORTEST, LONGEST = 5 / 6, 7.0
"""Seconds a cue stays."""
GAP = 0.08
"""Seconds between two cues: two frames of 25 a second."""
READING_SPEED = {"en": 20.0, "fr": 17.0, "nl": 17.0}
"""Characters a second an adult reads with ease."""

SPEAKING_SPEED = 15.0
"""Characters a second of speech, for who was never heard to the end of a sentence."""

_UNBROKEN = re.compile(r"« | (?=[»?!:;])")
"""Spaces of French typography, at which no line ends."""

_CALLER = "\0caller"
_SOUND_STAYS = 3.0
_SOUND_WAITS = 4.0  # seconds after which a sound that found no room is told together with the next words

Kind = Literal["company", "caller", "sound"]


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One caption: ``text`` has at most two lines. ``start`` and ``end`` in seconds; ``speaker`` is a name, or empty.

    ``part`` numbers the cues of one speech from 0. ``who`` is the speaker's key in the cast, empty for a sound.
    """

    start: float
    end: float
    text: str
    kind: Kind
    who: str = ""
    speaker: str = ""
    part: int = 0


def cues(record: Record, language: str) -> list[Cue]:
    """The captions of a call, in order, none overlapping another."""
    spoken = sorted(_spoken(record, language), key=lambda cue: (cue.start, cue.kind))
    timed = _untangled(spoken, READING_SPEED.get(language, 17.0))
    return _with_sounds(timed, sorted(sound_words(record, language)))


def _spoken(record: Record, language: str) -> Iterator[Cue]:
    speeds = _speeds(record.speeches)
    for speech in record.speeches:
        text = speech.captions.get(language) or speech.text
        if speech.interrupted:
            heard = (speech.end - speech.start) * speeds.get(speech.who, SPEAKING_SPEED) / max(1, len(speech.text))
            text = _broken_off(text, heard)
        if speech.sound:
            text = f"[{SOUNDS[language].get(speech.sound, speech.sound.replace('_', ' '))}] {text}"
        yield from _pieces(text, speech.start, speech.end, "company", speech.who, record.name(speech.who))
    translated = language != record.language
    opening, closing = {"fr": ("« ", " »"), "nl": ("“", "”")}.get(language, ("“", "”")) if translated else ("", "")
    for turn in record.turns:
        if turn.text:
            words = f"{opening}{turn.text}{closing}"
            yield from _pieces(words, turn.start, turn.end, "caller", _CALLER, YOU[language])


def _speeds(speeches: Iterable[Speech]) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for speech in speeches:
        if not speech.interrupted and speech.end - speech.start > 0.5:
            found.setdefault(speech.who, []).append(len(speech.text) / (speech.end - speech.start))
    return {who: median(speeds) for who, speeds in found.items()}


def _broken_off(text: str, part: float) -> str:
    """The words that were heard of a text when ``part`` of it had been spoken."""
    if part >= 0.92:
        return text
    words = text[: round(len(text) * part) + 1].rsplit(" ", 1)[0].rstrip(" ,;:.")
    return f"{words or text.split()[0]} –"


def _pieces(text: str, start: float, end: float, kind: Kind, who: str, speaker: str) -> Iterator[Cue]:
    """A speech in cues of two lines, each as long as its share of the letters."""
    text = _UNBROKEN.sub(lambda space: space[0].replace(" ", "\u00a0"), text)
    label = f"{speaker}: "
    parts = _parts(text, label, max(1, math.ceil((end - start) / LONGEST)))
    whole = sum(map(len, parts)) or 1
    at = start
    for i, part in enumerate(parts):
        until = at + (end - start) * len(part) / whole
        words = "\n".join(_lines(part if i else label + part))
        yield Cue(start=at, end=until, text=words, kind=kind, who=who, speaker=speaker, part=i)
        at = until


def _lines(text: str) -> list[str]:
    """In lines, the last two of about the same length."""
    rows = textwrap.wrap(text, LINE_LENGTH, break_on_hyphens=False) or [""]
    if len(rows) == LINES:
        for width in range(LINE_LENGTH - 12, LINE_LENGTH):
            even = textwrap.wrap(text, width, break_on_hyphens=False)
            if len(even) <= LINES:
                return even
    return rows


def _parts(text: str, label: str, least: int) -> list[str]:
    """The text in parts that fit a cue each, broken at the ends of sentences and clauses where it can be."""
    parts: list[str] = []
    for sentence in re.split(r"(?<=[.?!…])\s+", text.strip()):
        begin = f"{parts[-1]} {sentence}" if parts else sentence
        if parts and _fits(begin, label if len(parts) == 1 else ""):
            parts[-1] = begin
        else:
            parts += _broken(sentence, "" if parts else label)
    while len(parts) < least:
        longest = max(range(len(parts)), key=lambda i: len(parts[i]))
        halves = _halves(parts[longest])
        if len(halves) == 1:
            break
        parts[longest : longest + 1] = halves
    return parts


def _fits(text: str, label: str) -> bool:
    return len(textwrap.wrap(label + text, LINE_LENGTH, break_on_hyphens=False)) <= LINES


def _broken(sentence: str, label: str) -> list[str]:
    if _fits(sentence, label):
        return [sentence]
    halves = _halves(sentence)
    if len(halves) == 1:
        return halves
    return _broken(halves[0], label) + _broken(halves[1], "")


def _halves(text: str) -> list[str]:
    """In two, at a comma near the middle, or else at a space."""
    spaces = [match.start() for match in re.finditer(r"\s+", text)]
    if not spaces:
        wide = LINE_LENGTH * LINES - 2
        return [text] if len(text) <= wide else [text[:wide], text[wide:]]
    middle = len(text) / 2
    at = min(spaces, key=lambda i: abs(i - middle) - (len(text) / 5 if text[i - 1] in ",;:–" else 0))
    return [text[:at], text[at:].lstrip()]


def _untangled(spoken: list[Cue], speed: float) -> list[Cue]:
    """The cues one after the other: each may stay until it is read, and gives way to the next."""
    placed: list[Cue] = []
    for cue in spoken:
        start = cue.start
        if placed:
            before = placed[-1]
            if start < before.end + GAP:
                kept = max(before.start + SHORTEST, min(before.end, start - GAP))
                placed[-1] = replace(before, end=kept)
                start = max(start, kept + GAP)
        placed.append(replace(cue, start=start, end=max(cue.end, start + SHORTEST)))
    for i, cue in enumerate(placed):
        wanted = max(cue.end, cue.start + min(LONGEST, len(cue.text) / speed))
        room = placed[i + 1].start - GAP if i + 1 < len(placed) else wanted
        placed[i] = replace(cue, end=max(cue.start + SHORTEST, min(wanted, room, cue.start + LONGEST)))
    return placed


def _with_sounds(spoken: list[Cue], sounds: list[tuple[float, str]]) -> list[Cue]:
    """Sounds go where nobody speaks; one that finds no room is told together with the words over it."""
    told = list(spoken)
    for i, (t, words) in enumerate(sounds):
        text = f"[{words}]"
        free = _gap(told, t)
        if free:
            following = sounds[i + 1][0] if i + 1 < len(sounds) else free[1]
            end = min(free[1], max(free[0] + SHORTEST, following - GAP))
            insort(told, Cue(start=free[0], end=end, text=text, kind="sound"), key=lambda cue: cue.start)
            continue
        near = min(range(len(told)), key=lambda n: abs(told[n].start - t))
        rows = f"{text} {told[near].text}".replace("\n", " ")
        told[near] = replace(told[near], text="\n".join(_lines(rows)))
    return told


def _gap(told: list[Cue], t: float) -> tuple[float, float] | None:
    """Room for a sound at ``t`` or soon after."""
    start = t
    for cue in told[bisect_right(told, start, key=lambda cue: cue.end + GAP) :]:
        if cue.end + GAP <= start:
            continue
        if cue.start - GAP - start >= SHORTEST:
            return start, min(start + _SOUND_STAYS, cue.start - GAP)
        start = max(start, cue.end + GAP)
        if start > t + _SOUND_WAITS:
            return None
    return start, start + _SOUND_STAYS
