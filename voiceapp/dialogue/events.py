"""What can happen to a call. Every event carries ``t``, seconds from the start of the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from voiceapp.dialogue.utterance import Utterance

KeySource = Literal["window", "audio", "text"]
KEYS = "0123456789*#"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened at ``t`` seconds into the call."""

    t: float


@dataclass(frozen=True, kw_only=True)
class CallPlaced(Event):
    """The caller has dialled; the company's side begins to ring."""


@dataclass(frozen=True, kw_only=True)
class CallerStarted(Event):
    """Voice began on the caller's side. Nothing is known of the words yet."""


@dataclass(frozen=True, kw_only=True)
class CallerWords(Event):
    """What has been recognised so far of the turn that the caller is speaking; told whenever it has changed."""

    text: str


@dataclass(frozen=True, kw_only=True)
class HeardSelf(Event):
    """What began like a turn of the caller was the company's own voice, come back from the loudspeaker."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, kw_only=True)
class CallerSaid(Event):
    """The caller's turn is over. ``start`` and ``end`` bound the voice, in seconds from the start of the call."""

    start: float
    end: float
    utterance: Utterance


@dataclass(frozen=True, kw_only=True)
class KeyPressed(Event):
    """One of ``KEYS``, clicked, typed, or heard as a tone."""

    key: str
    source: KeySource


@dataclass(frozen=True, kw_only=True)
class SpeechFinished(Event):
    """A ``Say`` action has been spoken to its end, or was dropped (``interrupted``) after it had begun or not."""

    speech: int
    interrupted: bool = False


@dataclass(frozen=True, kw_only=True)
class TimerFired(Event):
    """A timer that the call set has run out."""

    timer: str


@dataclass(frozen=True, kw_only=True)
class CallerRangBack(Event):
    """After a cut the caller dialled again."""


@dataclass(frozen=True, kw_only=True)
class CallerAnswered(Event):
    """The company made the caller's own telephone ring, and the caller picked up."""


@dataclass(frozen=True, kw_only=True)
class CallerHungUp(Event):
    """The caller put the receiver down."""


@dataclass(frozen=True, kw_only=True)
class InputEnded(Event):
    """Nothing more will come from the caller: the audio file or the typed lines are used up."""


@dataclass(frozen=True, kw_only=True)
class LinesClose(Event):
    """The company stops taking calls: this one goes to its last words."""


@dataclass(frozen=True, kw_only=True)
class TimeUp(Event):
    """The last bound on the length of a call has been reached."""
