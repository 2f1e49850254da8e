"""When has the caller finished? The one place where that is decided; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

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


def looks_finished(text: str) -> bool:
    """Whether the words could end here: the last is no article, preposition, conjunction, auxiliary or filler."""
    words = text.split()
    if not words or text in _WHOLE:
        return bool(words)
    return words[-1] not in _OPEN_ENDS


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What is known of a turn at one moment. All times in seconds.

    ``length`` runs from the first voice to now, ``silence`` from the last voice to now, ``unchanged`` since the
    partial text was last seen to change (or since the beginning).
    """

    length: float
    silence: float
    text: str
    unchanged: float


@dataclass(frozen=True, kw_only=True)
class EndOfTurn:
    """The rule. Called at every frame of a turn; all settings in seconds.

    A finished-looking text that no longer changes ends after ``quick`` silence, another after ``patient``, a
    text that still changes after ``bound``. A voice without any word (a cough, a noise) ends after
    ``wordless``. A turn longer than ``long`` ends at a ``dip``; one of ``longest``, or one whose voice goes on
    while no new word comes for ``stuck``, ends at once.
    """

    finished: Callable[[str], bool] = field(default=looks_finished)
    quick: float = 0.24
    steady: float = 0.10
    patient: float = 0.70
    bound: float = 1.20
    wordless: float = 0.50
    long: float = 20.0
    dip: float = 0.10
    longest: float = 30.0
    stuck: float = 2.5

    def over(self, turn: Turn) -> bool:
        """Whether the turn ends now."""
        if turn.length >= self.longest or turn.unchanged >= self.stuck or turn.silence >= self.bound:
            return True
        if turn.length >= self.long and turn.silence >= self.dip:
            return True
        if not turn.text:
            return turn.silence >= self.wordless
        if turn.silence < self.quick or turn.unchanged < self.steady:
            return False
        return turn.silence >= self.patient or self.finished(turn.text)
