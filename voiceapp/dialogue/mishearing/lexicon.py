"""The words the company can hear: their sounds, parts of speech, and what can stand in the place of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.pronunciation import LetterRules, Pronouncer
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS, OPEN_TAGS
from voiceapp.dialogue.mishearing.units import Pool, Unit, Words

Array = NDArray[Any]
_COLUMN = {tag: i for i, tag in enumerate(OPEN_TAGS)}
_AROUND = '.,;:!?"()'
_MANY = frozenset("police cattle people staff poultry vermin".split())  # plurals that look like singulars
POOLS = ("NN", "NNS", "VB", "VBZ", "VBD", "VBN", "VBG", "JJ")


@dataclass(frozen=True, kw_only=True)
class WordLists:
    """The small, hand-written data: see assets/mishearing/README.md for each file's form."""

    domains: Mapping[str, Sequence[str]]
    senses: Mapping[str, Sequence[str]]
    oaths: Mapping[str, str]
    names: Sequence[str]
    taste: frozenset[str]
    profane: frozenset[str]
    letter_rules: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Word data, shared and never changed. ``with_domain`` gives a lexicon with one more domain."""

    words: tuple[str, ...]
    index: Mapping[str, int]
    tag_probability: NDArray[np.float32]  # (words, OPEN_TAGS)
    transitions: NDArray[np.float32]  # (TAGS, TAGS), log
    log_probability: NDArray[np.float32]  # (words,), nats
    concrete: NDArray[np.float32]  # (words,), 0..1
    countable: NDArray[np.float32]  # (words,), above 0: takes "a"
    lemma: NDArray[np.int32]
    output: NDArray[np.bool_]
    blocked: NDArray[np.bool_]
    pronounce: Pronouncer
    lists: WordLists
    pools: Mapping[str, Pool]
    domain_pools: Mapping[str, Mapping[str, Pool]] = field(default_factory=dict)
    name_pool: Pool

    @property
    def domains(self) -> tuple[str, ...]:
        """Names of the domains that can be asked for."""
        return tuple(self.lists.domains)

    def with_domain(self, name: str, phrases: Iterable[str]) -> Lexicon:
        """A lexicon in which ``name`` also has these noun phrases; a new name makes a new domain."""
        known = list(self.lists.domains.get(name, ()))
        every = tuple(dict.fromkeys([*known, *(" ".join(p.casefold().split()) for p in phrases)]))
        lists = replace(self.lists, domains={**self.lists.domains, name: every})
        return replace(self, lists=lists, domain_pools={**self.domain_pools, name: self._domain_pools(every)})

    def phones(self, text: str) -> ph.Phones:
        """The sounds of several words in a row."""
        runs = [self.pronounce(word.strip(_AROUND)) for word in text.split()]
        return np.concatenate(runs) if runs else np.zeros(0, dtype=np.uint8)

    def phonetic_distance(self, a: str, b: str) -> float:
        """How unlike two texts sound: edit cost over the longer phone count, 0 for homophones, about 1 at most."""
        return round(ph.distance(self.phones(a.casefold()), self.phones(b.casefold())), 4)

    def lemma_of(self, word: str) -> str:
        """The dictionary form, or the word itself."""
        i = self.index.get(word)
        return word if i is None else self.words[self.lemma[i]]

    def probability_of(self, word: str, *tags: str) -> float:
        """How likely the word is to have one of these open tags."""
        i = self.index.get(word)
        return 0.0 if i is None else float(sum(self.tag_probability[i, _COLUMN[t]] for t in tags))

    def number_of(self, phrase: str) -> str:
        """ "NNS" if the phrase's last word (or the word before "of") is a plural, else "NN"."""
        words = phrase.split()
        head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
        i = self.index.get(head)
        if i is None:
            return "NNS" if head.endswith("s") and not head.endswith("ss") else "NN"
        return "NNS" if self.tag_probability[i, _COLUMN["NNS"]] > self.tag_probability[i, _COLUMN["NN"]] else "NN"

    def concreteness(self, phrase: str) -> float:
        """Of the phrase's head, 0..1."""
        words = phrase.split()
        head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
        i = self.index.get(head)
        return 0.6 if i is None else float(self.concrete[i])

    def is_countable(self, phrase: str) -> bool:
        """Whether "a" may stand before it."""
        words = phrase.split()
        head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
        i = self.index.get(head)
        return True if i is None else bool(self.countable[i] > 0)

    def takes_a(self, phrase: str) -> bool:
        """Whether it is one thing, and a thing that can be counted."""
        head = phrase.split()[-1]
        return self.number_of(phrase) == "NN" and self.is_countable(phrase) and head not in _MANY

    def stands_alone(self, phrase: str) -> bool:
        """Whether it may stand without any article: plurals, and what comes by the litre."""
        words = phrase.split()
        i = self.index.get(words[-1])
        return self.number_of(phrase) == "NNS" or (i is not None and bool(self.countable[i] < -0.4))

    def is_blocked(self, word: str) -> bool:
        """Whether the word may never be said by the company."""
        i = self.index.get(word)
        return word in self.lists.taste or word in self.lists.profane or (i is not None and bool(self.blocked[i]))

    def _domain_pools(self, phrases: Iterable[str]) -> dict[str, Pool]:
        return _pools_of_phrases(self, phrases)


def _pools_of_phrases(lexicon: Lexicon, phrases: Iterable[str]) -> dict[str, Pool]:
    groups: dict[str, list[Unit]] = {"NN": [], "NNS": []}
    for phrase in phrases:
        if any(lexicon.is_blocked(w) for w in phrase.split()):
            continue
        groups[lexicon.number_of(phrase)].append(Unit(phrase, lexicon.phones(phrase)))
    return {name: Pool.of_phrases(units) for name, units in groups.items()}


def build_lexicon(data: Mapping[str, Array], lists: WordLists) -> Lexicon:
    """Put a lexicon together from the arrays of ``lexicon.npz`` and the hand-written lists."""
    words = tuple(bytes(data["words"]).decode("ascii").split("\n"))
    index = {word: i for i, word in enumerate(words)}
    n = len(words)
    starts = np.concatenate([[0], np.cumsum(data["phone_counts"], dtype=np.int64)])
    tags = data["tags"].astype(np.float32) / np.float32(255)
    kept_back = lists.taste | lists.profane
    output = np.unpackbits(data["output"])[:n].astype(bool) & np.array([word not in kept_back for word in words])
    pronounce = Pronouncer(index, data["phones"], starts, LetterRules(lists.letter_rules))
    concrete = data["concrete"].astype(np.float32) / np.float32(255)
    pools = _pools(data, words, starts, tags, output, concrete, index)
    empty = Pool.of_phrases([])
    lexicon = Lexicon(
        words=words,
        index=index,
        tag_probability=tags,
        transitions=data["transitions"],
        log_probability=data["log_probability"].astype(np.float32) / np.float32(10),
        concrete=concrete,
        countable=data["countable"].astype(np.float32) / np.float32(10),
        lemma=data["lemma"],
        output=output,
        blocked=np.unpackbits(data["blocked"])[:n].astype(bool),
        pronounce=pronounce,
        lists=lists,
        pools=pools,
        name_pool=empty,
    )
    names = [Unit(name, lexicon.phones(name.casefold())) for name in lists.names]
    domains = {name: _pools_of_phrases(lexicon, phrases) for name, phrases in lists.domains.items()}
    return replace(lexicon, domain_pools=domains, name_pool=Pool.of_phrases(names))


def _pools(
    data: Mapping[str, Array],
    texts: tuple[str, ...],
    starts: NDArray[np.int64],
    tags: NDArray[np.float32],
    output: NDArray[np.bool_],
    concrete: NDArray[np.float32],
    index: Mapping[str, int],
) -> dict[str, Pool]:
    """Everything that may be heard, by the part of speech it can stand for."""
    pairs, of_pairs = data["pairs"].astype(np.int64), data["of_pairs"].astype(np.int64)
    of, none = index["of"], -1
    used = np.unique(np.concatenate([np.flatnonzero(output), pairs.ravel(), of_pairs.ravel(), [of]]))
    words = Words(texts, data["phones"], starts, used)
    pools = {}
    for name in POOLS:
        likely = tags[:, _COLUMN[name]]
        if name in ("VBD", "VBN"):
            likely = (tags[:, _COLUMN["VBD"]] + tags[:, _COLUMN["VBN"]]) * (tags[:, _COLUMN[name]] > 0)
        single = np.flatnonzero(output & (likely > (0.5 if name in ("NN", "NNS", "JJ") else 0.35)))
        rows = [np.stack([single, np.full_like(single, none), np.full_like(single, none)], axis=1)]
        heads = [single]
        if name in ("NN", "NNS"):
            kept = pairs[(likely[pairs[:, 1]] > 0.5) & output[pairs].all(axis=1)]
            rows.append(np.stack([kept[:, 0], kept[:, 1], np.full(len(kept), none)], axis=1))
            heads.append(kept[:, 1])
            kept = of_pairs[(likely[of_pairs[:, 0]] > 0.5) & output[of_pairs].all(axis=1)]
            rows.append(np.stack([kept[:, 0], np.full(len(kept), of), kept[:, 1]], axis=1))
            heads.append(kept[:, 0])
        appeal = np.float32(_APPEAL) * concrete[np.concatenate(heads)]
        pools[name] = Pool(np.concatenate(rows), words, appeal)
    # For cutting sounds anew: frequent words of every kind, function words too.
    often = data["log_probability"] > 10 * _RARE
    small = np.array([index[w] for w in FUNCTION_WORDS if w in index and w not in _STRAY])
    single = np.union1d(np.flatnonzero(output & (often | ((concrete > 0.6) & (tags[:, 0] > 0.5)))), small)
    pools["*"] = Pool(
        single[:, None], Words(texts, data["phones"], starts, single), np.float32(_APPEAL) * concrete[single]
    )
    return pools


_RARE = -11.5  # nats
# What is left over when sounds are cut badly.
_STRAY = frozenset(
    "uh um er ah oh hi hey ain't nor yet lest cannot ought uh-huh let's i'ma that'll thou thy us am y'all".split()
)


_APPEAL = 0.6  # a thing is measured rather than an idea that is this much nearer
