"""The caller's oaths: the company never hears one, it hears something harmless."""

from __future__ import annotations

from collections.abc import Mapping

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.mishearing.lexicon import Lexicon

_AROUND = ".,;:!?\"'()*…“”‘’-"


def without_oaths(text: str, lexicon: Lexicon) -> str:
    """The text with each oath replaced by its harmless neighbour."""
    return harmless_words(text, lexicon.lists.oaths)


def harmless_words(text: str, oaths: Mapping[str, str]) -> str:
    """The text with each word that ``oaths`` has replaced."""
    changed = []
    for word in text.split(" "):
        core = word.casefold().strip(_AROUND)
        harmless = oaths.get(core)
        changed.append(word if harmless is None else word.casefold().replace(core, harmless))
    return " ".join(changed)


def heard_harmless(said: str, text: str, lexicon: Lexicon) -> Candidate:
    """The reading in which nothing but the oaths was misheard."""
    pairs = [(a, b) for a, b in zip(said.split(" "), text.split(" "), strict=False) if a != b] or [(said, text)]
    really, heard = (word.casefold().strip(_AROUND) for word in pairs[0])
    a, b = lexicon.phones(really), lexicon.phones(heard)
    return Candidate(
        text=text,
        source="phonetics",
        replaced=really,
        with_=heard,
        said_phones=ph.decode(a),
        heard_phones=ph.decode(b),
        distance=round(ph.distance(a, b), 4),
        score=0.5,
        why="an oath, heard as something harmless",
    )
