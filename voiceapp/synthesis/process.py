"""One worker process as its owner sees it: started, asked, timed, checked, ended."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_SCRIPT = Path(__file__).with_name("worker.py")

Command = Sequence[str]
"""How to start a worker: program and arguments, to which the folder for its files is added."""

START_SECONDS = 10.0
"""A worker that has not said what it is by then counts as broken. It takes 0.1 s on an idle machine."""


def commands() -> tuple[Command, ...]:
    """The workers to try, best first: the eSpeak NG that comes with us, an installed one, the platform's own."""
    engines = ("bundled", "system") if sys.platform.startswith("linux") else ("bundled", "system", "platform")
    return tuple((sys.executable, "-P", str(_SCRIPT), engine) for engine in engines)


class WorkerFault(Exception):
    """The worker died, hung, or answered something else than what was asked. It should be ended."""


@dataclass(frozen=True, kw_only=True)
class BaseVoice:
    """A voice of the engine without a variant. ``language`` is a tag such as ``en-us``, or empty."""

    id: str
    name: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Engine:
    """What a worker speaks with: pyttsx3's driver, the library's version (empty if unknown), what it offers."""

    driver: str
    library: str
    pyttsx3: str
    voices: tuple[BaseVoice, ...]
    variants: tuple[str, ...]


class WorkerProcess:
    """A running worker. Not for use by several threads, except ``end``, which is safe at any time."""

    def __init__(self, command: Command) -> None:
        """Start it; returns at once. Raises WorkerFault if there is no folder to write to or no program to run."""
        self._jobs = itertools.count(1)
        self._replies: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="voiceapp-speech-"))
        except OSError as fault:
            raise WorkerFault(f"no folder for temporary files: {fault}") from fault
        self._log = self.folder / "log"
        try:
            with self._log.open("wb") as log:
                self._process = subprocess.Popen(
                    [*command, str(self.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
                )
        except OSError as fault:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise WorkerFault(f"could not start the synthesiser: {fault}") from fault
        # A thread of its own reads the pipe: no platform-independent call reads one with a time-out.
        self._reader = threading.Thread(target=self._read, name="voiceapp-speech-reader", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def engine(self, timeout: float = START_SECONDS) -> Engine:
        """Wait for what the worker says of itself; once, before anything else. Raises WorkerFault."""
        reply = self._reply(time.monotonic() + timeout)
        try:
            voices = tuple(BaseVoice(**voice) for voice in reply.pop("voices"))
            engine = Engine(**reply | {"voices": voices, "variants": tuple(reply["variants"])})
        except (KeyError, TypeError) as fault:
            raise WorkerFault(f"the synthesiser did not say what it is: {reply}") from fault
        if not voices:
            raise WorkerFault("the synthesiser has no voices")
        return engine

    def speak(
        self, *, text: str, voice: str, rate: int, pitch: int, timeout: float
    ) -> tuple[npt.NDArray[np.int16], int]:
        """The utterance as mono samples of shape (n,), and how many there are a second. Raises WorkerFault."""
        deadline = time.monotonic() + timeout
        job = next(self._jobs)
        request = {"job": job, "text": text, "voice": voice, "rate": rate, "pitch": pitch}
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
            self._process.stdin.flush()
        except (OSError, ValueError) as fault:
            raise WorkerFault(f"the synthesiser is gone{self._last_words()}") from fault
        reply = self._reply(deadline)
        if reply.get("job") != job or not isinstance(reply.get("file"), str):
            raise WorkerFault(f"the synthesiser says: {reply.get('fault', reply)}")
        path = Path(reply["file"])
        try:
            return read_sound(path)
        finally:
            with contextlib.suppress(OSError):
                path.unlink()

    def end(self) -> None:
        """Kill it and remove its files. Whoever waits for a reply gets a WorkerFault."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):
                pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read(self) -> None:
        assert self._process.stdout is not None
        buffered = b""
        while chunk := os.read(self._process.stdout.fileno(), 65536):
            *lines, buffered = (buffered + chunk).split(b"\n")
            for line in lines:
                self._replies.put(line)
            if len(buffered) > _LONGEST_REPLY:
                break
        self._replies.put(b"")

    def _reply(self, deadline: float) -> dict[str, Any]:
        try:
            line = self._replies.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise WorkerFault("the synthesiser does not answer") from None
        if not line:
            raise WorkerFault(f"the synthesiser ended{self._last_words()}")
        try:
            reply = json.loads(line)
        except (ValueError, RecursionError) as fault:
            raise WorkerFault(f"the synthesiser answered rubbish: {line[:80]!r}") from fault
        if not isinstance(reply, dict):
            raise WorkerFault(f"the synthesiser answered rubbish: {line[:80]!r}")
        return reply

    def _last_words(self) -> str:
        """The last line it printed, to end a sentence with."""
        try:
            lines = self._log.read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            return ""
        return next((f": {line.strip()}" for line in reversed(lines) if line.strip()), "")


def trial(command: Command, timeout: float) -> Engine:
    """Start a worker, let it say a word, and end it. Raises WorkerFault, at the latest after ``timeout`` seconds."""
    deadline = time.monotonic() + timeout
    worker = WorkerProcess(command)
    try:
        engine = worker.engine(timeout)
        voice = engine.voices[0].id
        samples, _ = worker.speak(text="Hello", voice=voice, rate=170, pitch=50, timeout=deadline - time.monotonic())
        if not samples.any():
            raise WorkerFault("the synthesiser is silent")
        return engine
    finally:
        worker.end()


_LONGEST_REPLY = 1 << 20


def read_sound(path: Path) -> tuple[npt.NDArray[np.int16], int]:
    """The samples of a 16-bit file, shape (n,), and how many there are a second; channels are averaged.

    WAV, or the AIFF that macOS writes whatever the file is called. Raises WorkerFault if the file is missing, of
    another kind, or shorter or longer than its header says.
    """
    try:
        data = path.read_bytes()
        channels, width, rate, frames, pcm = _parse_aiff(data) if data[:4] == b"FORM" else _parse_wav(path)
    except (OSError, EOFError, ValueError, wave.Error) as fault:
        raise WorkerFault(f"the synthesiser left no sound: {fault}") from fault
    if width != 2 or not channels or rate <= 0:
        raise WorkerFault(f"the synthesiser wrote {channels} channels of {8 * width} bits at {rate} Hz")
    if len(pcm) != frames * channels * 2:
        raise WorkerFault(f"the synthesiser promised {frames} frames, and wrote {len(pcm) / channels / 2:g}")
    samples = np.frombuffer(pcm, dtype="<i2").reshape(-1, channels)
    return samples[:, 0] if channels == 1 else samples.mean(axis=1).astype(np.int16), rate


def _parse_wav(path: Path) -> tuple[int, int, int, int, bytes]:
    with wave.open(str(path)) as sound:
        frames = sound.getnframes()
        return sound.getnchannels(), sound.getsampwidth(), sound.getframerate(), frames, sound.readframes(frames)


def _parse_aiff(data: bytes) -> tuple[int, int, int, int, bytes]:
    """Channels, bytes a sample, rate, frames and little-endian samples of an AIFF or AIFF-C file.

    After Apple's "Audio Interchange File Format" 1.3 and the AIFF-C draft of 1991; ``sowt`` marks little-endian.
    The standard library's reader is gone from Python 3.13.
    """
    if data[8:12] not in (b"AIFF", b"AIFC"):
        raise ValueError("not an AIFF file")
    common = sound = b""
    position = 12
    while position + 8 <= len(data):
        size = int.from_bytes(data[position + 4 : position + 8], "big")
        body = data[position + 8 : position + 8 + size]
        if data[position : position + 4] == b"COMM":
            common = body
        elif data[position : position + 4] == b"SSND":
            sound = body[8 + int.from_bytes(body[:4], "big") :]
        position += 8 + size + size % 2
    if len(common) < 18:
        raise ValueError("an AIFF file without its header")
    # The rate is an 80-bit float: sign and exponent, then a mantissa with an explicit leading one.
    exponent = (int.from_bytes(common[8:10], "big") & 0x7FFF) - 16383
    rate = int.from_bytes(common[10:18], "big") >> (63 - exponent) if 0 <= exponent <= 31 else 0
    width = int.from_bytes(common[6:8], "big") // 8
    compression = common[18:22] if data[8:12] == b"AIFC" else b"NONE"
    if compression not in (b"NONE", b"sowt"):
        raise ValueError(f"an AIFF file with compression {compression!r}")
    if compression == b"NONE" and width == 2:
        sound = np.frombuffer(sound[: len(sound) // 2 * 2], dtype=">i2").astype("<i2").tobytes()
    return int.from_bytes(common[:2], "big"), width, rate, int.from_bytes(common[2:6], "big"), sound
