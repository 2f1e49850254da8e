"""An ear on a thread of its own, for live calls: decoding never holds up the sound."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping

from voiceapp.audio.frames import FRAME_SECONDS, SILENCE, Samples
from voiceapp.dialogue.events import CallerSaid, Event
from voiceapp.recognition.ear import Ear

_log = logging.getLogger(__name__)

MOST_WAITING = 500
"""Frames that may wait to be heard: 10 s. When there are more, all of them are taken for silence."""

STALLED = 2.0
"""Seconds without progress after which the thread is said to have stalled."""

PATIENCE = 0.006
"""Seconds that ``accept`` waits for what its frame tells. A frame that is not decoded takes 0.02 ms; those in which a
turn ends are of that kind, so that their event is given at once and not 20 ms later."""

FAULTS = 5
"""Times in a call that the ear is begun anew after a fault; after that nothing more is heard."""

_PARTIAL_EVERY = 5  # frames

Note = Callable[[str, Mapping[str, object]], None]


class ThreadedEar:
    """The same interface as ``Ear``, and ``close``. All methods from one thread, which ``note`` is called on too.

    Events carry the time at which they happened; they may come a few frames later. ``note`` gets kind and fields of
    what should be on record: ``ear.stalled`` (seconds), ``ear.caught_up`` (seconds, lost), ``ear.failed`` (fault).
    """

    def __init__(self, ear: Ear, *, note: Note | None = None) -> None:
        self._ear = ear
        self._note = (lambda kind, fields: None) if note is None else note
        self._changed = threading.Condition()
        # Guarded by _changed:
        self._waiting: deque[Samples] = deque()
        self._events: list[Event] = []
        self._notes: list[tuple[str, dict[str, object]]] = []
        self._heard = 0  # frames that the thread is through with
        self._partial = ""
        self._speaking = False
        self._likely: CallerSaid | None = None
        self._closed = False
        # The thread's own:
        self._faults = 0
        # The caller's own:
        self._accepted = 0
        self._lost = 0
        self._progress = (0, time.monotonic())
        self._stalled_since: float | None = None
        self._start()

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._work, name="voiceapp-ear", daemon=True)
        self._thread.start()

    @property
    def time(self) -> float:
        """Seconds accepted so far; the last of them may not have been heard yet."""
        return round(self._accepted * FRAME_SECONDS, 2)

    @property
    def behind(self) -> float:
        """Seconds accepted that have not been heard yet."""
        return round((self._accepted - self._heard) * FRAME_SECONDS, 2)

    @property
    def speaking(self) -> bool:
        """Whether the caller has begun and is not yet done."""
        return self._speaking

    @property
    def partial(self) -> str:
        """The best text of the turn that is being spoken; empty between turns."""
        return self._partial

    @property
    def likely(self) -> CallerSaid | None:
        """See ``Ear.likely``."""
        return self._likely

    def accept(self, frame: Samples) -> list[Event]:
        """Hear one frame, shape (320,). Gives what has become known since."""
        if self._closed:
            raise RuntimeError("the ear has been closed")
        self._accepted += 1
        with self._changed:
            if len(self._waiting) >= MOST_WAITING:
                self._lost += len(self._waiting)
                self._waiting.extend([SILENCE] * len(self._waiting))
                for _ in range(len(self._waiting) // 2):
                    self._waiting.popleft()
            caught_up = not self._waiting and self._heard == self._accepted - 1
            self._waiting.append(frame.copy())
            self._changed.notify_all()
            if caught_up:
                self._changed.wait_for(lambda: self._heard == self._accepted, timeout=PATIENCE)
        self._look_after()
        return self._take()

    def finish(self, timeout: float = 10.0) -> list[Event]:
        """Nothing more will come: hear what waits, and end the turn that is being spoken, if there is one."""
        self._stop(timeout)
        events = self._take()
        if not self._thread.is_alive():
            events += self._ear.finish()
            self._speaking, self._partial, self._likely = False, "", None
        self._start_again()
        return events

    def reset(self, timeout: float = 10.0) -> None:
        """Begin a new call at time 0. What waits to be heard is forgotten."""
        with self._changed:
            self._waiting.clear()
        self._stop(timeout)
        if self._thread.is_alive():
            raise RuntimeError("the ear has stalled")
        self._ear.reset()
        self._events.clear()
        self._notes.clear()
        self._accepted = self._heard = self._lost = self._faults = 0
        self._partial, self._speaking, self._likely = "", False, None
        self._start_again()

    def close(self, timeout: float = 2.0) -> bool:
        """End the thread. Returns whether it ended, so that the ear inside may be used again."""
        with self._changed:
            self._waiting.clear()
        self._stop(timeout)
        return not self._thread.is_alive()

    def _stop(self, timeout: float) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join(timeout)

    def _start_again(self) -> None:
        self._closed = False
        self._progress, self._stalled_since = (self._heard, time.monotonic()), None
        if not self._thread.is_alive():
            self._start()

    def _take(self) -> list[Event]:
        with self._changed:
            events, self._events = self._events, []
            notes, self._notes = self._notes, []
        for kind, fields in notes:
            self._note(kind, fields)
        return events

    def _look_after(self) -> None:
        """Notice a thread that has died or makes no progress."""
        if not self._thread.is_alive():  # it catches all it can; this is the interpreter's doing
            self._fail("the thread ended")
            self._start()
        heard, since = self._progress
        now = time.monotonic()
        if self._heard != heard or self._accepted - self._heard <= 1:
            if self._stalled_since is not None and self.behind < 0.2:
                self._note("ear.caught_up", {"seconds": round(now - self._stalled_since, 2), "lost": self._lost})
                self._stalled_since = None
            self._progress = (self._heard, now)
        elif now - since > STALLED and self._stalled_since is None:
            self._stalled_since = since
            _log.error("the ear has not moved for %.1f s", now - since)
            self._note("ear.stalled", {"seconds": round(now - since, 2)})

    def _fail(self, fault: str) -> None:
        _log.error("the ear failed: %s", fault)
        with self._changed:
            self._notes.append(("ear.failed", {"fault": fault}))

    def _work(self) -> None:
        """The thread."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                frame = self._waiting.popleft()
            events = self._hear(frame)
            with self._changed:
                self._events += events
                self._heard += 1
                self._changed.notify_all()

    def _hear(self, frame: Samples) -> list[Event]:
        if self._faults > FAULTS:
            return []
        ear = self._ear
        try:
            events = ear.accept(frame)
            self._speaking, self._likely = ear.speaking, ear.likely
            if not ear.speaking:
                self._partial = ""
            elif self._heard % _PARTIAL_EVERY == 0:
                self._partial = ear.partial
        except Exception as fault:
            self._faults += 1
            self._fail(f"{type(fault).__name__}: {fault}")
            ear.reset(after=self._heard + 1)
            self._speaking, self._partial, self._likely = False, "", None
            return []
        return events
