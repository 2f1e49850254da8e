"""One wrong reading of what the caller said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Source = Literal["sound", "phonetics", "meaning", "procedure"]


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A wrong reading of a whole utterance.

    ``text`` is the utterance as misheard; in it ``replaced`` (what was really said) became ``with_``. ``phrase`` is
    a noun phrase of the wrong reading that an agent can quote alone ("your calico kitten"), empty when there is
    none. ``said_phones`` and ``heard_phones`` are ARPAbet of the region. ``distance`` is articulatory edit cost
    divided by the longer phone count, 0 (a homophone) .. 1; ``fluency`` is nats a word lost against what was said
    (0: as fluent; negative: more fluent). ``score`` orders candidates, higher first.
    """

    text: str
    source: Source
    replaced: str
    with_: str
    phrase: str = ""
    said_phones: tuple[str, ...] = ()
    heard_phones: tuple[str, ...] = ()
    distance: float = 0.0
    fluency: float = 0.0
    score: float = 0.0
    why: str = ""

    @property
    def quotable(self) -> str:
        """What an agent can speak of as a thing; empty when the reading has no noun phrase of its own."""
        return self.phrase
