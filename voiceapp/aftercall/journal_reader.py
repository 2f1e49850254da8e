"""Which lines of a file are lines of a journal: nobody knows who has written or edited it since."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from voiceapp.errors import BadInput

LONGEST_LINE = 1_000_000
"""Bytes; a caller who says ten thousand words in one breath makes a tenth of it."""

LARGEST = 64_000_000
"""Bytes of a journal; a call of 24 hours, which is the most that one may last, stays under half of it."""

LATEST = 100_000.0
"""Seconds of call time; a call lasts 24 hours at most."""


def entries(journal: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The lines of a journal, in its order. Whatever else there is, torn off, damaged or invented, is left out.

    Each has ``t`` and ``kind``, the fields that its kind promises, and in all fields we know what belongs there.
    Raises ``BadInput`` for a file that is larger than the journal of any call.
    """
    read = 0
    while line := journal.readline(LONGEST_LINE):
        read += len(line)
        if read > LARGEST:
            raise BadInput(f"{journal.name} is larger than {LARGEST // 1_000_000} MB: that is no journal of a call")
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            read += _skip_the_rest(journal)
            continue
        try:
            entry = json.loads(
                line.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite, parse_int=_small
            )
        except (ValueError, RecursionError):  # of JSON, of UTF-8, or nested too deeply
            continue
        if _is_line(entry):
            yield entry


def _skip_the_rest(journal: IO[bytes]) -> int:
    skipped = 0
    while part := journal.readline(LONGEST_LINE):
        skipped += len(part)
        if part.endswith(b"\n") or skipped > LARGEST:
            break
    return skipped


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is too large")
    return value


def _small(text: str) -> int:
    if len(text) > 18:
        raise ValueError(f"a number of {len(text)} digits")
    return int(text)


def _is_line(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    kind = entry.get("kind")
    if not isinstance(kind, str) or not _time(entry.get("t")):
        return False
    if any(name not in entry for name in _PROMISED.get(kind, ())):
        return False
    return all(name not in entry or fits(entry[name]) for name, fits in _KNOWN.items())


def _time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LATEST


def _text(value: object) -> bool:
    return isinstance(value, str)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _text_lists(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in value.values()
    )


def _cast(value: object) -> bool:
    return isinstance(value, dict) and all(_texts(member) for member in value.values())


_KNOWN: Mapping[str, Callable[[object], bool]] = {
    **dict.fromkeys(("start", "end", "duration", "seconds"), _time),
    **dict.fromkeys(
        (
            *("act", "menu", "music", "agent", "text", "trick", "heard", "sound", "from", "to", "field", "said"),
            *("recorded", "by", "replaced", "with", "source", "key", "question", "asked", "reason", "scenario"),
            *("title", "company", "number", "language", "version", "intent", "direction", "name", "input", "output"),
            "fault",
        ),
        _text,
    ),
    **dict.fromkeys(("speech", "seed", "times"), _whole),
    "distance": _number,
    "captions": _texts,
    "slots": _text_lists,
    "cast": _cast,
}
"""What may stand in the fields that are read, whatever the kind of the line."""

_PROMISED: Mapping[str, tuple[str, ...]] = {
    "act": ("act",),
    "agent.started": ("speech", "agent", "text", "start"),
    "agent.said": ("speech", "agent", "text", "start", "end"),
    "caller.said": ("text", "start", "end"),
    "call.started": ("scenario", "seed"),
    "call.ended": ("reason", "duration"),
    "case.changed": ("field", "said", "recorded", "by"),
    "device.changed": ("seconds",),
    "device.lost": ("direction", "name"),
    "device.opened": ("input", "output"),
    "gesture": ("asked", "recorded"),
    "hold.ended": ("duration",),
    "key.pressed": ("key",),
    "survey.asked": ("question",),
    "survey.recorded": ("said", "recorded"),
    "transfer": ("from", "to"),
}
