"""Which stretches of a sentence can be taken for something else, and for what part of speech."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from voiceapp.dialogue.mishearing.sentence import Sentence, Token
from voiceapp.dialogue.mishearing.tags import CONTENT_TAGS, NOUN_TAGS

# Verbs that hold a sentence together rather than say what is done.
_LIGHT = frozenset(
    "get gets got getting gotten want wants wanted need needs needed go goes went going gone come comes came coming "
    "put puts putting take takes took taken taking make makes made making have having let lets mean means meant keep "
    "keeps kept keeping know knows knew known think thinks thought say says said saying tell tells told telling".split()
)
# What may stand before a noun whatever else it can be.
_DETERMINES = frozenset("this that her his one no another".split())
_AGREES = frozenset(("BE", "HV", "DO", "VBZ", "VB", "VBD", "NEG", "MD"))
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december christmas easter".split()
)
Kind = Literal["noun", "verb", "adjective", "name", "number", "loose"]
LONGEST_REGION = 4  # words
MOST_PHONES = 14


@dataclass(frozen=True)
class Region:
    """Tokens ``i`` to ``j``; ``pools`` are the kinds of unit that fit its place in the sentence."""

    i: int
    j: int
    kind: Kind
    pools: tuple[str, ...]
    bare: bool = False  # a noun phrase with no article or the like before it
    whole: bool = False  # the article went with it
    modifier: bool = False  # a noun follows, which this one describes


def regions(sentence: Sentence) -> Iterator[Region]:
    """Every region of a sentence, shortest first at each place."""
    tokens = sentence.tokens
    for i in range(len(tokens)):
        for j in range(i + 1, min(i + LONGEST_REGION, len(tokens)) + 1):
            if j > i + 1 and tokens[j - 1].breaks:
                break
            size = sum(len(t.phones) for t in tokens[i:j])
            if size > MOST_PHONES:
                break
            found = _region(tokens, i, j)
            if found is not None and size >= 3:
                yield found


def _region(tokens: tuple[Token, ...], i: int, j: int) -> Region | None:
    tags = [t.tag for t in tokens[i:j]]
    before = tokens[i - 1].tag if i and not tokens[i].breaks else "<s>"
    after = tokens[j].tag if j < len(tokens) and not tokens[j].breaks else "</s>"
    if tokens[j - 1].word in ("am", "pm"):
        return None
    if all(t == "CD" for t in tags):
        return Region(i, j, "number", ()) if before != "CD" and after != "CD" else None
    if tags == ["NNP"] and tokens[i].word in _CALENDAR:
        return Region(i, j, "noun", ("NN",), bare=True)
    if tags == ["NNP"] and tokens[i].word.removesuffix("s") in _CALENDAR:
        return Region(i, j, "noun", ("NNS",))
    if all(t == "NNP" for t in tags):
        whole = before != "NNP" and after != "NNP"
        return Region(i, j, "name", ("NN",)) if whole or j == i + 1 else None
    if tags[-1] in ("NN", "NNS") and all(
        t in ("JJ", "NN", "NNS") or (k == 0 and t in ("VBG", "VBN")) for k, t in enumerate(tags[:-1])
    ):
        if before in ("MD", "NEG"):
            return None  # a verb, whatever its tag
        if after in NOUN_TAGS:
            return Region(i, j, "noun", ("NN",), modifier=True) if tags[-1] == "NN" else None
        bare = before not in ("DT", "PRPS", "JJ", "NN", "NNP", "CD", "PDT", "VBG", "VBN") and not _determined(tokens, i)
        if tags[-1] == "NNS":
            return Region(i, j, "noun", ("NNS",))
        # A plural may stand for a bare singular unless a verb has to agree with it.
        pools = ("NN", "NNS") if bare and after not in _AGREES else ("NN",)
        return Region(i, j, "noun", pools, bare=bare)
    whole_phrase = tags[0] in ("CD", "DT", "PRPS") and tags[-1] in ("NN", "NNS") and after not in NOUN_TAGS
    if whole_phrase and all(t in ("JJ", "NN", "NNS") for t in tags[1:]):
        plural = after in _AGREES and tags[-1] == "NNS"
        return Region(i, j, "noun", ("NNS",) if plural else ("NN",), bare=True, whole=True)
    if j == i + 1 and tags[0] in ("VB", "VBZ", "VBD", "VBN", "VBG"):
        if tokens[i].word in _LIGHT or after == "TO":
            return None
        return Region(i, j, "verb", tuple(tags))
    if j == i + 1 and tags[0] == "JJ":
        return Region(i, j, "adjective", ("JJ",))
    if (
        j - i >= 2
        and sum(t in CONTENT_TAGS for t in tags) >= 1
        and tags[0] not in ("CC", "TO")
        and tags[-1]
        not in (
            "CC",
            "TO",
            "DT",
            "PRPS",
        )
    ):
        return Region(i, j, "loose", ("NN", "NNS"))
    return None


def _determined(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether an article or the like stands before token ``i``, a participle between them allowed ("the said")."""
    if i and not tokens[i].breaks and tokens[i - 1].tag in ("VBD", "VBN", "VBG", "RB"):
        i -= 1
    return (
        bool(i) and not tokens[i].breaks and (tokens[i - 1].tag in ("DT", "PRPS") or tokens[i - 1].word in _DETERMINES)
    )


def noun_phrase(sentence: Sentence, i: int, j: int) -> tuple[int, int]:
    """The noun phrase around tokens ``i`` to ``j``, without article, as token indices."""
    tokens = sentence.tokens
    while i and j - i < LONGEST_REGION and tokens[i - 1].tag in ("JJ", "NN") and not tokens[i].breaks:
        i -= 1
    while j < len(tokens) and j - i < LONGEST_REGION and tokens[j].tag in NOUN_TAGS and not tokens[j].breaks:
        j += 1
    return i, j
