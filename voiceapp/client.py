"""A caller in Python: for authors of voice bots who practise on ``voiceapp serve``.

    from voiceapp.client import Caller

    with Caller("ws://127.0.0.1:8010", scenario="container", seed=3) as caller:
        print(caller.wait_for_turn())
        caller.play("hello.wav")
        print(caller.wait_for_turn())
        caller.press("0")

What the company says comes as text, too; ``audio`` holds its sound. Nothing here needs a speech model.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import urlencode

import numpy as np
import numpy.typing as npt
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.sync.client import connect

RATE = 16000
"""Samples a second, both ways."""

_FRAME = 0.02

Samples = npt.NDArray[np.int16]


class CallFailed(Exception):
    """The call could not be had, or was over before what was waited for."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One line of the transcript; ``role`` is ``agent`` or ``user``, ``t`` seconds since the call was made."""

    role: Literal["agent", "user"]
    text: str
    t: float


class Caller:
    """One call. ``query`` is what ``voiceapp serve`` takes: ``scenario``, ``seed``, ``language``, ``from_``, ``token``.

    To be used by one thread, in a ``with`` statement. Raises ``CallFailed`` when there is no call to be had: nobody
    listens, the query or token is refused, or all lines are busy.
    """

    def __init__(self, address: str, *, timeout: float = 10.0, **query: str | int) -> None:
        self._closing = ExitStack()
        asked = {name.rstrip("_"): value for name, value in query.items()}
        try:
            self._socket = self._closing.enter_context(
                connect(f"{address}/?{urlencode(asked)}", open_timeout=timeout, max_size=None, compression=None)
            )
        except InvalidStatus as refused:
            why = refused.response.body or b"no reason given"
            raise CallFailed(f"the call was refused: {why.decode('utf-8', 'replace').strip()}") from None
        except (OSError, TimeoutError, InvalidHandshake) as fault:
            raise CallFailed(f"nobody takes calls at {address}: {fault}") from None
        self.transcript: list[Said] = []
        """All that was said, by both."""
        self.events: list[Mapping[str, Any]] = []
        """All other messages; with ``events=1`` the journal as it is written."""
        self.turn: str | None = None
        """What the caller is to do now: ``speech``, ``ring_back`` or ``answer``; ``None`` while the company is busy."""
        self._begun = time.monotonic()
        self._audio: list[bytes] = []
        self._over = False
        self._busy = False
        self._changed = threading.Condition()
        self._listener = threading.Thread(target=self._listen, name="voiceapp-caller", daemon=True)
        self._listener.start()

    @property
    def audio(self) -> Samples:
        """The company's sound so far, int16 of shape (n,), at ``RATE``."""
        with self._changed:
            return np.frombuffer(b"".join(self._audio), "<i2").astype(np.int16)

    @property
    def over(self) -> bool:
        """Whether the call has ended."""
        return self._over

    def play(self, sound: str | Path | Samples) -> None:
        """Say what is in an audio file, or in samples of shape (n,) at ``RATE``. Takes as long as the sound does."""
        if isinstance(sound, str | Path):
            from voiceapp.audio.files import read_audio

            sound = np.concatenate(list(read_audio(sound)))
        self.turn = None
        size = round(RATE * _FRAME)
        due = time.monotonic()
        for start in range(0, len(sound), size):
            self._send(sound[start : start + size].astype("<i2").tobytes())
            due += _FRAME
            time.sleep(max(0.0, due - time.monotonic()))

    def press(self, key: str) -> None:
        """Press one of the keys 0-9, * and #."""
        if self.turn == "speech":
            self.turn = None  # it answers the company as words do
        self._send(json.dumps({"type": "dtmf", "key": key}))

    def wait_for_turn(self, timeout: float = 60.0) -> str:
        """Wait until the company has finished and waits for the caller. Returns what it said meanwhile.

        Raises ``CallFailed`` when the call ends before, and ``TimeoutError``.
        """
        before = len(self.transcript)
        self._wait(lambda: self.turn == "speech", timeout)
        return " ".join(said.text for said in self.transcript[before:] if said.role == "agent")

    def wait_for(self, words: str, timeout: float = 60.0) -> Said:
        """Wait until the company says something with ``words`` in it, in any case. Raises as ``wait_for_turn``."""

        def said() -> Said | None:
            lines = (line for line in self.transcript if line.role == "agent")
            return next((line for line in lines if words.casefold() in line.text.casefold()), None)

        self._wait(lambda: said() is not None, timeout)
        found = said()
        assert found
        return found

    def wait_for_end(self, timeout: float = 3600.0) -> None:
        """Wait until the call is over. Raises ``TimeoutError``."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._over, timeout):
                raise TimeoutError(f"the call was not over after {timeout:.0f} seconds")

    def hang_up(self) -> None:
        """End the call."""
        if not self._over:
            self._send(json.dumps({"type": "hangup"}))
        self._closing.close()
        self._listener.join(5)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(CallFailed):
            self.hang_up()

    def _send(self, message: str | bytes) -> None:
        try:
            self._socket.send(message)
        except ConnectionClosed:
            raise CallFailed(self._why()) from None

    def _wait(self, true: Callable[[], bool], timeout: float) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: true() or self._over, timeout):
                raise TimeoutError(f"nothing of the kind within {timeout:.0f} seconds")
            if not true():
                raise CallFailed(self._why())

    def _why(self) -> str:
        return "all lines are busy" if self._busy else "the call is over"

    def _listen(self) -> None:
        try:
            for message in self._socket:
                with self._changed:
                    if isinstance(message, bytes):
                        self._audio.append(message)
                    else:
                        self._take(json.loads(message))
                    self._changed.notify_all()
        except ConnectionClosed:
            pass
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def _take(self, message: Mapping[str, Any]) -> None:
        match message["type"]:
            case "transcript" if message["final"]:
                t = time.monotonic() - self._begun
                self.transcript.append(Said(role=message["role"], text=message["text"], t=t))
            case "transcript" if message["role"] == "agent":
                self.turn = None
            case "transcript":
                pass
            case "turn":
                self.turn = message["what"]
            case "busy":
                self._busy = True
            case _:
                self.events.append(message)
