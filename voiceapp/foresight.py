"""What the company will answer, worked out while it is not yet sure that the caller has finished."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from voiceapp.dialogue.actions import Say
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.events import CallerSaid, Event

_log = logging.getLogger(__name__)


class Foresight:
    """Lets a copy of the call answer, on a thread, and has ``prepare`` render what it says.

    The call itself then finds its thoughts thought and its words spoken. Nothing else comes of it: whether there is
    foresight or not, the call says the same. Close it.
    """

    def __init__(self, call: Call, prepare: Callable[[Say], None]) -> None:
        self._call = call
        self._prepare = prepare
        self._considered: CallerSaid | None = None
        self._work: Future[None] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="voiceapp-foresight")

    def consider(self, likely: CallerSaid | None) -> None:
        """Be ready for ``likely``. Returns at once; the same words again are nothing new."""
        if likely is None or not likely.utterance.text:
            return
        if self._considered and self._considered.utterance == likely.utterance:
            return
        self._considered = likely
        self._work = self._thread.submit(self._work_out, self._call.copy(), likely)

    def ready(self, event: Event) -> bool:
        """Whether the call will not have to think long about ``event``. Considers it if that has not been done."""
        if not isinstance(event, CallerSaid) or not event.utterance.text:
            return True
        self.consider(event)
        return self._work is None or self._work.done()

    def _work_out(self, call: Call, likely: CallerSaid) -> None:
        try:
            for action in call.receive(likely):
                if isinstance(action, Say):
                    self._prepare(action)
        except Exception:  # the call itself will meet it, and answer for it
            _log.debug("foresight failed", exc_info=True)

    def forget(self) -> None:
        """The call has moved on: the same words may mean something else next time."""
        self._considered = self._work = None

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)
