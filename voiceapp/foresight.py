"""What the company will answer, worked out while it is not yet sure that the caller has finished."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from voiceapp.dialogue.actions import Say
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.events import CallerSaid

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
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="voiceapp-foresight")

    def consider(self, likely: CallerSaid | None) -> None:
        """Be ready for ``likely``. Returns at once; the same again is nothing new."""
        if likely is None or likely is self._considered or not likely.utterance.text:
            return
        self._considered = likely
        self._thread.submit(self._work_out, self._call.copy(), likely)

    def _work_out(self, call: Call, likely: CallerSaid) -> None:
        try:
            for action in call.receive(likely):
                if isinstance(action, Say):
                    self._prepare(action)
        except Exception:  # the call itself will meet it, and answer for it
            _log.debug("foresight failed", exc_info=True)

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)
