"""The line: the one loop of a call. A frame of the caller goes in, a frame of the company comes out."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any, Protocol

from voiceapp.audio.frames import FRAME_SECONDS, SILENCE, Samples
from voiceapp.audio.recording import Recording
from voiceapp.audio.sources import faded_out
from voiceapp.dialogue.actions import EndCall
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.events import (
    CallerSaid,
    CallerWords,
    CallPlaced,
    Event,
    HeardSelf,
    KeyPressed,
    TimeUp,
)
from voiceapp.dialogue.own_voice import OwnVoice
from voiceapp.exchange import Exchange
from voiceapp.foresight import Foresight
from voiceapp.journal import UNFINISHED, Journal
from voiceapp.keypad import Keypad, mixed
from voiceapp.stage import SoundStage
from voiceapp.typed_caller import TypedCaller


class Hearing(Protocol):
    """What hears the caller: the ear, on this thread or another, or one that knows keys only."""

    @property
    def partial(self) -> str:
        """What has been heard so far of the turn that is being spoken."""
        ...

    @property
    def likely(self) -> CallerSaid | None:
        """What will have been said if the caller, who is silent now, has finished."""
        ...

    def accept(self, frame: Samples) -> list[Event]:
        """Hear a frame of shape (FRAME_SAMPLES,). What happened in it, or in one before it, is in the result."""
        ...


class Line:
    """Joins ear, call and stage. Time is counted in frames, so nothing depends on how fast the machine is.

    Headless pumps it from files, live from the sound card. ``recording`` takes both sides of every frame.
    ``foresight`` works out the answer while the ear is not sure yet that the caller is done; ``own_voice`` knows the
    company's words when they come back from the caller's loudspeaker.
    """

    def __init__(
        self,
        *,
        ear: Hearing,
        typed: TypedCaller,
        call: Call,
        stage: SoundStage,
        journal: Journal,
        recording: Recording | None,
        max_seconds: float,
        foresight: Foresight | None = None,
        own_voice: OwnVoice | None = None,
    ) -> None:
        self._ear = ear
        self._foresight = foresight
        self._typed = typed
        self._stage = stage
        self._journal = journal
        self._recording = recording
        self._max_seconds = max_seconds
        self._frames = 0
        self._sounding = SILENCE  # what the company is heard to say while the caller's next frame arrives
        self._keypad = Keypad()
        self._heard: deque[Event] = deque()  # what waits for the call to have thought about it
        self._partial = ""  # what the call has been told of the turn that is being spoken
        self._own_voice = own_voice
        self._exchange = Exchange(call, stage, journal)
        self._exchange.post(CallPlaced(t=0.0))

    @property
    def t(self) -> float:
        """Seconds since the start of the call."""
        return round(self._frames * FRAME_SECONDS, 3)

    @property
    def ended(self) -> str | None:
        """The reason for which the call is over, or ``None`` while it lasts."""
        return self._exchange.ended

    @property
    def waits_for(self) -> str | None:
        """What the caller is to do now: see ``Await``; ``None`` while it is the company's turn."""
        return self._exchange.waits_for

    @property
    def partial(self) -> str:
        """What has been heard so far of the turn that is being spoken."""
        return self._typed.partial or self._ear.partial

    def type(self, text: str) -> None:
        """Let the caller say ``text``, which was typed; it is spoken into the recording."""
        self._typed.type(text)

    def post(self, event: Event) -> None:
        """Let the call know of something that did not come as sound: a key, a hang-up, the end of the input.

        A key sounds: on the caller's side of the recording, and in their ear.
        """
        if isinstance(event, KeyPressed) and event.source != "audio":
            self._keypad.press(event.key)
        self._exchange.post(event)

    def note(self, kind: str, fields: Mapping[str, Any]) -> None:
        """Put into the journal what happened to the sound on its way, which is no business of the call's."""
        self._journal.write(self.t, kind, fields)

    def step(self, caller: Samples) -> Samples:
        """Take the caller's 20 ms that have just been heard and give the company's that are to sound next.

        Both have the shape (FRAME_SAMPLES,). An answer thus never sounds before what it answers has been heard.
        What sounds next is the company and the keys that the caller presses.
        """
        key = self._keypad.next_frame()
        typed: list[Event] = []
        if self._typed.speaking:
            voice, typed = self._typed.next_frame(self.t)
            ears, caller = SILENCE, voice  # typed words are known: nobody needs to recognise them
        else:
            ears = caller
        if self._recording:
            self._recording.write(mixed(caller, key), self._sounding)
        self._frames += 1
        t = self.t
        for event in typed:
            self._exchange.post(event)
        for event in self._ear.accept(ears):
            if not (isinstance(event, KeyPressed) and self._keypad.echoes):
                self._heard.append(self._without_ourselves(event))
        while self._heard and (self._foresight is None or self._foresight.ready(self._heard[0])):
            event = self._heard.popleft()
            self._exchange.post(event)
            if self._foresight and isinstance(event, CallerSaid):
                self._foresight.forget()
        self._tell_words(t)
        if self._foresight and not self._heard:
            self._foresight.consider(self._ear.likely)
        self._exchange.fire_timers(t)
        self._sounding = self._stage.next_frame(t)
        for finished in self._stage.finished():
            self._exchange.post(finished)
        if t >= self._max_seconds and not self.ended:
            self._exchange.post(TimeUp(t=t))
        return mixed(self._sounding, key)

    def _without_ourselves(self, event: Event) -> Event:
        if self._own_voice and isinstance(event, CallerSaid) and self._own_voice.is_in(event):
            return HeardSelf(t=event.t, start=event.start, end=event.end, text=event.utterance.text)
        return event

    def _tell_words(self, t: float) -> None:
        if self.partial != self._partial:
            self._partial = self.partial
            if self._partial:
                self._exchange.post(CallerWords(t=t, text=self._partial))

    def close(self) -> None:
        """Note the end of the call, and what was cut short by it; what still sounds fades. Once."""
        try:
            if not self.ended:
                self._stage.perform(EndCall(reason=UNFINISHED), self.t)
            if self._recording:
                self._recording.write(SILENCE, faded_out(self._sounding))
        finally:  # who listens to the journal may have gone in the meantime; the end is on record all the same
            self._journal.write(self.t, "call.ended", {"reason": self.ended or UNFINISHED, "duration": self.t})
