"""Speech on demand: lines in, samples out, whatever happens to the process that speaks."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from types import TracebackType
from typing import Self, TypeAlias

from voiceapp.audio.frames import Samples
from voiceapp.errors import VoiceappError
from voiceapp.synthesis.cache import SpeechCache, default_folder
from voiceapp.synthesis.cast import Voice, resolve
from voiceapp.synthesis.level import condition, silent
from voiceapp.synthesis.process import Command, Engine, WorkerFault, WorkerProcess, commands
from voiceapp.synthesis.text import speakable

ATTEMPTS = 2
"""How often a line is tried, each time after the first with a new process."""

CHARACTERS_PER_SECOND = 500
"""A long text gets more time: a second for so many characters. 10,000 take about four on one core."""

JOBS_PER_WORKER = 200
"""A worker is replaced after so many: the library leaves 25 to 120 kB behind every time it is loaded anew."""

_CONDITIONING = 3
"""Part of every cache name; to be raised when ``level`` or ``text`` changes what comes out."""

_Line: TypeAlias = tuple[str, Voice]


class SynthesisFailed(VoiceappError):
    """A line could not be spoken, even by a new process. The caller can let the agent be silent a moment."""

    exit_code = 4


class Speaker:
    """Speaks lines with a supervised worker process. Every method may be called from any thread.

    The process starts in the background with ``start``, or with the first line. A worker that dies, hangs or
    answers rubbish is killed and replaced, and the line tried once more. The same text and voice give the same
    samples, byte for byte, whatever was said before, and in every process with the same libraries.
    """

    def __init__(
        self,
        *,
        cache: SpeechCache | None = None,
        timeout: float = 10.0,
        workers: Sequence[Command] | None = None,
    ) -> None:
        """``cache`` is the user's by default; ``timeout`` is for one try of a short line, in seconds.

        ``workers`` are the ways to start a worker, best first, by default those of ``process.commands``.
        """
        self._cache = SpeechCache(default_folder()) if cache is None else cache
        self._timeout = timeout
        self._commands = tuple(commands() if workers is None else workers)
        self._engine: Engine | None = None
        self._worker: WorkerProcess | None = None
        self._jobs_left = 0
        # Guards what is below, and waits for work.
        self._changed = threading.Condition()
        self._queue: deque[_Line] = deque()
        self._pending: dict[_Line, Future[Samples]] = {}
        self._thread: threading.Thread | None = None
        self._closed = False

    def start(self) -> None:
        """Begin to start the worker; returns at once. A fault shows when the first line is rendered."""
        with self._changed:
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="voiceapp-speaker", daemon=True)
                self._thread.start()

    def render(self, text: str, voice: Voice) -> Samples:
        """``text`` spoken: 16 kHz, shape (n,), n > 0, read-only; no silence around it, at the common level.

        Waits if need be; a line asked for goes before lines merely prepared. Nothing to say gives a short silence.
        Raises SynthesisFailed, and Missing for a voice that is not on this machine.
        """
        return self._enqueue(text, voice, urgent=True).result()

    def prepare(self, text: str, voice: Voice) -> None:
        """Render in the background what will be wanted soon. A fault shows when it is rendered."""
        self._enqueue(text, voice, urgent=False)

    def check(self, *voices: Voice) -> None:
        """Raise Missing if one of ``voices`` is not on this machine, SynthesisFailed if nothing speaks. May wait."""
        for voice in voices:
            self.render("", voice)

    @property
    def pid(self) -> int | None:
        """The process id of the worker that runs now."""
        worker = self._worker
        return None if worker is None else worker.pid

    def close(self) -> None:
        """End the worker and remove its files; lines that wait raise SynthesisFailed. May be called again."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            worker, thread = self._worker, self._thread
        if worker is not None:
            worker.end()
        if thread is not None:
            thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _enqueue(self, text: str, voice: Voice, *, urgent: bool) -> Future[Samples]:
        self.start()
        line = (speakable(text), voice)
        with self._changed:
            future = self._pending.get(line)
            if future is None:
                future = Future()
                if self._closed:
                    future.set_exception(SynthesisFailed("The synthesiser has been closed."))
                    return future
                self._pending[line] = future
                self._queue.append(line)
            if urgent and line in self._queue:
                self._queue.remove(line)
                self._queue.appendleft(line)
            self._changed.notify_all()
            return future

    def _work(self) -> None:
        """The thread: the worker is started, asked and replaced here only."""
        while True:
            with contextlib.suppress(WorkerFault):  # the next line tries again, and tells
                self._ready_worker()
            with self._changed:
                self._changed.wait_for(lambda: self._queue or self._closed)
                if self._closed:
                    break
                line = self._queue.popleft()
            try:
                settle = partial(Future.set_result, result=self._produce(*line))
            except Exception as fault:
                settle = partial(Future.set_exception, exception=fault)
            with self._changed:
                future = self._pending.pop(line)
            settle(future)
        self._drop_worker()
        with self._changed:
            waiting, self._pending = self._pending, {}
        for future in waiting.values():
            future.set_exception(SynthesisFailed("The synthesiser has been closed."))

    def _produce(self, text: str, voice: Voice) -> Samples:
        fault: WorkerFault | None = None
        for _ in range(ATTEMPTS):
            try:
                if self._engine is None:
                    self._ready_worker()
                assert self._engine is not None
                voice_id = resolve(voice.id, self._engine)
                name = cache_name(text, voice, voice_id, self._engine)
                samples = self._cache.get(name)
                if samples is None:
                    samples = self._speak(text, voice, voice_id)
                    self._cache.put(name, samples)
                return samples
            except WorkerFault as error:
                self._drop_worker()
                fault = error
                if self._closed:
                    break
        raise SynthesisFailed(f"The line could not be spoken: {fault}.") from fault

    def _speak(self, text: str, voice: Voice, voice_id: str) -> Samples:
        if not text:
            return silent()
        worker = self._ready_worker()
        self._jobs_left -= 1
        timeout = self._timeout + len(text) / CHARACTERS_PER_SECOND
        pcm, rate = worker.speak(text=text, voice=voice_id, rate=voice.rate, pitch=voice.pitch, timeout=timeout)
        return condition(pcm, rate, voice.volume)

    def _ready_worker(self) -> WorkerProcess:
        """The worker that runs, or a new one. Raises WorkerFault."""
        if self._worker is not None and self._jobs_left > 0:
            return self._worker
        self._drop_worker()
        fault = WorkerFault("there is no synthesiser")
        for command in self._commands:
            try:
                with self._changed:
                    if self._closed:
                        raise WorkerFault("the synthesiser has been closed")
                    self._worker = worker = WorkerProcess(command)
                self._engine = worker.engine()
            except WorkerFault as error:
                fault = error
                self._drop_worker()
            else:
                self._jobs_left = JOBS_PER_WORKER
                self._commands = (command,)  # one call, one synthesiser
                return worker
        raise fault

    def _drop_worker(self) -> None:
        with self._changed:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()


def cache_name(text: str, voice: Voice, voice_id: str, engine: Engine) -> str:
    """The name of an utterance: the SHA-256 of all that decides how it sounds, in hexadecimal."""
    what = [text, voice_id, voice.rate, voice.pitch, voice.volume]
    how = [engine.driver, engine.library, engine.pyttsx3, importlib.metadata.version("soxr"), _CONDITIONING]
    return hashlib.sha256(json.dumps([what, how]).encode()).hexdigest()
