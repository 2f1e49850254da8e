"""What a call wants done. The dialogue manager returns these; the Line carries them out in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from voiceapp.dialogue.scenario import ORDINARY, PhoneLine


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing to do."""


@dataclass(frozen=True, kw_only=True)
class Say(Action):
    """Speak ``text`` with ``voice`` (a name in the cast), after all that was said before.

    ``speech`` numbers the utterances of a call from 1; a ``SpeechFinished`` with that number follows always.
    ``gap`` is silence before it in seconds. ``heard`` is the wrong reading the line was built on, ``trick`` the
    way it was got. When ``until`` is below 1, the line goes dead after that part of it; ``broken_off`` is the text that
    was heard by then. ``sound`` is heard before the words; ``room`` is how much metal is around the speaker, 0..1;
    ``line`` is the telephone line all that is heard on.
    """

    speech: int
    agent: str
    voice: str
    text: str
    gap: float = 0.0
    captions: Mapping[str, str] = field(default_factory=dict)
    trick: str = ""
    heard: str = ""
    sound: str = ""
    room: float = 0.0
    line: PhoneLine = ORDINARY
    until: float = 1.0
    broken_off: str = ""


@dataclass(frozen=True, kw_only=True)
class StopSpeaking(Action):
    """Drop the speech that sounds now and all that waits behind it (barge-in)."""


@dataclass(frozen=True, kw_only=True)
class PauseSpeaking(Action):
    """Hold the speech that sounds now; the caller has begun to speak and may only be coughing."""


@dataclass(frozen=True, kw_only=True)
class ResumeSpeaking(Action):
    """Go on where the speech was held."""


@dataclass(frozen=True, kw_only=True)
class PlaySound(Action):
    """Start a named sound under or instead of speech; it goes on until ``StopSound`` when ``loop`` is set.

    A sound that plays already begins anew. ``line`` is the telephone line it is heard on.
    """

    sound: str
    loop: bool = False
    line: PhoneLine = ORDINARY


@dataclass(frozen=True, kw_only=True)
class StopSound(Action):
    """Stop a named sound; nothing happens when it does not play."""

    sound: str


@dataclass(frozen=True, kw_only=True)
class SetTimer(Action):
    """Ask for ``TimerFired(timer)`` at ``at`` seconds of call time. A timer of the same name is replaced."""

    timer: str
    at: float


@dataclass(frozen=True, kw_only=True)
class CancelTimer(Action):
    """Forget a timer; nothing happens when there is none of that name."""

    timer: str


@dataclass(frozen=True, kw_only=True)
class Await(Action):
    """The company has finished and waits for the caller: who plays recordings turn by turn plays the next one."""

    what: Literal["speech", "ring_back", "answer"] = "speech"


@dataclass(frozen=True, kw_only=True)
class Record(Action):
    """Write a line of this kind into the journal."""

    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EndCall(Action):
    """The call is over. Nothing follows."""

    reason: str
