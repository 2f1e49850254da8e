"""What takes its time - loading, fetching, encoding - on a thread of its own; the window hears of it by signals."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from voiceapp.errors import VoiceappError


class Job(QObject):
    """Runs ``work(job)`` on a thread; ``done`` or ``failed`` is emitted at its end, on the thread of this object.

    The work calls ``report``, or emits ``news``, as it goes on, and asks ``cancelled`` now and then. After ``cancel``
    neither of the two comes.
    """

    done = Signal(object)
    failed = Signal(str)
    progress = Signal(float, float)
    news = Signal(object)
    _over = Signal(object, str)

    def __init__(self, work: Callable[[Job], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = threading.Event()
        self._going = threading.Event()
        self._going.set()
        self._over.connect(self._tell)
        self._thread = threading.Thread(target=self._run, name="job", daemon=True)

    def start(self) -> Job:
        """Begin. Returns itself."""
        self._thread.start()
        return self

    def report(self, done: float, whole: float) -> None:
        """For the work: how much there is of how much. Waits while the job is paused."""
        self._going.wait()
        if not self._cancelled.is_set():
            self.progress.emit(done, whole)

    def cancelled(self) -> bool:
        """For the work: whether to give up."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Give up as soon as the work asks."""
        self._cancelled.set()
        self._going.set()

    def pause(self) -> None:
        """Let the work wait at its next report."""
        self._going.clear()

    def go_on(self) -> None:
        """Go on after a pause."""
        self._going.set()

    @property
    def paused(self) -> bool:
        """Whether it waits, or will at its next report."""
        return not self._going.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for the thread. Returns whether it has ended."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        result, fault = None, ""
        try:
            result = self._work(self)
        except VoiceappError as known:
            fault = str(known)
        except Exception as unknown:
            fault = f"a fault of ours: {type(unknown).__name__}: {unknown}"
        try:
            self._over.emit(result, fault)
        except RuntimeError:  # the window has gone, and this object's Qt side with it
            return

    def _tell(self, result: object, fault: str) -> None:
        if self._cancelled.is_set():
            return
        if fault:
            self.failed.emit(fault)
        else:
            self.done.emit(result)


class Jobs(QObject):
    """The jobs of a window that are under way. ``failed`` is told of faults that nobody else asked to hear of."""

    def __init__(self, failed: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failed = failed
        self._running: set[Job] = set()
        self._stopped = False

    def do(
        self,
        work: Callable[[Job], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[str], None] | None = None,
        *,
        progress: Callable[[float, float], None] | None = None,
        news: Callable[[Any], None] | None = None,
    ) -> Job:
        """Begin ``work``. ``done`` is given its result, ``progress`` and ``news`` what it tells meanwhile."""
        job = Job(work, self)
        for signal, hearer in ((job.done, done), (job.progress, progress), (job.news, news)):
            if hearer:
                signal.connect(hearer)
        self._running.add(job)
        job.failed.connect(failed or self._failed)
        for signal in (job.done, job.failed):
            signal.connect(lambda _: self._over(job))
        return job if self._stopped else job.start()

    def stop(self, seconds: float) -> None:
        """Cancel all of them, wait for each, that long at most, and begin no more: Python must not end around them."""
        self._stopped = True
        for job in self._running:
            job.cancel()
        for job in self._running:
            job.wait(seconds)

    def _over(self, job: Job) -> None:
        if not self._stopped:
            self._running.discard(job)
