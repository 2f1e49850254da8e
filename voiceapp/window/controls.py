"""What the two buttons of the telephone do now, and what its display says. No Qt here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from voiceapp.call_view import CallView, Phase


class Green(StrEnum):
    """What the green button does."""

    CALL = "call"
    RING_BACK = "ring_back"
    ANSWER = "answer"
    NOTHING = "nothing"


class Red(StrEnum):
    """What the red button does."""

    HANG_UP = "hang_up"
    LEAVE = "leave"
    """Having hung up, or before anybody has answered: give the call up for good."""
    NOTHING = "nothing"


class State(StrEnum):
    """What the display says: a phase of the call, or that it is being put through."""

    IDLE = "idle"
    CONNECTING = "connecting"
    RINGING = "ringing"
    MENU = "menu"
    HOLD = "hold"
    AGENT = "agent"
    DEAD = "dead"
    HUNG_UP = "hung_up"
    AWAY = "away"
    CALLED = "called"
    SURVEY = "survey"
    GESTURE = "gesture"
    OVER = "over"
    REPLAY_OVER = "replay_over"


@dataclass(frozen=True, kw_only=True)
class Controls:
    """``speak`` and ``keys``: whether one can type words, which may be in vain, and press keys."""

    green: Green
    red: Red
    state: State
    speak: bool = False
    keys: bool = False


LOBBY = Controls(green=Green.CALL, red=Red.NOTHING, state=State.IDLE)
CONNECTING = Controls(green=Green.NOTHING, red=Red.LEAVE, state=State.CONNECTING, speak=True)

_GREEN = {Phase.DEAD: Green.RING_BACK, Phase.HUNG_UP: Green.RING_BACK, Phase.CALLED: Green.ANSWER}
_AWAY = frozenset({Phase.HUNG_UP, Phase.AWAY, Phase.CALLED, Phase.DEAD})


def controls(view: CallView, *, live: bool) -> Controls:
    """The controls in a call; in one that is played again they show and do nothing."""
    if view.phase is Phase.IDLE:
        return CONNECTING if live else LOBBY
    if view.phase is Phase.OVER:
        return Controls(green=Green.CALL, red=Red.NOTHING, state=State.OVER if live else State.REPLAY_OVER)
    state = State(view.phase.value)
    if not live:
        return Controls(green=Green.NOTHING, red=Red.NOTHING, state=state)
    return Controls(
        green=_GREEN.get(view.phase, Green.NOTHING),
        red=Red.LEAVE if view.phase in _AWAY else Red.HANG_UP,
        state=state,
        speak=True,
        keys=view.phase not in _AWAY,
    )


QUIETEST, LOUDEST = -42.0, -14.0
"""dB below full scale between which a mouth opens: the line's own noise lies below, a vowel at the top."""


def mouth(level: float) -> float:
    """How far a mouth is open at a level in dB below full scale, 0..1."""
    if not math.isfinite(level):
        return 0.0
    return min(1.0, max(0.0, (level - QUIETEST) / (LOUDEST - QUIETEST)))
