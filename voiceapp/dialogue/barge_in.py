"""What becomes of what the company is saying when the caller makes a sound.

Whoever yields pauses at once, for it may be words; resumes when it was a cough, a noise, or a word that only shows
listening; and is silent when words came. Whoever ``talks_on`` does not pause. Whoever ``starts_over`` says the script
once more from the start of the sentence.
"""

from __future__ import annotations

from voiceapp.dialogue.actions import Say
from voiceapp.dialogue.acts import ActInPlay
from voiceapp.dialogue.pace import RATE, SECONDS_A_CHARACTER
from voiceapp.dialogue.session import Session
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance

ANSWER_AHEAD = 1.5
"""Seconds by which an answer may come before the end of the question."""

WORDLESS = 0.8
"""Seconds for which somebody who paused waits for a word. Of 62 recorded turns, nine in ten have one recognised 0.75
seconds after the voice was noticed, and all after 1.0. That a cough is over the ear tells 0.5 seconds after its end."""

QUICK = 0.7
"""Part of a sentence after which somebody who speaks into it is only quick to answer, and nothing starts over."""

OVER_AGAIN = 2
"""How often in one act somebody starts over; whoever interrupts once more is answered."""

_NO_WORDS = "no words"


class BargeIn:
    """Pauses, resumes and drops what is being said. One for each call."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waited = False  # for the caller, when they began
        self._ahead: tuple[float, Utterance, Meaning] | None = None
        self._again = 0

    def act_begins(self) -> None:
        """Nothing of the act before matters any more."""
        self._again, self._ahead = 0, None

    def voice(self, act: ActInPlay) -> None:
        """The caller's voice began."""
        floor = self._session.floor
        self._waited = "silence" in floor.timers
        floor.cancel("silence")
        if self._yields(act):
            floor.pause()
            floor.timer(_NO_WORDS, self._session.t + WORDLESS)

    def words(self, act: ActInPlay, text: str) -> None:
        """These words have been recognised so far."""
        if text and text.casefold() not in self._session.tongue.back_channels and self._yields(act):
            self._session.floor.cancel(_NO_WORDS)
            self._session.floor.pause()

    def timer(self, timer: str) -> bool:
        """A timer ran out. Returns whether it was one of those set here."""
        if timer == _NO_WORDS:
            self._session.floor.resume()
        return timer == _NO_WORDS

    def not_the_caller(self, act: ActInPlay) -> None:
        """Nobody has said anything: all goes on as it was before the voice."""
        floor = self._session.floor
        floor.cancel(_NO_WORDS)
        floor.resume()
        if floor.speaking is None and self._waited:
            act.quiet(self._session)

    def takes_the_floor(self, act: ActInPlay, utterance: Utterance, meaning: Meaning) -> bool:
        """The caller's turn is over. Returns whether it is to be answered now, and the company silent by then."""
        floor = self._session.floor
        floor.cancel(_NO_WORDS)
        speaking = floor.speaking
        if speaking is None:
            return True
        text = utterance.text.casefold()
        if not text or text in self._session.tongue.back_channels:
            if text in self._session.tongue.answers and speaking is floor.latest and speaking.text.endswith("?"):
                self._ahead = (self._session.t, utterance, meaning)
            floor.resume()
            return False
        if self._starts_over(act, speaking, utterance, meaning):
            return False
        if not act.can_be_interrupted:
            floor.resume()
            return False
        if self._manner(speaking) == "talks_on":
            act.talked_over(self._session, utterance, meaning)
            return False
        floor.stop()
        return True

    def answered_ahead(self, act: ActInPlay) -> tuple[Utterance, Meaning] | None:
        """All has been spoken: the answer that was given to it just before its end, if there was one."""
        ahead, self._ahead = self._ahead, None
        if ahead and act.can_be_interrupted and self._session.t - ahead[0] <= ANSWER_AHEAD:
            return ahead[1:]
        return None

    def _manner(self, speaking: Say) -> str:
        return self._session.scenario.cast[speaking.agent].barge_in

    def _yields(self, act: ActInPlay) -> bool:
        speaking = self._session.floor.speaking
        if speaking is None:
            return False
        manner = self._manner(speaking)
        return manner != "talks_on" and (act.can_be_interrupted or (manner == "starts_over" and act.can_start_over))

    def _starts_over(self, act: ActInPlay, speaking: Say, utterance: Utterance, meaning: Meaning) -> bool:
        """Begin again with all that was to be said, when it is in character. Returns whether it was."""
        session, floor = self._session, self._session.floor
        if self._manner(speaking) != "starts_over" or not act.can_start_over or self._again >= OVER_AGAIN:
            return False
        rate = session.scenario.cast[speaking.agent].voice.rate
        takes = SECONDS_A_CHARACTER * RATE / rate * len(speaking.text)
        only_quick = speaking is floor.latest and floor.sounding_for > QUICK * takes
        if floor.sounding_for <= 0 or only_quick or act.understands(utterance, meaning):
            return False
        line = session.line(speaking.agent, ["start_over"], said=utterance.text)
        if line is None:
            return False
        self._again += 1
        script = floor.waiting
        floor.stop()
        session.speak(speaking.agent, line, trick="restart")
        floor.again(script)
        session.mood.hear(meaning)
        session.earlier.append(meaning)
        return True
