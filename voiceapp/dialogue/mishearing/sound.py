"""Near-misses out of real audio: what else the recogniser thought it heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.dialogue.mishearing.regions import noun_phrase
from voiceapp.dialogue.mishearing.sentence import Sentence, read
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS, NOUN_TAGS
from voiceapp.dialogue.utterance import Utterance


@dataclass(frozen=True)
class Reading:
    """One place where an alternative differs from the best reading."""

    text: str
    said: str
    heard: str
    before: str
    after: str
    phrase: str
    said_phones: ph.Phones
    heard_phones: ph.Phones
    cost: float
    distance: float
    rank: int
    same_place: bool  # a noun stands where a noun stood


def readings(utterance: Utterance, sentence: Sentence, lexicon: Lexicon) -> Iterator[Reading]:
    """Each difference of each alternative, by itself, in the frame of the best reading."""
    best = sentence.text.casefold().split()
    for rank, alternative in enumerate(utterance.alternatives, start=1):
        other = alternative.text.casefold().split()
        if other == best or len(other) > 80 or len(best) > 80:
            continue
        for what, a, b, c, d in SequenceMatcher(None, best, other, autojunk=False).get_opcodes():
            if what == "equal" or a == b or c == d:
                continue
            said, heard = " ".join(best[a:b]), " ".join(other[c:d])
            if all(w in FUNCTION_WORDS for w in other[c:d]):
                continue
            one, two = lexicon.phones(said), lexicon.phones(heard)
            if not len(one) or not len(two):
                continue
            cost = float(ph.edit_costs(one[None, :], two[None, :])[0])
            text = " ".join([*best[:a], *other[c:d], *best[b:]])
            was, now = _last_tag(sentence, b, len(best)), _last_tag(read(text, lexicon), a + d - c, len(text.split()))
            yield Reading(
                text=text,
                said=said,
                heard=heard,
                before=best[a - 1] if a else "",
                after=best[b] if b < len(best) else "",
                phrase=_phrase(text, a, a + d - c, lexicon),
                said_phones=one,
                heard_phones=two,
                cost=cost,
                distance=cost / max(len(one), len(two)),
                rank=rank,
                same_place=was not in NOUN_TAGS or now in NOUN_TAGS,
            )


def _last_tag(sentence: Sentence, end: int, length: int) -> str:
    """Part of speech of the word before ``end``; empty where tokens and words of the text do not match."""
    return sentence.tokens[end - 1].tag if len(sentence.tokens) == length else ""


def _phrase(text: str, i: int, j: int, lexicon: Lexicon) -> str:
    """The noun phrase that the changed words ``i`` to ``j`` end, if they do."""
    sentence = read(text, lexicon)
    tokens = sentence.tokens
    if j > len(tokens) or tokens[j - 1].tag not in ("NN", "NNS"):
        return ""
    start = j - 1
    while start > i and tokens[start - 1].tag in ("JJ", "NN"):
        start -= 1
    a, b = noun_phrase(sentence, start, j)
    return sentence.words(a, b)
