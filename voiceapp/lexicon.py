"""Open the mishearing engines' data: the word data that ships with voiceapp and pocketsphinx's language model."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pocketsphinx

from voiceapp import assets
from voiceapp.dialogue.mishearing import (
    Lexicon,
    Mishearer,
    PhraseMishearer,
    WordBook,
    WordLists,
    articles,
    build_lexicon,
    build_wordbook,
    phones,
    speeches,
)
from voiceapp.dialogue.mishearing.pronunciation import LetterRules, Pronouncer, Sounding
from voiceapp.dialogue.mishearing.wordbook import BookSounding
from voiceapp.errors import Missing

_UNREADABLE = (OSError, EOFError, KeyError, ValueError, BadZipFile, zlib.error)
"""What numpy raises of an archive that is missing or damaged."""

_SPEECHES = {"fr": speeches.FRENCH, "nl": speeches.DUTCH}
_SCALE = 1_000_000  # of pocketsphinx's integer logarithms, only to find their base


class TrigramModel:
    """The US English trigram model that pocketsphinx ships (72,547 words), in nats."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or Path(pocketsphinx.__file__).parent / "model" / "en-us" / "en-us.lm.bin"
        if not path.is_file():
            raise Missing(f"the language model {path} is missing: reinstall pocketsphinx")
        mathematics = pocketsphinx.LogMath()
        self._unit = float(mathematics.log_to_ln(_SCALE)) / _SCALE
        self._model = pocketsphinx.NGramModel(pocketsphinx.Config(lm=None), mathematics, os.fspath(path))

    def __call__(self, newest_first: list[str]) -> float:
        """Log probability in nats of the first word after the others; far below -50 for an unknown word."""
        try:
            return float(self._model.prob(newest_first)) * self._unit
        except UnicodeEncodeError:  # half a surrogate pair, which no word has
            return self([word.encode("utf-8", "replace").decode("utf-8") for word in newest_first])


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Missing(f"word data {path} cannot be read ({fault}): reinstall voiceapp") from fault
    return [line for raw in text.splitlines() if (line := raw.split("#")[0].strip())]


def _table(path: Path) -> dict[str, str]:
    return {left.strip(): right.strip() for left, _, right in (line.partition(":") for line in _lines(path))}


def _arrays(folder: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(folder / "lexicon.npz") as archive:
            return {name: archive[name] for name in archive.files}
    except _UNREADABLE as fault:
        raise Missing(f"word data {folder / 'lexicon.npz'} cannot be read: reinstall voiceapp") from fault


def _lists(folder: Path) -> WordLists:
    return WordLists(
        domains={p.stem: tuple(_lines(p)) for p in sorted((folder / "domains").glob("*.txt"))},
        senses={w: tuple(s.strip() for s in t.split(",")) for w, t in _table(folder / "senses.txt").items()},
        oaths=_table(folder / "oaths.txt"),
        names=tuple(_lines(folder / "names.txt")),
        taste=frozenset(_lines(folder / "taste.txt")),
        profane=frozenset(_table(folder / "oaths.txt")),
        letter_rules={a: b for a, _, b in (line.partition("\t") for line in _lines(folder / "letters.tsv"))},
    )


def load_lexicon() -> Lexicon:
    """The shipped words, domains and lists of English. Raises Missing when they are not there."""
    folder = assets.path("mishearing")
    return build_lexicon(_arrays(folder), _lists(folder))


def load_wordbook(language: str) -> WordBook:
    """The same of French or Dutch."""
    folder = assets.path("mishearing", language)
    inventory, determiners = {
        "fr": (phones.FRENCH, articles.FRENCH),
        "nl": (phones.DUTCH, articles.DUTCH),
    }[language]
    return build_wordbook(_arrays(folder), _lists(folder), inventory, determiners)


@cache
def load_sounding(language: str) -> Sounding:
    """The sounds of a language alone, for who compares a few words. Raises Missing without the data."""
    if language == "en":
        return load_pronouncer()
    return BookSounding(load_wordbook(language), _SPEECHES[language].counting.digits)


@cache
def load_pronouncer() -> Pronouncer:
    """The sounds of English words alone: 0.05 s, 10 MB. Raises Missing without the data."""
    folder = assets.path("mishearing")
    try:
        with np.load(folder / "lexicon.npz") as archive:  # reads only the arrays that are asked for
            words, phones, counts = (archive[name] for name in ("words", "phones", "phone_counts"))
    except _UNREADABLE as fault:
        raise Missing(f"word data {folder / 'lexicon.npz'} cannot be read: reinstall voiceapp") from fault
    index = {word: i for i, word in enumerate(bytes(words).decode("ascii").split("\n"))}
    starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    rules = {a: b for a, _, b in (line.partition("\t") for line in _lines(folder / "letters.tsv"))}
    return Pronouncer(index, phones, starts, LetterRules(rules))


def load_mishearer(
    domains: Mapping[str, Sequence[str]] | None = None, language: str = "en"
) -> Mishearer | PhraseMishearer:
    """The engine of a language, ready; ``domains`` adds noun phrases to domains or makes new ones.

    A quarter of a second and 80 MB for English.
    """
    if language != "en":
        book = load_wordbook(language)
        for name, phrases in (domains or {}).items():
            book = book.with_domain(name, phrases)
        return PhraseMishearer(book, _SPEECHES[language])
    lexicon = load_lexicon()
    for name, phrases in (domains or {}).items():
        lexicon = lexicon.with_domain(name, phrases)
    return Mishearer(lexicon, TrigramModel())
