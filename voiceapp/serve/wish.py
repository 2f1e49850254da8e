"""What a caller asks for in the query of the address they call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from voiceapp.dialogue.scenario import LANGUAGES
from voiceapp.errors import UsageFault
from voiceapp.scenarios import built_in

RATES = range(8000, 48001, 50)
"""Rates in hertz at which 20 ms are a whole number of samples."""

LONGEST_QUERY = 500
MOST_FIELDS = 20


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One call as it was asked for; ``None`` where the server decides.

    ``rate`` is that of the sound in both directions, in hertz. ``events`` asks for the journal as it is written;
    ``dials`` says that the caller dials again and picks up without being told to.
    """

    scenario: str | None = None
    language: str | None = None
    seed: int | None = None
    start: str | None = None
    rate: int = 16000
    events: bool = False
    dials: bool = True


def wish(query: str, own_scenarios: Mapping[str, object]) -> Wish:
    """The wish in a query such as ``scenario=parcel&seed=3&rate=8000``. Unknown names are left alone.

    ``own_scenarios`` are those the server was started with, besides the built-in ones: a caller names no file. Raises
    ``UsageFault`` for a value that cannot be had.
    """
    if len(query) > LONGEST_QUERY:
        raise UsageFault(f"the query has more than {LONGEST_QUERY} characters")
    try:
        asked = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise UsageFault(f"the query has more than {MOST_FIELDS} fields") from None
    scenario, language = asked.get("scenario"), asked.get("language")
    known = [*own_scenarios, *(name for name in built_in() if name not in own_scenarios)]
    if scenario is not None and scenario not in known:
        raise UsageFault(f"there is no scenario {scenario[:40]!r}; there are {', '.join(known)}")
    if language is not None and language not in LANGUAGES:
        raise UsageFault(f"there is no language {language[:10]!r}; there are {', '.join(LANGUAGES)}")
    rate = _whole("rate", asked.get("rate", "16000"))
    if rate not in RATES:
        raise UsageFault(f"a rate of {rate} is none; it is 8000 to 48000 Hz and a multiple of 50")
    return Wish(
        scenario=scenario,
        language=language,
        seed=_whole("seed", asked["seed"]) if "seed" in asked else None,
        start=asked.get("from"),
        rate=rate,
        events=asked.get("events", "0") not in {"", "0"},
        dials=asked.get("dials", "1") not in {"", "0"},
    )


def _whole(name: str, text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise UsageFault(f"{name} is a whole number, not {text[:20]!r}")
    return int(text)
