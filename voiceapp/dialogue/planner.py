"""Chooses what an agent does with a turn: which trick, or the plain answer of the part, so that they vary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from voiceapp.dialogue.prompter import Prompter, Spoken
from voiceapp.dialogue.tricks import ALWAYS, TRICKS
from voiceapp.dialogue.turn import Play, Turn
from voiceapp.dialogue.understanding.meaning import INTENTS

FRESH = 0.35
"""Factor on a trick's weight for each time it was among the last four."""

RUNNING = 3
"""How often the same trick may be played running, while there is another."""

ANSWERED = frozenset(
    "goodbye thank ask_human ask_supervisor ask_repeat ask_wait ask_who swear threaten refuse_transfer refuse_hold "
    "refuse_offer accept_offer other_language nonsense small_talk play_along greet cancel".split()
)
"""Intents that want an answer in character more than a trick."""

BESIDE_THE_POINT = frozenset("small_talk play_along nonsense other_language".split())
"""Intents that a short answer to a question of the form is often taken for."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A line and how it came about; ``considered`` lists every play with its weight, for ``--explain``."""

    spoken: Spoken
    play: Play
    considered: Sequence[tuple[str, float, str]]


class Planner:
    """One call's memory of which tricks were played."""

    def __init__(self, rng: Random, prompter: Prompter) -> None:
        self._rng = rng
        self._prompter = prompter
        self._played: list[str] = []

    def choose(self, turn: Turn, values: Mapping[str, Any]) -> Choice | None:
        """The trick to play on ``turn`` and the line for it, or ``None`` when the agent has nothing left to say."""
        plays = self._plays(turn)
        considered = tuple((play.trick, round(weight, 3), play.why) for weight, play in plays)
        while plays:
            weight, play = self._draw(plays)
            spoken = self._prompter.line(turn.member.lines, _pools(play, turn), {**values, **play.values})
            if spoken:
                self._played.append(play.trick)
                return Choice(spoken=spoken, play=_as_spoken(play, spoken), considered=considered)
            plays.remove((weight, play))
        return None

    def _plays(self, turn: Turn) -> list[tuple[float, Play]]:
        intent = turn.meaning.intent
        wrong = TRICKS["mishear"](turn) or Play(trick="")
        plays: list[tuple[float, Play]] = [
            (_in_character(turn), replace(wrong, trick=f"on.{intent}", why="an answer in character")),
            (0.02, replace(wrong, trick="on.any", why="something to say")),
        ]
        weights = {**turn.member.tricks, **dict.fromkeys(ALWAYS, 1.0)}
        for name, weight in weights.items():
            play = TRICKS[name](turn) if weight > 0 else None
            if play:
                plays.append((weight * play.relevance, play))
        return [(weight * self._freshness(play.trick), play) for weight, play in plays]

    def _freshness(self, trick: str) -> float:
        if self._played[-RUNNING:] == [trick] * RUNNING:
            return 1e-6  # still there when nothing else has a line left
        return FRESH ** self._played[-4:].count(trick)

    def _draw(self, plays: list[tuple[float, Play]]) -> tuple[float, Play]:
        at = self._rng.random() * sum(weight for weight, _ in plays)
        for weight, play in plays:
            at -= weight
            if at < 0:
                return weight, play
        return plays[-1]


def _in_character(turn: Turn) -> float:
    """How much the plain answer of the part is worth: an open question of the form is not chatted past."""
    if turn.meaning.intent not in INTENTS:
        return 5.0  # the scenario's own: it has been waiting for this
    filling_in = turn.pending is not None and turn.pending.kind == "ask" and turn.meaning.intent in BESIDE_THE_POINT
    return 3.0 if turn.meaning.intent in ANSWERED and not filling_in else 0.6


def _as_spoken(play: Play, spoken: Spoken) -> Play:
    """``play`` without its wrong reading when the line drawn does not use it: then nothing was misheard."""
    if play.trick in ALWAYS or any(spoken.quotes(play.values.get(slot, "")) for slot in ("heard", "quote")):
        return play
    return replace(play, heard="", writes=())


def _pools(play: Play, turn: Turn) -> list[str]:
    if play.trick.startswith("on."):
        return [play.trick]
    name = f"trick.{play.trick}"
    field = play.values.get("field")
    return [*([f"{name}.{field}"] if field else []), f"{name}.{turn.meaning.intent}", name]
