"""Number words to digits and spelled letters to a word, by the tables of a language that is not English.

"zéro quatre septante-six douze" → "047612"; "vierhonderd tweeëntwintig" → "422"; "p deux e t e r s" → "peeters".
Everything is compared without accents. See ``numbers`` for what a ``Piece`` is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from voiceapp.dialogue.understanding.lexicon import folded
from voiceapp.dialogue.understanding.numbers import Kind, Piece
from voiceapp.dialogue.understanding.words import Word

_LONGEST_RUN = 60
_LONGEST_NAME = 4  # words of a number below a hundred: "quatre vingt dix neuf"
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,:h]\d+)*")
_FEWEST_LETTERS = 3

Named = dict[tuple[str, ...], int]
"""Numbers, each by its words."""


@dataclass(frozen=True, kw_only=True)
class NumberWords:
    """How a language counts and spells, without accents.

    ``below_hundred`` names the numbers from 0 to 99, each as words; ``scales`` are its words for 100 and more. With
    ``joined``, numbers are written as one word ("vierhonderdtwintig"). ``weak`` are words that are numbers only beside
    others, alone, or beside a word of ``before`` or ``after``. ``doubles`` come before a letter said twice,
    ``explains`` between a letter and a word that has it, ``ordinals`` map words to numbers.
    """

    below_hundred: Mapping[tuple[str, ...], int]
    scales: Mapping[str, int]
    joined: bool = False
    weak: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    doubles: frozenset[str] = frozenset()
    explains: frozenset[str] = frozenset()
    ordinals: Mapping[str, int] = field(default_factory=dict)
    ordinal: str = "{}e"

    def pieces(self, words: Sequence[Word]) -> list[Piece]:
        """The words with numbers and spelled letters joined."""
        texts = [folded(word.text) for word in words]
        found: list[Piece] = []
        at = 0
        while at < len(texts):
            kind: Kind
            if (spelled := self._letters(texts, at)) is not None:
                text, end, kind = spelled
            elif (number := self._number(texts, at)) is not None:
                text, end, kind = number
            else:
                text, end, kind = words[at].text, at + 1, "word"
            found.append(Piece(text, kind, at, end, words[at].breaks))
            at = end
        return found

    def digits(self, word: str) -> int:
        """How many digits of a number that is read out a word stands for."""
        word = folded(word)
        if word.isdigit():
            return len(word)
        value = self._compound(word) if self.joined else self.below_hundred.get((word,))
        return 0 if value is None else len(str(value))

    def _letters(self, texts: Sequence[str], at: int) -> tuple[str, int, Kind] | None:
        """A run of spelled letters from ``at``."""
        letters: list[str] = []
        explained = False
        index = end = at
        while index < len(texts) and index - at < _LONGEST_RUN:
            text = texts[index]
            times = 1
            if text in self.doubles and index + 1 < len(texts) and _is_letter(texts[index + 1]):
                times, index = 2, index + 1
                text = texts[index]
            if not _is_letter(text):
                break
            letters.append(text * times)
            index += 1
            if texts[index : index + 1] and texts[index] in self.explains and texts[index + 1 : index + 2]:
                if not texts[index + 1].startswith(text):
                    break
                explained = True
                index += 2
            end = index
        if len(letters) < (2 if explained else _FEWEST_LETTERS):
            return None
        return "".join(letters), end, "letters"

    def _number(self, texts: Sequence[str], at: int) -> tuple[str, int, Kind] | None:
        if texts[at] in self.ordinals:
            return self.ordinal.format(self.ordinals[texts[at]]), at + 1, "ordinal"
        parts: list[str] = []
        index = at
        while index < len(texts) and index - at < _LONGEST_RUN:
            if _PLAIN_NUMBER.fullmatch(texts[index]):
                parts.append(texts[index])
                index += 1
            elif (read := self._value(texts, index)) is not None:
                parts.append(str(read[0]))
                index = read[1]
            else:
                break
        if not parts or (index == at + 1 and texts[at] in self.weak and not self._counts_here(texts, at)):
            return None
        return "".join(parts), index, "number"

    def _counts_here(self, texts: Sequence[str], at: int) -> bool:
        return (
            len(texts) == 1
            or (texts[at - 1 : at] != [] and at > 0 and texts[at - 1] in self.before)
            or (texts[at + 1 : at + 2] != [] and texts[at + 1] in self.after)
        )

    def _value(self, texts: Sequence[str], at: int) -> tuple[int, int] | None:
        """The value of the number that begins at ``at``, and where it ends."""
        if self.joined and (one := self._compound(texts[at])) is not None:
            rest = self._compound(texts[at + 1]) if texts[at + 1 : at + 2] and one >= 100 else None
            if rest and one % 10 ** len(str(rest)) == 0:  # "vierhonderd tweeëntwintig"
                return one + rest, at + 2
            return one, at + 1
        total, index = 0, at
        value: int | None = None
        while index < len(texts):
            below = self._below_hundred(texts, index) if value is None else None
            if below is not None:
                value, index = below
            elif texts[index] in self.scales:
                scale = self.scales[texts[index]]
                if value is None and index > at:
                    break
                if scale < 1000:
                    value = (value or 1) * scale
                    index += 1
                    more = self._below_hundred(texts, index) if index < len(texts) else None
                    if more is not None and value % 100 == 0:
                        value, index = value + more[0], more[1]
                else:
                    total, value = total + (value or 1) * scale, None
                    index += 1
            else:
                break
            if index >= len(texts) or texts[index] not in self.scales:
                if value is not None or index == at:
                    break
                if self._below_hundred(texts, index) is None:
                    break
        return (total + (value or 0), index) if index > at else None

    def _below_hundred(self, texts: Sequence[str], at: int) -> tuple[int, int] | None:
        for size in range(min(_LONGEST_NAME, len(texts) - at), 0, -1):
            value = self.below_hundred.get(tuple(texts[at : at + size]))
            if value is not None:
                return value, at + size
        return None

    def _compound(self, word: str) -> int | None:
        """The value of a number written as one word: "tweehonderdvijfentwintig"."""
        for name, scale in sorted(self.scales.items(), key=lambda item: -item[1]):
            before, found, after = word.partition(name)
            if found:
                many = 1 if not before else self._compound(before)
                rest = 0 if not after else self._compound(after.removeprefix("en"))
                return None if many is None or rest is None else many * scale + rest
        return self.below_hundred.get((word,))


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha()


def _french() -> Named:
    units = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
    named: Named = {(word,): value for value, word in enumerate(units)}
    named[("une",)] = 1
    named |= {("dix", units[n]): 10 + n for n in (7, 8, 9)}
    tens = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90}
    tens |= {"huitante": 80}
    for word, value in tens.items():
        named[(word,)] = value
        named |= {(word, units[n]): value + n for n in range(2, 10)}
        named |= {(word, "et", "un"): value + 1, (word, "et", "une"): value + 1, (word, "un"): value + 1}
    for n in range(10, 20):
        teen = next(words for words, value in named.items() if value == n and words[0] in units)
        named[("soixante", *teen)] = 60 + n
        named[("quatre", "vingt", *teen)] = named[("quatre", "vingts", *teen)] = 80 + n
    named[("soixante", "et", "onze")] = 71
    for eighty in (("quatre", "vingt"), ("quatre", "vingts")):
        named[eighty] = 80
        named |= {(*eighty, units[n]): 80 + n for n in range(1, 10)}
    return named


def _dutch() -> Named:
    units = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien".split()
    units += "zeventien achttien negentien".split()
    named: Named = {(word,): value for value, word in enumerate(units)}
    tens = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
    for k, word in enumerate(tens, 2):
        named[(word,)] = 10 * k
        for n in range(1, 10):
            named[(f"{units[n]}en{word}",)] = named[(units[n], "en", word)] = 10 * k + n
    return named


FRENCH = NumberWords(
    below_hundred=_french(),
    scales={"cent": 100, "cents": 100, "mille": 1000, "million": 1_000_000, "millions": 1_000_000},
    weak=frozenset(("un", "une", "neuf", "mille", "cent")),
    before=frozenset("numero tapez touche option choix le reference page case vers".split()),
    after=frozenset(
        "heure heures h minutes jours semaines mois ans euros fois cent cents virgule".split()
    ),
    doubles=frozenset(("deux", "double")),
    explains=frozenset(("comme",)),
    ordinals={
        "premier": 1, "premiere": 1, "deuxieme": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5,
        "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10,
    },
)  # fmt: skip

DUTCH = NumberWords(
    below_hundred=_dutch(),
    scales={"honderd": 100, "duizend": 1000, "miljoen": 1_000_000},
    joined=True,
    weak=frozenset(("een",)),
    before=frozenset("nummer toets optie keuze referentie pagina vakje om rond".split()),
    after=frozenset("uur euro keer".split()),
    doubles=frozenset(("dubbel", "dubbele", "twee")),
    explains=frozenset(("van", "zoals")),
    ordinals={
        "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8,
        "negende": 9, "tiende": 10,
    },
)  # fmt: skip
