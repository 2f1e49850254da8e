"""A live call on a thread of its own, for the window to look at. No Qt here."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceapp.errors import VoiceappError

if TYPE_CHECKING:
    from voiceapp.call_folder import CallFolder
    from voiceapp.company import Company
    from voiceapp.handset import Handset
    from voiceapp.live import SoundCard


class LiveCall:
    """Begins at once, or as soon as the company is loaded. ``handset`` is what the caller does with the telephone.

    ``folder`` and ``card`` are made on the call's thread: both may take a moment, or raise ``VoiceappError``. A card
    that has a ``close`` is closed.
    """

    live = True

    def __init__(
        self,
        company: Future[Company],
        *,
        folder: Callable[[], CallFolder],
        card: Callable[[], SoundCard],
        seed: int,
        start: str | None = None,
        max_seconds: float,
        recalled: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        from voiceapp.handset import Handset  # with all that a call needs: a third of a second

        self.handset: Handset = Handset()
        self.fault = ""
        self.over = False
        self._company = company
        self._make_folder, self._make_card = folder, card
        self._seed, self._start, self._max_seconds = seed, start, max_seconds
        self._recalled = recalled
        self._folder: Path | None = None
        self._notice = ""
        self._written: deque[Mapping[str, Any]] = deque()
        self._given_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="call", daemon=True)
        self._thread.start()

    @property
    def folder(self) -> Path | None:
        """See ``Source``."""
        return self._folder

    @property
    def t(self) -> float:
        """See ``Source``."""
        return self.handset.t

    @property
    def waits_for(self) -> str | None:
        """See ``Source``."""
        return self.handset.waits_for

    @property
    def partial(self) -> str:
        """See ``Source``."""
        return self.handset.partial

    @property
    def caller_level(self) -> float:
        """See ``Source``."""
        return self.handset.caller_level

    @property
    def company_level(self) -> float:
        """See ``Source``."""
        return self.handset.company_level

    @property
    def trouble(self) -> str:
        """See ``Source``."""
        return self.handset.on_hold or self._notice

    def lines(self) -> Sequence[Mapping[str, Any]]:
        """See ``Source``."""
        return [self._written.popleft() for _ in range(len(self._written))]

    def leave(self) -> None:
        """End the call for good, whether it has begun or not."""
        self._given_up.set()
        self.handset.leave()

    def wait(self, seconds: float) -> bool:
        """Wait until the folder is complete. Returns whether it is."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        from voiceapp.live import hold_live

        try:
            while not self._company.done():
                if self._given_up.wait(0.02):
                    return
            company = self._company.result()
            card = self._make_card()
            self._notice = getattr(card, "notice", "")
            try:
                folder = self._make_folder()
                with company.line(
                    folder,
                    seed=self._seed,
                    start=self._start,
                    max_seconds=self._max_seconds,
                    listeners=(self._written.append,),
                    live=True,
                    recalled=self._recalled,
                ) as line:
                    self._folder = folder.path
                    hold_live(line, self.handset, card)
            finally:
                close = getattr(card, "close", None)
                if close:
                    close()
        except VoiceappError as fault:
            self.fault = str(fault)
        except Exception as fault:
            self.fault = f"a fault of ours: {type(fault).__name__}: {fault}"
        finally:
            self.over = True
