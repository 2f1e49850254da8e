"""Determiners of French and Dutch: which stand for which, and which a noun takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MASCULINE, FEMININE = 1, 2
"""Genders as the word data write them; of Dutch they are those of "de" and of "het"."""


@dataclass(frozen=True)
class Kind:
    """Determiners that mean the same: before a noun of the first gender, of the second, before a vowel of either, and
    before a plural. "" where there is none. ``liaison`` are the sounds that come in before a vowel, by determiner."""

    first: str
    second: str
    plural: str
    vowel_first: str = ""
    vowel_second: str = ""


@dataclass(frozen=True, kw_only=True)
class Articles:
    """The determiners of one language.

    ``kinds`` by name; ``liaisons`` are symbols heard between a determiner and a vowel. ``aspirated`` are words before
    which a vowel counts as none. ``adjectives_agree`` says whether a change of gender shows beyond the determiner.
    """

    kinds: Mapping[str, Kind]
    liaisons: Mapping[str, str]
    aspirated: frozenset[str]
    adjectives_agree: bool
    diminutives: tuple[str, ...] = ()
    """Endings of nouns of the second gender."""

    def kind_of(self, determiner: str) -> str:
        """The name of the kind a determiner is of, or ""."""
        return next((name for name, kind in self.kinds.items() if determiner in _forms(kind)), "")

    def all(self) -> frozenset[str]:
        """Every determiner."""
        return frozenset(form for kind in self.kinds.values() for form in _forms(kind))

    def form(self, kind: str, gender: int, *, plural: bool, vowel: bool) -> str:
        """The determiner of a kind before a noun; "" when there is none."""
        meant = self.kinds[kind]
        if plural:
            return meant.plural
        if vowel and (before := meant.vowel_second if gender == FEMININE else meant.vowel_first):
            return before
        return meant.second if gender == FEMININE else meant.first


def _forms(kind: Kind) -> tuple[str, ...]:
    return tuple(form for form in (kind.first, kind.second, kind.plural, kind.vowel_first, kind.vowel_second) if form)


FRENCH = Articles(
    kinds={
        "the": Kind("le", "la", "les", "l'", "l'"),
        "a": Kind("un", "une", "des"),
        "my": Kind("mon", "ma", "mes", "mon", "mon"),
        "your": Kind("votre", "votre", "vos"),
        "our": Kind("notre", "notre", "nos"),
        "this": Kind("ce", "cette", "ces", "cet", "cette"),
        "his": Kind("son", "sa", "ses", "son", "son"),
        "their": Kind("leur", "leur", "leurs"),
    },
    liaisons={
        "les": "z", "un": "n", "des": "z", "mon": "n", "mes": "z", "vos": "z", "nos": "z", "ces": "z", "son": "n",
        "ses": "z", "leurs": "z",
    },
    aspirated=frozenset(
        "hache haches haie haies hamac hamacs hameau hameaux hamster hamsters hanche hanches hangar hangars hanneton "
        "hannetons hareng harengs haricot haricots harnais harpe harpes hasard hauteur hauteurs hérisson hérissons "
        "héros herse hêtre hêtres hibou hiboux hockey homard homards hotte hottes houle housse housses houx hublot "
        "hublots hutte huttes halte haltes halle halles haut honte hors-d'œuvre huit husky hot-dog hamburger "
        "hamburgers handball haltère hall halls".split()
    ),
    adjectives_agree=True,
)  # fmt: skip

DUTCH = Articles(
    kinds={
        "the": Kind("de", "het", "de"),
        "a": Kind("een", "een", ""),
        "my": Kind("mijn", "mijn", "mijn"),
        "your": Kind("uw", "uw", "uw"),
        "our": Kind("onze", "ons", "onze"),
        "this": Kind("deze", "dit", "deze"),
        "that": Kind("die", "dat", "die"),
        "no": Kind("geen", "geen", "geen"),
    },
    liaisons={},
    aspirated=frozenset(),
    adjectives_agree=False,
    diminutives=("tje", "pje", "kje", "etje"),
)
