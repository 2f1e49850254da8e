"""When has the caller finished? The one place where that is decided; pure."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from voiceapp.recognition.prosody import Cadence

_OPEN_ENDS = frozenset(
    """
    a an the this that's my your his her its our their some any every each no
    and or but nor so because since although though unless until while whereas if whether when where who which than
    of to at in from with without by for about into onto over under between through during against toward towards
    near across behind beside besides per via as like
    i we he she they i'm we're he's she's they're you're i'd i'll i've we'll we've it's there's what's
    is are was were am be been being has had having do does did can could will would shall should may might must
    can't won't don't didn't doesn't couldn't wouldn't shouldn't isn't aren't wasn't
    very really quite just also not only even please mister missus miss
    uh um er erm ah hmm well
    """.split()
)
"""Last words after which more is sure to come, or likely."""

_WHOLE = frozenset(
    "that's it|i do|i am|i did|i can|i will|i would|it is|it was|there is|yes please|well|please".split("|")
)
"""Whole turns that end like an unfinished one."""


def looks_finished(text: str) -> float:
    """Log-odds that the words end here, by the last word alone: for want of something better."""
    words = text.split()
    if not words:
        return 0.0
    return -5.0 if words[-1] in _OPEN_ENDS and text not in _WHOLE else 0.0


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What is known of a turn at one moment. All times in seconds.

    ``length`` runs from the first voice to now, ``silence`` from the last voice to now, ``unchanged`` since the
    text was last seen to change (or since the beginning). ``patience`` is for how much silence the caller is waited
    for; unknown (infinite) while they speak.
    """

    length: float
    silence: float
    text: str
    unchanged: float
    patience: float = math.inf


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Of the log-odds that a caller who has fallen silent is done: see ``Cadence``, and the log-odds of the words.

    Fitted by ``tests/benchmarks/turn_gap/fit.py`` on 106 recorded prompts, 12 readings and 58 synthesised lines, and
    on the same with pauses put into them.
    """

    always: float = -2.4
    pitch: float = -0.21
    above_low: float = -0.3
    slope: float = 0.01
    level: float = -0.15
    words: float = 0.5


@dataclass(frozen=True, kw_only=True)
class EndOfTurn:
    """The rule. All settings in seconds, but for the two log-odds.

    How long a caller who has fallen silent is waited for depends on how likely they are to be done: ``quick`` if
    the log-odds are ``sure`` or more, ``usual`` if they are ``unsure``, in between in proportion; ``patient`` if
    less. Nobody is waited for longer than ``bound``. A voice without any word (a cough, a noise) ends after
    ``wordless``. A turn longer than ``long`` ends at a ``dip``; one of ``longest``, or one whose voice goes on while
    no new word comes for ``stuck``, ends at once.
    """

    finishing: Callable[[str], float] = field(default=looks_finished)
    weights: Weights = field(default=Weights())
    quick: float = 0.20
    usual: float = 0.36
    patient: float = 0.70
    sure: float = 1.2
    unsure: float = -1.0
    bound: float = 1.20
    wordless: float = 0.50
    long: float = 20.0
    dip: float = 0.10
    longest: float = 30.0
    stuck: float = 2.5

    def patience(self, text: str, cadence: Cadence) -> float:
        """Seconds of silence after which the turn is over, if it sounds like that and these are its words."""
        if not text:
            return self.wordless
        return self.patience_for(self.log_odds(text, cadence))

    def patience_for(self, odds: float) -> float:
        """Seconds of silence that a caller is given who is done with these log-odds."""
        if odds < self.unsure:
            return self.patient
        doubt = max(0.0, self.sure - odds) / (self.sure - self.unsure)
        return self.quick + doubt * (self.usual - self.quick)

    def log_odds(self, text: str, cadence: Cadence) -> float:
        """Natural log-odds that a caller who falls silent after ``text`` is done."""
        by = self.weights
        return (
            by.always
            + by.pitch * cadence.pitch
            + by.above_low * cadence.above_low
            + by.slope * cadence.slope
            + by.level * cadence.level
            + by.words * self.finishing(text)
        )

    def over(self, turn: Turn) -> bool:
        """Whether the turn ends now. Called at every frame of it."""
        if turn.length >= self.longest or turn.unchanged >= self.stuck or turn.silence >= self.bound:
            return True
        if turn.length >= self.long and turn.silence >= self.dip:
            return True
        return turn.silence >= turn.patience
