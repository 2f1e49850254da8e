"""What a call came to, in the few words that the company goes on quoting: the slots of its statement and its letter."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from voiceapp.aftercall.measures import Measures, OnFile
from voiceapp.aftercall.texts import polished
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS
from voiceapp.dialogue.tongues import TONGUES

_NONE = {"en": "no", "fr": "aucun", "nl": "geen"}
_TIMES = {"en": "times", "fr": "fois", "nl": "keer"}
_AND = {"en": "and", "fr": "et", "nl": "en"}

_ARTICLES = frozenset("a an the un une le la les een de het".split())

_NO_THINGS = frozenset("name number problem wish time gesture".split())
"""Fields whose entries are no things."""

_IN_WORDS = 12
"""The largest number that is written as a word."""

_LONGEST_THING = 3
"""Words of a thing that can be spoken of."""

_SENTENCE = range(4, 13)
"""Words of a misheard sentence that can be quoted."""


def gist(measures: Measures, seed: int, language: str) -> dict[str, Any]:
    """The slots, each the empty string where the call has nothing for it.

    ``thing`` and ``other`` are things that were misheard, ``name``, ``place`` and ``sentence`` what was made of those,
    ``gift`` what was ordered, ``score`` what the survey recorded, each with what was ``_said``; ``boxed`` is a right
    word that stands in the wrong ``box``; numbers are words.
    """
    rng = Random(f"gist {seed}")
    wrong = [entry for entry in measures.on_file if entry.wrong]
    things = _things(wrong)
    thing = things[0] if things else None
    others = [entry for entry in things if thing and not _alike(entry, thing) and not _awkward(entry)]
    other = rng.choice(others) if others else None
    name = next((entry for entry in wrong if entry.field == "name" and _is_thing(entry)), None)
    place = next((e for e in wrong if e.field == "place" and _is_thing(e) and e not in (thing, other)), None)
    sentences = [e for e in wrong if e.field == "problem" and len(e.recorded.split()) in _SENTENCE and _sounds(e)]
    sentence = rng.choice(sentences) if sentences else None
    boxes = [
        e for e in measures.on_file if not e.said and e.field != "gesture" and len(e.recorded.split()) <= _LONGEST_THING
    ]
    box = rng.choice(boxes) if boxes else None
    number = next((entry for entry in reversed(wrong) if entry.field == "number"), None)
    answer = next((a for a in measures.survey if a.said and a.said.casefold() != a.recorded.casefold()), None)
    gift = measures.gesture
    agents = [measures.name(who) for who in dict.fromkeys(leg.who for leg in measures.legs if leg.kind == "agent")]
    slots: dict[str, Any] = {
        "company": measures.company,
        "scenario": measures.scenario,
        "agents": _listed(agents, language),
        "agent": agents[-1] if agents else "",
        "transfers": _times(measures.transfers, language),
        "passed_on": measures.transfers > 1,
        "cuts": _times(measures.cuts, language),
        "cut": measures.cuts > 0,
        "cut_often": measures.cuts > 1,
        "minutes": in_words(max(1, round(measures.time.total / 60)), language),
        "waited": round(measures.time.hold) if measures.time.hold >= 2 else "",
        "silent": not any(turn.words for turn in measures.calm.turns),
        "swore": measures.calm.swore > 0,
        "threatened": measures.calm.threatened > 0,
        "calm": measures.calm.index or "",
        "gift": _bare(gift.ordered) if gift else "",
        "gift_said": _bare(gift.asked) if gift and _can_be_named(_bare(gift.asked)) else "",
        "zero": bool(answer and answer.said.casefold() in {"0", "zero", "zéro", "nul"}),
        "score": answer.recorded if answer else "",
        "score_said": answer.said if answer and len(answer.said.split()) <= _LONGEST_THING else "",
        "boxed": box.recorded if box else "",
        "box": box.field if box else "",
        "sentence": polished(sentence.recorded, measures.language) if sentence else "",
        "sentence_said": polished(sentence.said, measures.language) if sentence else "",
        "number": number.recorded if number else "",
        "number_said": number.said if number else "",
    }
    for key, entry in (("thing", thing), ("other", other), ("name", name), ("place", place)):
        slots[key] = _bare(entry.recorded_part) if entry else ""
        slots[f"{key}_said"] = _bare(entry.said_part) if entry and _can_be_named(_bare(entry.said_part)) else ""
    return slots


def in_words(number: int, language: str) -> str:
    """Small numbers as words, others as figures."""
    if not number:
        return _NONE.get(language, _NONE["en"])
    return TONGUES.get(language, TONGUES["en"]).number(number) if number <= _IN_WORDS else str(number)


def _times(number: int, language: str) -> str:
    """How often: ``"twice"``, ``"three times"``."""
    if language == "en" and number in (1, 2):
        return ("once", "twice")[number - 1]
    return f"{in_words(number, language)} {_TIMES.get(language, _TIMES['en'])}"


def _bare(text: str) -> str:
    """Without the article, which the lines bring themselves."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.casefold() in _ARTICLES else text


def _can_be_named(text: str) -> bool:
    """Whether words of the caller are likely to be a thing, and not a piece of a sentence."""
    words = text.casefold().split()
    return len(words) <= 2 and len(set(words)) == len(words) and FUNCTION_WORDS.keys().isdisjoint(words)


def _things(wrong: Sequence[OnFile]) -> list[OnFile]:
    """What may be spoken of as a thing: first the object of the call, then whatever was quoted alone."""
    things = [e for e in wrong if e.field not in _NO_THINGS and _is_thing(e)]
    alone = [e for e in wrong if e.field == "problem" and len(e.recorded.split()) <= _LONGEST_THING and _is_thing(e)]
    return sorted(things + alone, key=lambda e: (e.field != "object", _awkward(e), e.t))


def _awkward(entry: OnFile) -> bool:
    """Plurals, and what takes long to say: a sentence can be made of them, but a worse one."""
    words = entry.recorded_part.casefold().split()
    return len(words) > _LONGEST_THING - 1 or (words[-1].endswith("s") and not words[-1].endswith(("ss", "us", "is")))


def _is_thing(entry: OnFile) -> bool:
    words = entry.recorded_part.split()
    plain = all(letter.isalpha() or letter in " '’-" for letter in entry.recorded_part)
    # A box for four letters leaves a stump, which is a joke of its own but no thing.
    stump = "".join(entry.said.casefold().split()).startswith("".join(entry.recorded.casefold().split()))
    return bool(words) and len(words) <= _LONGEST_THING and plain and not stump and len(entry.said_part.split()) <= 4


def _sounds(entry: OnFile) -> bool:
    return entry.distance is not None and entry.distance < 0.5


def _alike(one: OnFile, two: OnFile) -> bool:
    return one.recorded_part.casefold() in two.recorded_part.casefold() or (
        two.recorded_part.casefold() in one.recorded_part.casefold()
    )


def _listed(names: Sequence[str], language: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {_AND.get(language, 'and')} {names[-1]}"
