"""Who has the floor: what the company is saying, what waits behind it, and which timers run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from voiceapp.dialogue.actions import (
    Action,
    Await,
    CancelTimer,
    EndCall,
    PauseSpeaking,
    PlaySound,
    Record,
    ResumeSpeaking,
    Say,
    SetTimer,
    StopSound,
    StopSpeaking,
)
from voiceapp.dialogue.scenario import ORDINARY, PhoneLine


class Floor:
    """Collects the actions of one step and keeps track of the speeches that have not been finished yet."""

    def __init__(self) -> None:
        self._actions: list[Action] = []
        self._waiting: list[Say] = []  # not yet finished, oldest first: the first one sounds
        self._speeches = 0
        self._sounds: set[str] = set()
        self._background = ""
        self._timers: set[str] = set()
        self.paused = False
        self.t = 0.0
        """Now, in seconds of call time."""
        self._begins = 0.0  # when the first of those waiting begins to sound
        self._paused_at = 0.0

    def take(self) -> tuple[Action, ...]:
        """The actions since the last call of this method, in order."""
        actions, self._actions = tuple(self._actions), []
        return actions

    @property
    def speaking(self) -> Say | None:
        """The speech that sounds now, or is next to sound."""
        return self._waiting[0] if self._waiting else None

    @property
    def waiting(self) -> tuple[Say, ...]:
        """All that is not over yet, in order: the first one sounds."""
        return tuple(self._waiting)

    @property
    def sounding_for(self) -> float:
        """Seconds of ``speaking`` that have been heard; negative in the gap before it."""
        return (self._paused_at if self.paused else self.t) - self._begins

    @property
    def latest(self) -> Say | None:
        """The speech that was asked for last and is not over yet."""
        return self._waiting[-1] if self._waiting else None

    def say(
        self,
        text: str,
        *,
        agent: str,
        voice: str,
        captions: Mapping[str, str] | None = None,
        trick: str = "",
        heard: str = "",
        gap: float = 0.0,
        sound: str = "",
        room: float = 0.0,
        line: PhoneLine = ORDINARY,
        until: float = 1.0,
        broken_off: str = "",
    ) -> None:
        """Say ``text`` after all that was said before."""
        self._speeches += 1
        say = Say(
            speech=self._speeches,
            agent=agent,
            voice=voice,
            text=text,
            captions=captions or {},
            trick=trick,
            heard=heard,
            gap=gap,
            sound=sound,
            room=room,
            line=line,
            until=until,
            broken_off=broken_off,
        )
        self._take_up(say)

    def again(self, speeches: Iterable[Say]) -> None:
        """Say once more, from the start, what was begun."""
        for speech in speeches:
            self._speeches += 1
            self._take_up(replace(speech, speech=self._speeches))

    def _take_up(self, say: Say) -> None:
        if not self._waiting:
            self._begins = self.t + say.gap
        self._waiting.append(say)
        self._actions.append(say)

    def finished(self, speech: int) -> bool:
        """Note that a speech is over. Returns whether that was news and nothing is left to be spoken."""
        if all(say.speech != speech for say in self._waiting):
            return False
        self._waiting = [say for say in self._waiting if say.speech != speech]
        if self._waiting:
            self._begins = self.t + self._waiting[0].gap
        else:
            self.paused = False
        return not self._waiting

    def stop(self) -> None:
        """Fall silent and forget what was still to be said."""
        if self._waiting:
            self._waiting.clear()
            self.paused = False
            self._actions.append(StopSpeaking())

    def pause(self) -> None:
        """Hold the sentence that sounds now."""
        if self._waiting and not self.paused:
            self.paused = True
            self._paused_at = self.t
            self._actions.append(PauseSpeaking())

    def resume(self) -> None:
        """Go on with the sentence that was held."""
        if self.paused:
            self.paused = False
            self._begins += self.t - self._paused_at
            self._actions.append(ResumeSpeaking())

    def play(self, sound: str, *, loop: bool = False, line: PhoneLine = ORDINARY) -> None:
        """Start a sound."""
        if loop:
            self._sounds.add(sound)
        self._actions.append(PlaySound(sound=sound, loop=loop, line=line))

    def stop_sound(self, sound: str) -> None:
        """Stop a looping sound if it plays."""
        if sound in self._sounds:
            self._sounds.discard(sound)
            self._actions.append(StopSound(sound=sound))

    def background(self, sound: str, line: PhoneLine = ORDINARY) -> None:
        """Let the room of whoever speaks be heard, from act to act, until it is another one; empty for none."""
        if sound == self._background:
            return
        if self._background:
            self._actions.append(StopSound(sound=self._background))
        if sound:
            self._actions.append(PlaySound(sound=sound, loop=True, line=line))
        self._background = sound

    @property
    def timers(self) -> frozenset[str]:
        """Names of the timers that run."""
        return frozenset(self._timers)

    def timer(self, timer: str, at: float) -> None:
        """Ask to be woken at ``at`` seconds of call time."""
        self._timers.add(timer)
        self._actions.append(SetTimer(timer=timer, at=at))

    def fired(self, timer: str) -> bool:
        """Note that a timer ran out. Returns whether it was one that still counted."""
        known = timer in self._timers
        self._timers.discard(timer)
        return known

    def cancel(self, timer: str) -> None:
        """Forget a timer."""
        if timer in self._timers:
            self._timers.discard(timer)
            self._actions.append(CancelTimer(timer=timer))

    def wait_for_caller(self, what: Await) -> None:
        """Say that it is the caller's turn."""
        self._actions.append(what)

    def record(self, kind: str, **fields: object) -> None:
        """Put a line into the journal."""
        self._actions.append(Record(kind=kind, fields=fields))

    def clear(self) -> None:
        """Stop all speech, sounds and timers: the act is over."""
        self.stop()
        for sound in sorted(self._sounds):
            self.stop_sound(sound)
        for timer in sorted(self._timers):
            self.cancel(timer)

    def end(self, action: EndCall) -> None:
        """Say that the call is over."""
        self._actions.append(action)
