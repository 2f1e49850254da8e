"""How calm the caller stayed: for people who practise it, and for those who teach it.

The index is our own and no norm. It begins at 100; each sign of heat takes points, up to a most for each, so that one
bad habit cannot eat the whole. A caller of whom there is no recording loses none for loudness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

from voiceapp.aftercall.journey import Leg, Span
from voiceapp.aftercall.record import Record, Turn
from voiceapp.audio.frames import SAMPLE_RATE, Samples
from voiceapp.audio.level import NO_SOUND, dbfs
from voiceapp.dialogue.tongues import TONGUES

OVERLAP = 0.3
"""Seconds by which a sentence has to be unfinished for it to count as interrupted; less is a close turn."""

FEWEST_WORDS = 4
"""Words of a turn from which its rate is a rate."""

RULES = {"interrupted": (3.0, 24.0), "louder": (3.0, 24.0), "faster": (0.5, 15.0), "swore": (8.0, 24.0),
         "threatened": (5.0, 15.0)}  # fmt: skip
"""Points for each: an interruption, a decibel louder in the last third than in the first, a per cent faster, a turn
that swore, a turn that threatened; and the most that each can take."""


@dataclass(frozen=True, kw_only=True)
class TurnMeasure:
    """One turn of the caller: seconds, words, words a minute, dB below full scale, and whether it came in too early."""

    t: float
    seconds: float
    words: int
    rate: float | None
    level: float | None
    interrupted: str
    """Who was interrupted, or the empty string."""
    intent: str


@dataclass(frozen=True, kw_only=True)
class Calm:
    """All of it: the turns, what they come to, the points lost by rule, and the index, 0..100."""

    turns: tuple[TurnMeasure, ...]
    interruptions: int
    median_seconds: float
    longest_seconds: float
    median_rate: float | None
    faster: float | None
    """Per cent by which the last third of the turns is faster than the first; negative when slower."""
    louder: float | None
    """Decibels by which the last third is louder than the first; negative when softer."""
    swore: int
    threatened: int
    points: dict[str, float]
    index: int | None
    """``None`` of a caller who said nothing."""


def calm(record: Record, legs: Sequence[Leg], caller: Samples | None) -> Calm:
    """Measure a caller. ``caller`` is their side of the recording at 16 kHz, shape (n,), or ``None`` without one."""
    alone = [(leg.start, leg.end) for leg in legs if leg.kind in ("hold", "ringing", "dead", "callback")]
    turns = tuple(_turn(record, turn, alone, caller) for turn in record.turns if turn.text)
    rates = [turn.rate for turn in turns if turn.rate is not None]
    slow, fast = _thirds(rates)
    soft, loud = _thirds([turn.level for turn in turns if turn.level is not None])
    faster = round(100 * (fast / slow - 1), 1) if slow and fast else None
    louder = round(loud - soft, 1) if soft is not None and loud is not None else None
    counts = {
        "interrupted": sum(bool(turn.interrupted) for turn in turns),
        "louder": max(0.0, louder or 0.0),
        "faster": max(0.0, faster or 0.0),
        "swore": sum(turn.intent == "swear" for turn in turns),
        "threatened": sum(turn.intent == "threaten" for turn in turns),
    }
    points = {rule: round(min(most, each * counts[rule]), 1) for rule, (each, most) in RULES.items()}
    return Calm(
        turns=turns,
        interruptions=int(counts["interrupted"]),
        median_seconds=round(median(turn.seconds for turn in turns), 2) if turns else 0.0,
        longest_seconds=max((turn.seconds for turn in turns), default=0.0),
        median_rate=round(median(rates), 0) if rates else None,
        faster=faster,
        louder=louder,
        swore=int(counts["swore"]),
        threatened=int(counts["threatened"]),
        points=points,
        index=max(0, round(100 - sum(points.values()))) if turns else None,
    )


def _turn(record: Record, turn: Turn, alone: Sequence[Span], caller: Samples | None) -> TurnMeasure:
    seconds, words = turn.end - turn.start, len(turn.text.split())
    return TurnMeasure(
        t=turn.start,
        seconds=round(seconds, 2),
        words=words,
        rate=round(60 * words / seconds, 0) if words >= FEWEST_WORDS and seconds > 0 else None,
        level=_level(caller, turn) if caller is not None else None,
        interrupted=_interrupted(record, turn, alone),
        intent=turn.intent,
    )


def _interrupted(record: Record, turn: Turn, alone: Sequence[Span]) -> str:
    """Who was speaking, if the turn was more than a sign of listening. On hold there is nobody to interrupt."""
    listening = TONGUES[record.language if record.language in TONGUES else "en"].back_channels
    if turn.text.casefold() in listening or any(start <= turn.start < end for start, end in alone):
        return ""
    over = record.first_spoken_over(turn.start, turn.start + OVERLAP)
    return over.who if over else ""


def _level(caller: Samples, turn: Turn) -> float | None:
    """The level of a turn in dB below full scale (a full-scale sine is at -3); ``None`` for silence."""
    level = dbfs(caller[round(turn.start * SAMPLE_RATE) : round(turn.end * SAMPLE_RATE)])
    return None if level == NO_SOUND else round(level, 1)


def _thirds(values: Sequence[float]) -> tuple[float, float] | tuple[None, None]:
    """The means of the first and the last third; nothing of fewer than six values, which are no course."""
    n = len(values) // 3
    return (mean(values[:n]), mean(values[-n:])) if n >= 2 else (None, None)
