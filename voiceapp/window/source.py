"""Where a call in the window comes from: a live one, or a past one that is played again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol


class Source(Protocol):
    """A call as the window asks for it, some thirty times a second, from its own thread. Nothing here waits.

    ``live`` says whether what the caller does has any effect.
    """

    live: bool

    @property
    def folder(self) -> Path | None:
        """The call folder, once there is one."""
        ...

    @property
    def t(self) -> float:
        """Seconds since the start of the call."""
        ...

    @property
    def waits_for(self) -> str | None:
        """What the caller is to do now: ``speech``, ``ring_back``, ``answer``, or ``None``."""
        ...

    @property
    def partial(self) -> str:
        """What has been heard of the turn that is being spoken."""
        ...

    @property
    def caller_level(self) -> float:
        """Level of the caller, dB below full scale; minus infinity for silence."""
        ...

    @property
    def company_level(self) -> float:
        """Likewise of the company."""
        ...

    @property
    def trouble(self) -> str:
        """What the caller has to know now, as a sentence: that a device has gone, or how well echoes are kept out."""
        ...

    @property
    def over(self) -> bool:
        """Whether nothing more will come, and the folder is complete."""
        ...

    @property
    def fault(self) -> str:
        """Why it failed, as a sentence; empty when it did not."""
        ...

    def lines(self) -> Sequence[Mapping[str, Any]]:
        """The journal lines that have come since the last time."""
        ...
