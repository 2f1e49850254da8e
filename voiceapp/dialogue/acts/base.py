"""What every act in play can be told, and what it does when it is not interested: nothing."""

from __future__ import annotations

from voiceapp.dialogue.session import Session
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance

SILENCE = 5.0
"""Seconds somebody waits for a word before saying something."""


class ActInPlay:
    """What happens in an act. Everything that is not overridden leaves the call as it is."""

    can_be_interrupted = False

    @property
    def can_start_over(self) -> bool:
        """Whether somebody whose way it is says all from the start again when the caller comes in between."""
        return self.can_be_interrupted

    def understands(self, utterance: Utterance, meaning: Meaning) -> bool:
        """Whether the caller said just what this act wants to know, so that nobody starts over."""
        return False

    def begin(self, call: Session) -> None:
        """The act begins; nothing of the one before sounds any more."""

    def caller_said(self, call: Session, utterance: Utterance, meaning: Meaning) -> None:
        """The caller's turn is over, and nobody on the company's side speaks."""

    def talked_over(self, call: Session, utterance: Utterance, meaning: Meaning) -> None:
        """The caller spoke while somebody who talks on was speaking."""

    def key_pressed(self, call: Session, key: str) -> None:
        """A key was pressed."""

    def quiet(self, call: Session) -> None:
        """All that was to be said has been spoken."""

    def timer(self, call: Session, timer: str) -> None:
        """A timer that this act set has run out."""

    def rang_back(self, call: Session) -> None:
        """The caller dialled again."""

    def answered(self, call: Session) -> None:
        """The caller picked up the phone that the company made ring."""

    def input_ended(self, call: Session) -> None:
        """The caller's side is used up: whoever waits for a word need not wait long."""
        if call.floor.speaking is None and call.floor.timers <= {"silence"}:
            call.floor.timer("silence", call.t + 1.0)
