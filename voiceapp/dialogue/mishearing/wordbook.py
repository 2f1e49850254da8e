"""The words a company that speaks French or Dutch can hear: sounds, gender and number, and what may come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.articles import Articles
from voiceapp.dialogue.mishearing.lexicon import WordLists
from voiceapp.dialogue.mishearing.pronunciation import LetterRules
from voiceapp.dialogue.mishearing.units import Pool, Unit, Words

Array = NDArray[Any]
NOUN, VERB, ADJECTIVE = 1, 2, 3
_BASE, _PAST = 1, 2
THING = 0.45
"""How much of a thing a noun is from which it may be heard."""

_AROUND = '.,;:!?"()«»“”…'
_LONGEST_WORD = 40  # letters


@dataclass(frozen=True)
class Reading:
    """What a word mostly is: ``kind`` (0 unknown), ``gender`` 0..2 (see ``articles``), plural, verb form."""

    kind: int = 0
    gender: int = 0
    plural: bool = False
    verb: int = 0

    @property
    def is_base(self) -> bool:
        """Whether it is a verb as dictionaries list it."""
        return self.kind == VERB and self.verb == _BASE

    @property
    def agrees(self) -> bool:
        """Whether it changes with the noun it belongs to."""
        return self.kind == ADJECTIVE or (self.kind == VERB and self.verb == _PAST)


UNKNOWN = Reading()
_DIMINUTIVE = Reading(kind=NOUN, gender=2)


@dataclass(frozen=True, kw_only=True)
class WordBook:
    """Word data, shared and never changed. ``with_domain`` gives a book with one more domain.

    ``rows`` of the pool "noun" and "verb" are in ``ids``; pools named "the noun", "a noun" and so on hold a determiner
    before each noun of ``ids["noun"]``.
    """

    inventory: ph.Inventory
    articles: Articles
    words: tuple[str, ...]
    index: Mapping[str, int]
    flat: ph.Phones
    starts: NDArray[np.int64]
    log_probability: NDArray[np.float32]  # nats
    readings: Array
    thing: NDArray[np.float32]  # 0..1
    lemma: NDArray[np.int32]
    rules: LetterRules
    lists: WordLists
    pools: Mapping[str, Pool] = field(default_factory=dict)
    ids: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    domain_pools: Mapping[str, Pool] = field(default_factory=dict)

    @property
    def domains(self) -> tuple[str, ...]:
        """Names of the domains that can be asked for."""
        return tuple(self.lists.domains)

    def with_domain(self, name: str, phrases: Iterable[str]) -> WordBook:
        """A book in which ``name`` also has these noun phrases; a new name makes a new domain."""
        known = list(self.lists.domains.get(name, ()))
        every = tuple(dict.fromkeys([*known, *(" ".join(p.casefold().split()) for p in phrases)]))
        lists = replace(self.lists, domains={**self.lists.domains, name: every})
        return replace(self, lists=lists, domain_pools={**self.domain_pools, name: self.pool_of(every)})

    def pool_of(self, phrases: Iterable[str]) -> Pool:
        """A pool of ready-made phrases, without what may not be said."""
        spoken = [p for p in phrases if not any(self.is_blocked(word) for word in p.casefold().split())]
        units = [Unit(phrase, self.phones(phrase.casefold())) for phrase in spoken]
        return Pool.of_phrases(units, self.inventory)

    def pronounce(self, word: str) -> ph.Phones:
        """The sounds of one word in lower case; empty if nothing can be sounded."""
        i = self.index.get(word)
        if i is not None:
            return self.flat[self.starts[i] : self.starts[i + 1]]
        letters = "".join(c for c in word[:_LONGEST_WORD] if c.isalpha())
        return self.inventory.encode([s for s in self.rules(letters) if s in self.inventory.index]) if letters else _NO

    def phones(self, text: str) -> ph.Phones:
        """The sounds of several words in a row; an elided word belongs to the next."""
        runs = [self.pronounce(word.strip(_AROUND)) for word in text.replace("'", "' ").split()]
        return np.concatenate(runs) if runs else _NO

    def distance(self, a: str, b: str) -> float:
        """How unlike two texts sound: 0 for homophones, about 1 at most."""
        return round(self.inventory.distance(self.phones(a.casefold()), self.phones(b.casefold())), 4)

    def reading(self, word: str) -> Reading:
        """What a word mostly is."""
        if word.endswith(self.articles.diminutives):
            return _DIMINUTIVE
        i = self.index.get(word)
        if i is None:
            return UNKNOWN
        kind, gender, plural, verb = (int(x) for x in self.readings[i, :4])
        return Reading(kind, gender, bool(plural), verb)

    def as_noun(self, word: str) -> Reading:
        """What a word is behind a determiner: the noun it may be ("plainte"), or what it mostly is."""
        i = self.index.get(word)
        if i is None or not self.readings[i, 4]:
            return self.reading(word)
        return Reading(NOUN, int(self.readings[i, 5]), bool(self.readings[i, 6]))

    def thingness(self, phrase: str) -> float:
        """How much of a thing it is, 0..1."""
        found = [float(self.thing[i]) for w in phrase.split() if (i := self.index.get(w)) is not None]
        return max(found, default=0.6)

    def frequency(self, word: str) -> float:
        """Natural logarithm of how often a word is said; the rarest for a word that is not known."""
        i = self.index.get(word)
        return float(self.log_probability[i]) if i is not None else -18.0

    def lemma_of(self, word: str) -> str:
        """The dictionary form, or the word itself."""
        i = self.index.get(word)
        return word if i is None else self.words[self.lemma[i]]

    def is_blocked(self, word: str) -> bool:
        """Whether the word may never be said by the company."""
        return word in self.lists.taste or word in self.lists.profane or self.lemma_of(word) in self.lists.taste

    def begins_with_vowel(self, word: str) -> bool:
        """Whether a determiner before it is one for vowels."""
        sounds = self.pronounce(word)
        return len(sounds) > 0 and int(sounds[0]) >= self.inventory.first_vowel and word not in self.articles.aspirated


class BookSounding:
    """The sounds of a book's language alone, for who compares a few words."""

    def __init__(self, book: WordBook, digits: Sequence[str]) -> None:
        self._book = book
        self.inventory = book.inventory
        self.digits = digits

    def __call__(self, word: str) -> ph.Phones:
        """The sounds of a word; empty if nothing can be sounded."""
        return self._book.phones(word)


_NO: ph.Phones = np.zeros(0, dtype=np.uint8)


def build_wordbook(
    data: Mapping[str, Array], lists: WordLists, inventory: ph.Inventory, articles: Articles
) -> WordBook:
    """Put a book together from the arrays of a ``lexicon.npz`` and the hand-written lists."""
    words = tuple(bytes(data["words"]).decode("utf-8").split("\n"))
    starts = np.concatenate([[0], np.cumsum(data["phone_counts"], dtype=np.int64)]).astype(np.int64)
    thing = data["thing"].astype(np.float32) / np.float32(255)
    book = WordBook(
        inventory=inventory,
        articles=articles,
        words=words,
        index={word: i for i, word in enumerate(words)},
        flat=data["phones"],
        starts=starts,
        log_probability=data["log_probability"].astype(np.float32) / np.float32(10),
        readings=data["reading"],
        thing=thing,
        lemma=data["lemma"],
        rules=LetterRules(lists.letter_rules),
        lists=lists,
    )
    kept_back = lists.taste | lists.profane
    output = np.unpackbits(data["output"])[: len(words)].astype(bool)
    output &= np.array([word not in kept_back for word in words])
    kinds, verbs = book.readings[:, 0], book.readings[:, 3]
    nouns = np.flatnonzero(output & (kinds == NOUN) & (thing >= THING))
    infinitives = np.flatnonzero(output & (kinds == VERB) & (verbs == _BASE))
    pools, ids = dict(_pools(book, nouns)), {"noun": nouns, "verb": infinitives}
    alone = Words(words, data["phones"], starts, np.union1d(nouns, infinitives), inventory)
    pools["noun"] = Pool(nouns[:, None], alone, np.float32(_APPEAL) * thing[nouns])
    pools["verb"] = Pool(infinitives[:, None], alone)
    book = replace(book, pools=pools, ids=ids)
    domains = {name: book.pool_of(phrases) for name, phrases in lists.domains.items()}
    return replace(book, domain_pools={**domains, "": book.pool_of(lists.names)})


_APPEAL = 0.6  # a thing is measured rather than an idea that is this much nearer


def _pools(book: WordBook, nouns: NDArray[np.int64]) -> Iterator[tuple[str, Pool]]:
    """For each kind of determiner a pool of nouns with the one they take before them."""
    forms: dict[tuple[str, bool], int] = {}
    texts: list[str] = []
    runs: list[ph.Phones] = []
    for determiner in sorted(book.articles.all()):
        for vowel in (False, True):
            forms[determiner, vowel] = len(book.words) + len(texts)
            texts.append(determiner)
            liaison = book.articles.liaisons.get(determiner, "") if vowel else ""
            sounds = book.inventory.unstressed(book.pronounce(determiner))
            runs.append(np.append(sounds, np.uint8(book.inventory.index[liaison])) if liaison else sounds)
    flat = np.concatenate([book.flat, *runs])
    starts = np.concatenate([book.starts, book.starts[-1] + np.cumsum([len(run) for run in runs], dtype=np.int64)])
    extended = Words(
        (*book.words, *texts), flat, starts, np.concatenate([nouns, np.arange(len(book.words), len(starts) - 1)]),
        book.inventory,
    )  # fmt: skip
    vowels = np.array([book.begins_with_vowel(book.words[i]) for i in nouns])
    for kind in book.articles.kinds:
        first = [
            forms.get((book.articles.form(kind, int(g), plural=bool(p), vowel=bool(v)), bool(v)), -1)
            for (_, g, p, *_), v in zip(book.readings[nouns], vowels, strict=True)
        ]
        yield f"{kind} noun", Pool(np.stack([np.array(first), nouns], axis=1), extended)


def phrase_head(phrase: Sequence[str], book: WordBook) -> str:
    """The noun of a phrase without determiner: the first in French ("service à fondue"), the last in Dutch."""
    ordered = phrase if book.articles.adjectives_agree else tuple(reversed(phrase))
    return next((word for word in ordered if book.reading(word).kind == NOUN), ordered[0] if ordered else "")
