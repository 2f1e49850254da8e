"""One caller over a socket: sound and messages both ways, between the network's thread and that of the call."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from voiceapp.audio.frames import Samples
from voiceapp.handset import Handset
from voiceapp.headless import RING_BACK
from voiceapp.serve.peer import MOST_AHEAD, PeerCard
from voiceapp.serve.wish import Wish

MOST_UNSENT = 250
"""Frames and messages that may wait to be sent: five seconds. A peer who is slower than that is dropped."""

Message = dict[str, Any]


class Conversation:
    """What is to be sent is taken with ``next``; what comes in goes to ``card`` and ``handset``.

    To be made, and ``next`` and ``room`` awaited, in the event loop; the rest is for any thread.
    """

    def __init__(self, wish: Wish, peer: str) -> None:
        self.wish = wish
        self.peer = peer
        self.handset = Handset()
        self.card = PeerCard(wish.rate, self._sound)
        self.too_slow = False
        self._loop = asyncio.get_running_loop()
        self._unsent: asyncio.Queue[Samples | Message | None] = asyncio.Queue(MOST_UNSENT)
        self._partial = ""
        self._waited_for: str | None = None
        self._waiting_since: float | None = None

    async def next(self) -> Samples | Message | None:
        """The next thing to send: sound, a message, or ``None`` when the call is over."""
        return await self._unsent.get()

    async def room(self) -> None:
        """Wait until the caller may send more."""
        while self.card.ahead > MOST_AHEAD and not self.too_slow:
            await asyncio.sleep(0.1)

    def over(self) -> None:
        """Nothing more will be sent."""
        self._put(None)

    def heard(self, line: Mapping[str, Any]) -> None:
        """Listen to the journal."""
        match line["kind"]:
            case "agent.started":
                self._put({"type": "transcript", "role": "agent", "text": line["text"], "final": False})
            case "agent.said":
                if line.get("interrupted"):
                    self._put({"type": "clear"})
                self._put({"type": "transcript", "role": "agent", "text": line["text"], "final": True})
            case "caller.said":
                self._put({"type": "transcript", "role": "user", "text": line["text"], "final": True})
        if self.wish.events:
            self._put({"type": "event", **line})

    def _sound(self, company: Samples) -> None:
        self._put(company)
        partial = self.handset.partial
        if partial != self._partial:
            self._partial = partial
            if partial:
                self._put({"type": "transcript", "role": "user", "text": partial, "final": False})
        waits_for = self.handset.waits_for
        if waits_for != self._waited_for:
            self._waited_for, self._waiting_since = waits_for, self.handset.t
            if waits_for:
                self._put({"type": "turn", "what": waits_for})
        asked_for = self._waiting_since is not None and waits_for in ("ring_back", "answer") and self.wish.dials
        if asked_for and self.handset.t - (self._waiting_since or 0.0) >= RING_BACK:
            self._waiting_since = None
            self.handset.ring_back()
            self.handset.answer()

    def _put(self, item: Samples | Message | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._queue, item)
        except RuntimeError:  # the loop is closed: nobody is left to send anything to
            self.too_slow = True

    def _queue(self, item: Samples | Message | None) -> None:
        try:
            self._unsent.put_nowait(item)
        except asyncio.QueueFull:
            if not self.too_slow:
                self.too_slow = True
                self.handset.leave()
            if item is None:
                self._unsent.get_nowait()
                self._unsent.put_nowait(None)
