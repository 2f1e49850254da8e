"""Takes the calls that come in over sockets: how many at a time, with which company, and into which folder."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voiceapp.call_folder import CallFolder
from voiceapp.company import Company
from voiceapp.dialogue.scenario import Scenario
from voiceapp.errors import UsageFault, VoiceappError
from voiceapp.languages import load_comprehension
from voiceapp.live import hold_live
from voiceapp.recognition.recogniser import Model
from voiceapp.scenarios import load
from voiceapp.serve.conversation import Conversation
from voiceapp.serve.wish import Wish

LAST_WORDS = 15.0
"""Seconds a call gets to end by itself when the server stops."""

Tell = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What holds for every call: the usual scenario, the first seed, bounds, and where call folders go."""

    scenario: str
    language: str
    seed: int
    max_calls: int
    max_seconds: float
    folder: Path


class Desk:
    """Holds each call on a thread of its own. ``tell`` hears, on any thread, of calls that begin, end and are refused.

    ``own`` are the scenarios the server was started with, by name.
    """

    def __init__(self, terms: Terms, model: Model | None, own: Mapping[str, Scenario], tell: Tell) -> None:
        self.terms = terms
        self.own = own
        self._model = model
        self._tell = tell
        self._companies: dict[tuple[str, str], Company] = {}
        self._opening = threading.Lock()
        self._numbers = itertools.count(1)
        self._running: dict[int, Conversation] = {}
        self._closing = False
        self._threads = ThreadPoolExecutor(max_workers=terms.max_calls, thread_name_prefix="voiceapp-call")

    @property
    def busy(self) -> bool:
        """Whether every line is taken, or none is given any more."""
        return self._closing or len(self._running) >= self.terms.max_calls

    def check(self, wish: Wish) -> None:
        """Raise ``UsageFault`` or ``BadInput`` when such a call cannot be had."""
        if wish.language not in (None, self.terms.language):
            raise UsageFault(f"this server hears {self.terms.language!r} only; start another one with --language")
        scenario = self._scenario(wish)
        if wish.start is not None and wish.start not in scenario.acts:
            raise UsageFault(f"there is no act {wish.start[:40]!r}; there are {', '.join(scenario.acts)}")

    @asynccontextmanager
    async def call(self, conversation: Conversation, listening: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
        """Hold a call while ``listening`` takes in what the caller sends; at the end both are over.

        Whatever happens in it harms no other. To be used while not ``busy``.
        """
        held, heard = asyncio.create_task(self._run(conversation)), asyncio.create_task(listening)
        try:
            yield
        finally:
            conversation.handset.leave()
            heard.cancel()
            with suppress(asyncio.CancelledError):
                await heard
            await held

    async def _run(self, conversation: Conversation) -> None:
        number = next(self._numbers)
        self._running[number] = conversation
        try:
            await asyncio.get_running_loop().run_in_executor(self._threads, self._hold, number, conversation)
        finally:
            del self._running[number]
            conversation.over()

    def _hold(self, number: int, conversation: Conversation) -> None:
        wish = conversation.wish
        seed = self.terms.seed + number - 1 if wish.seed is None else wish.seed
        begun = {"call": number, "peer": conversation.peer, "seed": seed}
        try:
            company = self._company(wish)
            folder = CallFolder.create(self.terms.folder / f"call-{number:05d}")
            self._tell({"kind": "began", **begun, "scenario": company.scenario.name, "folder": str(folder.path)})
            with company.line(
                folder,
                seed=seed,
                start=wish.start,
                max_seconds=self.terms.max_seconds,
                listeners=(conversation.heard,),
                live=True,
            ) as line:
                reason = hold_live(line, conversation.handset, conversation.card)
                card = conversation.card
            slow = {"too_slow": True} if conversation.too_slow else {}
            ended = {"reason": reason, "duration": line.t, "frames": card.frames, "late": card.late, **slow}
            self._tell({"kind": "ended", **begun, **ended})
        except VoiceappError as fault:
            self._tell({"kind": "failed", **begun, "fault": str(fault)})
        except Exception as fault:  # one call of many
            self._tell({"kind": "failed", **begun, "fault": f"a fault of ours: {type(fault).__name__}: {fault}"})

    def _scenario(self, wish: Wish) -> Scenario:
        name, language = wish.scenario or self.terms.scenario, wish.language or self.terms.language
        known = self.own.get(name)
        return known if known and known.language == language else load(name, language)

    def _company(self, wish: Wish) -> Company:
        with self._opening:
            key = (wish.scenario or self.terms.scenario, wish.language or self.terms.language)
            company = self._companies.get(key)
            if company is None:
                scenario = self._scenario(wish)
                company = self._companies[key] = Company(scenario, load_comprehension(scenario), self._model)
            return company

    def open(self) -> None:
        """Have the usual company ready. Raises what ``Company`` raises."""
        self._company(Wish())

    async def close(self) -> None:
        """Take no more calls, let those that run say their last words, and wait for them."""
        self._closing = True
        for conversation in list(self._running.values()):
            conversation.handset.close_down()
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS):
                while self._running:
                    await asyncio.sleep(0.05)
        for conversation in list(self._running.values()):
            conversation.handset.leave()
        while self._running:
            await asyncio.sleep(0.05)
        self._threads.shutdown()
        for company in self._companies.values():
            company.close()
