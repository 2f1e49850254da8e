"""The recorded voice: options to choose from, and numbers to key in."""

from __future__ import annotations

from typing import Any

from voiceapp.dialogue import scenario
from voiceapp.dialogue.acts.base import ActInPlay
from voiceapp.dialogue.session import Session
from voiceapp.dialogue.tricks import slipped
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance

MENU_SILENCE = 3.5
"""Seconds a menu waits for a key."""

BETWEEN_DIGITS = 2.5
"""Seconds without a further digit after which a number is taken as it is."""


class MenuInPlay(ActInPlay):
    """Options, chosen by key or word."""

    can_be_interrupted = True

    def __init__(self, act: scenario.Menu, name: str) -> None:
        self._act = act
        self._name = name
        self._tries = 0
        self._chosen: scenario.Go | None = None

    def begin(self, call: Session) -> None:
        call.agent = self._act.voice
        call.floor.record("menu", menu=self._name, options=len(self._act.options))
        said = [call.say(self._act.voice, [pool]) for pool in self._act.open]
        if not any(said):
            call.go(self._act.go)

    def quiet(self, call: Session) -> None:
        if self._chosen is not None:
            call.go(self._chosen)
        else:
            call.wait(MENU_SILENCE)

    def key_pressed(self, call: Session, key: str) -> None:
        if self._chosen is None:
            call.floor.stop()
            option = next((option for option in self._act.options if key in option.keys), None)
            self._take(call, option, [f"key.{key}", self._act.unclear], key=key)

    def caller_said(self, call: Session, utterance: Utterance, meaning: Meaning) -> None:
        if self._chosen is not None:
            call.go(self._chosen)
            return
        if not utterance.text:
            call.wait(MENU_SILENCE)
            return
        option = self._option(utterance, meaning)
        heard = None if option else next(iter(call.mishear(utterance, self._act.voice)), None)
        if heard is None:
            self._take(call, option, [self._act.unclear])
            return
        call.used(heard.text)
        spoken = self._take(
            call, None, [self._act.unclear], heard=heard.quotable, said=heard.replaced, quote=heard.text
        )
        if spoken:
            call.file_reading(heard, utterance.text, meaning, self._act.voice)

    def understands(self, utterance: Utterance, meaning: Meaning) -> bool:
        return self._chosen is None and self._option(utterance, meaning) is not None

    def _option(self, utterance: Utterance, meaning: Meaning) -> scenario.Option | None:
        words = set(utterance.text.casefold().split())
        numbers = set(meaning.slots.get("number", ()))
        for option in self._act.options:
            if words & set(option.words) or meaning.intent in option.intents or numbers & set(option.keys):
                return option
        return None

    def _take(self, call: Session, option: scenario.Option | None, pools: list[str], **more: Any) -> bool:
        call.floor.cancel("silence")
        if option is not None:
            self._chosen = option.go
            if not (option.say and call.say(self._act.voice, [option.say], **more)):
                call.go(option.go)
            return True
        self._tries += 1
        spoken = call.say(self._act.voice, pools, **more)
        self._again_or_on(call)
        return spoken

    def _again_or_on(self, call: Session) -> None:
        if self._tries >= self._act.tries:
            self._chosen = self._act.go
            if call.floor.speaking is None:
                call.go(self._chosen)
        elif call.floor.speaking is None:
            call.wait(MENU_SILENCE)

    def timer(self, call: Session, timer: str) -> None:
        self._tries += 1
        call.say(self._act.voice, [self._act.silent])
        self._again_or_on(call)


class NumberInPlay(ActInPlay):
    """A number to key in or say, longer than there is room for, and read back wrong."""

    can_be_interrupted = True

    def __init__(self, act: scenario.Number) -> None:
        self._act = act
        self._digits = ""
        self._tries = 0
        self._done = False

    def begin(self, call: Session) -> None:
        call.agent = self._act.voice
        for pool in self._act.open:
            call.say(self._act.voice, [pool])
        if call.floor.speaking is None:
            call.go(self._act.go)

    def quiet(self, call: Session) -> None:
        if self._done:
            call.go(self._act.go)
        elif not self._digits:
            call.wait(MENU_SILENCE)

    def key_pressed(self, call: Session, key: str) -> None:
        if self._done:
            return
        call.floor.stop()
        call.floor.cancel("silence")
        if key.isdigit():
            self._digits += key
        if not key.isdigit() or len(self._digits) > self._act.holds:
            self._read_back(call)
        else:
            call.floor.timer("digits", call.t + BETWEEN_DIGITS)

    def caller_said(self, call: Session, utterance: Utterance, meaning: Meaning) -> None:
        if self._done:
            call.go(self._act.go)
            return
        call.floor.cancel("silence")
        spoken = "".join(meaning.slots.get("number", ()))
        if spoken:
            self._digits += spoken
            self._read_back(call)
        elif utterance.text:
            self._nothing(call, self._act.unclear)
        else:
            call.wait(MENU_SILENCE)

    def understands(self, utterance: Utterance, meaning: Meaning) -> bool:
        return bool(meaning.slots.get("number"))

    def timer(self, call: Session, timer: str) -> None:
        if timer == "digits":
            self._read_back(call)
        else:
            self._nothing(call, self._act.silent)

    def _read_back(self, call: Session) -> None:
        call.floor.cancel("digits")
        fits = self._digits[: self._act.holds]
        recorded = slipped(fits, call.rng) if fits else ""
        pool = self._act.overflow if len(self._digits) > self._act.holds else self._act.read_back
        if recorded:
            call.say(self._act.voice, [pool, self._act.read_back], heard=recorded, said=self._digits)
            call.write("number", self._digits, recorded, self._act.voice)
        self._leave(call)

    def _nothing(self, call: Session, pool: str) -> None:
        self._tries += 1
        call.say(self._act.voice, [pool])
        if self._tries >= self._act.tries:
            self._leave(call)
        elif call.floor.speaking is None:
            call.wait(MENU_SILENCE)

    def _leave(self, call: Session) -> None:
        self._done = True
        if call.floor.speaking is None:
            call.go(self._act.go)
