"""What the company will answer, worked out while it is not yet sure that the caller has finished."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

from voiceapp.dialogue.actions import Say
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.comprehension import Comprehension
from voiceapp.dialogue.events import CallerSaid, Event
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance

_log = logging.getLogger(__name__)


KEPT = 16
"""Thoughts remembered: a turn takes two, and there may be pauses in it."""


class Remembering:
    """A comprehension that does not think the same thought twice. What it is made of is pure, so nobody can tell.

    May be used by several threads.
    """

    def __init__(self, comprehension: Comprehension) -> None:
        self._comprehension = comprehension
        self._understood = lru_cache(maxsize=KEPT)(comprehension.understand)
        self._misheard = lru_cache(maxsize=KEPT)(self._mishear)

    def understand(self, utterance: Utterance) -> Meaning:
        """See ``Comprehension``."""
        return self._understood(utterance)

    def finishing(self, partial: str) -> float:
        """See ``Comprehension``."""
        return self._comprehension.finishing(partial)

    def mishear(
        self,
        utterance: Utterance,
        *,
        domain: str,
        seed: int,
        remembered: Collection[tuple[str, str]] = (),
        avoid: Collection[str] = (),
    ) -> list[Candidate]:
        """See ``Comprehension``."""
        return list(self._misheard(utterance, domain, seed, tuple(remembered), tuple(avoid)))

    def _mishear(
        self,
        utterance: Utterance,
        domain: str,
        seed: int,
        remembered: tuple[tuple[str, str], ...],
        avoid: tuple[str, ...],
    ) -> list[Candidate]:
        return self._comprehension.mishear(utterance, domain=domain, seed=seed, remembered=remembered, avoid=avoid)


class Foresight:
    """Lets a copy of the call answer, on a thread, and has ``prepare`` render what it says.

    The call itself, if its comprehension is ``Remembering``, then finds its thoughts thought and its words spoken.
    Nothing else comes of it: whether there is foresight or not, the call says the same. Close it.
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
