"""The append-only record of a call: one JSON object a line, on disk as soon as it is written."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from voiceapp.call_folder import cannot_write, owner_only
from voiceapp.dialogue.actions import Say

Listener = Callable[[Mapping[str, Any]], None]

UNFINISHED = "interrupted"
"""The ``reason`` of a call that was stopped from outside, in its ``call.ended``."""

_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""What JSON allows in a string and some readers take for the end of a line."""


class Journal:
    """Writes lines ``{"t": seconds, "kind": name, ...}`` to a file and tells listeners of each.

    Without a path only the listeners hear of it. Raises ``BadInput`` when the file exists or cannot be made or
    written, as on a full disk; the lines in it stay whole.
    """

    def __init__(self, path: Path | None = None, *listeners: Listener) -> None:
        self._listeners = listeners
        self._path = path
        self._file = None
        self._size = 0
        if path:
            try:
                # Unbuffered, and each line in one piece: an interrupt falls between two lines.
                self._file = open(path, "xb", buffering=0, opener=owner_only)  # noqa: SIM115
            except OSError as fault:
                raise cannot_write(path, fault) from None

    def write(self, t: float, kind: str, fields: Mapping[str, Any] | None = None) -> None:
        """Add a line that happened ``t`` seconds into the call."""
        line = {"t": round(t, 3), "kind": kind, **(fields or {})}
        if self._file:
            text = json.dumps(line, ensure_ascii=False, separators=(", ", ": "))
            self._append(text.translate(_LINE_ENDS) + "\n")
        for listener in self._listeners:
            listener(line)

    def _append(self, text: str) -> None:
        assert self._file is not None and self._path is not None
        data = text.encode("utf-8", errors="replace")  # half a surrogate pair is no text
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as fault:
            with contextlib.suppress(OSError):
                self._file.truncate(self._size)
                self._file.seek(self._size)
            raise cannot_write(self._path, fault) from None
        self._size += len(data)

    def speech_started(self, say: Say, t: float, start: float) -> None:
        """Note that a speech begins to sound at ``start``; what becomes of it is told by ``speech_over``."""
        self.write(t, "agent.started", {"start": round(start, 3), **_fields(say)})

    def speech_over(self, say: Say, t: float, start: float, end: float, *, interrupted: bool = False) -> None:
        """Note what was spoken from ``start`` to ``end``; ``interrupted`` when it was not spoken to its end."""
        fields = {"start": round(start, 3), "end": round(end, 3), **_fields(say)}
        self.write(t, "agent.said", {**fields, "interrupted": True} if interrupted or say.until < 1 else fields)

    def close(self) -> None:
        """Close the file; further lines reach only the listeners."""
        if self._file:
            self._file.close()
            self._file = None

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _fields(say: Say) -> dict[str, Any]:
    fields = {
        "speech": say.speech,
        "agent": say.agent,
        "text": say.broken_off or say.text,
        "captions": dict(say.captions),
        "trick": say.trick,
        "heard": say.heard,
    }
    return {**fields, "sound": say.sound} if say.sound else fields
