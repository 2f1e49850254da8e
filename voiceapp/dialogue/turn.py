"""One turn of the caller as an agent takes it: what was meant, how it can be misheard, and what it answers to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal

from voiceapp.dialogue.case_file import CaseFile
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.scenario import Member
from voiceapp.dialogue.tongues import TONGUES, Tongue
from voiceapp.dialogue.understanding.meaning import Meaning

QUESTIONS = frozenset("ask_human ask_supervisor ask_repeat ask_who ask_why ask_when ask_price ask_status".split())


@dataclass(frozen=True, kw_only=True)
class Pending:
    """What the agent asked last: the ``field`` an answer goes into, or what a yes or no would confirm."""

    kind: Literal["ask", "confirm", "same", "offer"]
    field: str
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What an agent has before them when the caller has spoken."""

    t: float
    text: str
    meaning: Meaning
    candidates: Sequence[Candidate]
    member: Member
    case: CaseFile
    earlier: Sequence[Meaning]
    pending: Pending | None
    talked_over: bool
    rng: Random
    language: str = "en"

    @property
    def tongue(self) -> Tongue:
        """The words of the language that is spoken."""
        return TONGUES[self.language]


@dataclass(frozen=True, kw_only=True)
class Play:
    """A trick worked out for a turn: the slots its line may use, and what it does to the case file.

    ``writes`` holds (field, said, recorded); ``expects`` is what the agent will take the next answer for.
    """

    trick: str
    values: Mapping[str, Any] = field(default_factory=dict)
    heard: str = ""
    writes: Sequence[tuple[str, str, str]] = ()
    expects: Pending | None = None
    relevance: float = 1.0
    why: str = ""
