"""Numbers in French and Dutch: how digits are spoken, and the slips a tired ear makes with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from voiceapp.dialogue.mishearing.numbers import slips as digit_slips


@dataclass(frozen=True, kw_only=True)
class Counting:
    """The number words of one language: ``digits`` from nought to nine, others, and what each is ``confused`` with."""

    digits: Sequence[str]
    others: frozenset[str]
    confused: Mapping[str, tuple[str, ...]]

    def counts(self, word: str) -> bool:
        """Whether it is a number. "Un" and "een" are articles, as far as can be told."""
        return word[:1].isdigit() or word in self.others or (word in self.digits and word != self.digits[1])

    def spoken(self, word: str) -> str:
        """A number in digits, digit by digit in words; other words stay."""
        if not word.isdecimal() or not word.isascii():
            return word
        return " ".join(self.digits[int(digit)] for digit in word[:40])

    def slips(self, words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
        """Wrong readings of a run of number words, each with what went wrong."""
        if len(words) == 1 and words[0].isdigit() and words[0].isascii():
            yield from digit_slips(words)
            return
        for i, word in enumerate(words):
            for other in self.confused.get(word, ()):
                yield (*words[:i], other, *words[i + 1 :]), f"{word} taken for {other}"
        for i in range(len(words) - 1):
            if words[i] in self.digits and words[i + 1] in self.digits and words[i] != words[i + 1]:
                yield (*words[:i], words[i + 1], words[i], *words[i + 2 :]), f"{words[i]} and {words[i + 1]} transposed"


def _pairs(text: str) -> dict[str, tuple[str, ...]]:
    """ "six=dix,treize sept=cette" as a mapping."""
    return {word: tuple(others.split(",")) for word, _, others in (pair.partition("=") for pair in text.split())}


FRENCH = Counting(
    digits="zéro un deux trois quatre cinq six sept huit neuf".split(),
    others=frozenset(
        "dix onze douze treize quatorze quinze seize vingt vingts trente quarante cinquante soixante septante nonante "
        "cent cents mille".split()
    ),
    confused=_pairs(
        "deux=douze,dix trois=treize,six quatre=quarante cinq=cent,cinquante six=dix,seize sept=seize,septante "
        "huit=neuf neuf=nonante,huit dix=six onze=douze douze=deux,onze treize=trente,trois quatorze=quatre "
        "quinze=cinq seize=treize,six vingt=cinq,cent trente=treize quarante=quatre cinquante=soixante,cinq "
        "soixante=cinquante septante=sept nonante=neuf cent=cinq mille=six zéro=deux"
    ),
)

_UNITS = "nul een twee drie vier vijf zes zeven acht negen".split()
_TENS = "nul tien twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()


def _between_tens() -> dict[str, tuple[str, ...]]:
    """ "Tweeënveertig" is taken for "vierentwintig": in Dutch the units come first."""
    return {
        _dutch(10 * tens + units): (_dutch(10 * units + tens),) if units > 1 and units != tens else ()
        for tens in range(2, 10)
        for units in range(1, 10)
    }


def _dutch(value: int) -> str:
    tens, units = divmod(value, 10)
    joint = "ën" if _UNITS[units].endswith("e") else "en"
    return f"{_UNITS[units]}{joint}{_TENS[tens]}"


DUTCH = Counting(
    digits=_UNITS,
    others=frozenset(
        "één tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien honderd duizend".split()
    )
    | frozenset(_TENS)
    | frozenset(_between_tens()),
    confused=_between_tens()
    | _pairs(
        "twee=drie drie=twee,vier vier=vijf,drie vijf=vier,twee zes=zeven,tien zeven=negen,zestien acht=tachtig,elf "
        "negen=zeven,nul tien=tachtig elf=twaalf twaalf=elf,twee dertien=dertig veertien=veertig vijftien=vijftig "
        "zestien=zestig zeventien=zeventig achttien=tachtig negentien=negentig twintig=twaalf dertig=dertien "
        "veertig=veertien vijftig=vijftien zestig=zestien zeventig=zeventien tachtig=achttien negentig=negentien "
        "honderd=duizend duizend=honderd nul=negen"
    ),
)
