"""Plays a past call: reads it on a thread, and does what the bar under it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from voiceapp.call_view import CallView
from voiceapp.window.jobs import Jobs
from voiceapp.window.replay_bar import ReplayBar
from voiceapp.window.settings import Settings

if TYPE_CHECKING:
    from voiceapp.window.replay import Replay
    from voiceapp.window.sound import Playback


class Past(QObject):
    """``began`` when the call has been read, with an empty view of it; ``moved`` when all of it is to be shown anew."""

    began = Signal(object)
    moved = Signal(object)
    left = Signal()

    def __init__(self, bar: ReplayBar, settings: Settings, jobs: Jobs) -> None:
        super().__init__(bar)
        self.replay: Replay | None = None
        self._bar, self._settings, self._jobs = bar, settings, jobs
        self._sound: Playback | None = None
        self._empty = CallView()
        bar.paused.connect(self._pause)
        bar.speed_chosen.connect(self._set_speed)
        bar.moved_to.connect(self.go_to)
        bar.left.connect(self.left)
        bar.hide()

    def begin(self, folder: Path, speed: float) -> None:
        """Read the call in ``folder``, and play it."""
        loudspeaker = self._settings.loudspeaker
        self._jobs.do(lambda job: _read(folder, speed, loudspeaker), self._read)

    def _read(self, read: tuple[Replay, CallView, Playback]) -> None:
        self.stop()
        self.replay, self._empty, self._sound = read
        self._bar.begin(self.replay.duration, self.replay.speed)
        self._bar.show()
        self.replay.go_on()
        self.began.emit(self._empty.fresh())

    def show_time(self) -> None:
        """Let the bar show how far it is."""
        if self.replay:
            self._bar.show_time(self.replay.t)

    def go_to(self, t: float) -> None:
        """Stand at ``t`` seconds."""
        if self.replay:
            self.replay.go_to(t)
            self.moved.emit(self._empty.fresh())

    def stop(self) -> None:
        """Put it away."""
        if self.replay:
            self.replay.pause()
            self.replay = None
        if self._sound:
            self._sound.close()
            self._sound = None
        self._bar.hide()

    def _pause(self, paused: bool) -> None:
        if self.replay is None:
            return
        if paused:
            self.replay.pause()
            return
        if self.replay.over:
            self.go_to(0.0)
        self.replay.go_on()

    def _set_speed(self, speed: float) -> None:
        if self.replay:
            self.replay.speed = speed


def _read(folder: Path, speed: float, loudspeaker: str) -> tuple[Replay, CallView, Playback]:
    from voiceapp.call_folder import CallFolder
    from voiceapp.window.replay import Replay, view_of
    from voiceapp.window.sound import Playback

    playback = Playback(CallFolder(folder).recording, loudspeaker)
    try:
        replay = Replay(folder, speed=speed, sound=playback, paused=True)
        return replay, view_of(replay.scenario), playback
    except BaseException:
        playback.close()
        raise
