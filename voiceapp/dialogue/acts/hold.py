"""Music, and what is said over it. How the music misbehaves is up to the stage."""

from __future__ import annotations

from voiceapp.dialogue import scenario
from voiceapp.dialogue.acts.base import ActInPlay
from voiceapp.dialogue.session import Session

CROSSFADE = 0.4
"""Seconds in which the music makes way for an announcement, in the middle of its phrase."""


class HoldInPlay(ActInPlay):
    """Hold music with announcements, advertisements and agents who almost pick up."""

    def __init__(self, act: scenario.Hold) -> None:
        self._act = act
        self._since = 0.0
        self._interrupted_music = False

    def begin(self, call: Session) -> None:
        self._since = call.t
        call.agent = self._act.voice
        call.floor.record("hold.started", music=self._act.music)
        self._play(call, self._act.music)
        seconds = call.rng.uniform(*self._act.seconds)
        call.floor.timer("hold.over", call.t + seconds)
        for i in range(len(self._act.announce)):
            call.floor.timer(f"announce.{i}", call.t + seconds * (i + 1) / (len(self._act.announce) + 1))

    def timer(self, call: Session, timer: str) -> None:
        if timer.startswith("announce."):
            self._announce(call, int(timer.removeprefix("announce.")))
        elif call.floor.speaking:
            call.floor.timer("hold.over", call.t + 1.0)
        else:
            call.floor.record("hold.ended", duration=round(call.t - self._since, 2))
            call.go(self._act.go)

    def _announce(self, call: Session, i: int) -> None:
        item = self._act.announce[i]
        if isinstance(item, str):
            call.queue.announced()
            call.say(self._act.voice, [item], gap=CROSSFADE)
        elif call.say(item.voice, [item.say]):
            # Somebody seems to pick up: the music has to stop for it to be believed.
            call.floor.stop_sound(self._act.music)
            self._play(call, "click")
            self._interrupted_music = True

    def quiet(self, call: Session) -> None:
        if self._interrupted_music:
            self._interrupted_music = False
            self._play(call, "click")
            self._play(call, self._act.music)

    def _play(self, call: Session, sound: str) -> None:
        call.floor.play(sound, loop=sound == self._act.music, line=call.line_of(self._act.voice))
