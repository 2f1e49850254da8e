"""Understanding one utterance: the parts put together."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from voiceapp.dialogue.understanding.classifier import Classifier, Floats
from voiceapp.dialogue.understanding.completeness import Completeness
from voiceapp.dialogue.understanding.ending import Ending, loads
from voiceapp.dialogue.understanding.features import Concepts, features
from voiceapp.dialogue.understanding.language import LANGUAGES, FindsSlots
from voiceapp.dialogue.understanding.lexicon import Lexicon
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.understanding.numbers import Piece
from voiceapp.dialogue.understanding.selection import voted
from voiceapp.dialogue.understanding.sentiment import Sentiment
from voiceapp.dialogue.understanding.spans import Grammar, Span
from voiceapp.dialogue.understanding.words import Plainer, Word
from voiceapp.dialogue.utterance import Alternative, Utterance

TEXTS = (
    "words.txt grammar.txt lexicon.txt given_names.txt surnames.txt more_names.txt places.txt other_languages.txt "
    "likes.txt sentiment.txt concepts.txt weights.txt endings.txt"
).split()
"""The asset texts that ``load`` needs for English; another language does without ``NOT_NEEDED``."""

NOT_NEEDED = frozenset(("given_names.txt", "surnames.txt", "likes.txt"))

_MOST_ALTERNATIVES = 5
_NEAR = 0.6  # likeness to an added example from which its intent takes over
_SHOWN = 5


@dataclass(frozen=True)
class Reading:
    """One alternative taken apart."""

    pieces: tuple[Piece, ...]
    spans: tuple[Span, ...]
    features: frozenset[str]


@dataclass(frozen=True)
class Understander:
    """Understands utterances. Make one with ``load``; it is immutable and may be shared."""

    plainer: Plainer
    lexicon: Lexicon
    concepts: Concepts
    pieces: Callable[[Sequence[Word]], list[Piece]]
    slotter: FindsSlots
    classifier: Classifier | None
    sentiment: Sentiment
    completeness: Completeness
    ending: Ending
    added: tuple[tuple[str, tuple[Mapping[str, float], ...]], ...] = ()

    def read(self, text: str) -> Reading:
        """Take a text apart, without judging it."""
        parts = tuple(self.pieces(self.plainer(text).words))
        spans = tuple(self.slotter.find(parts))
        return Reading(parts, spans, frozenset(features(parts, spans, self.lexicon, self.concepts)))

    def understand(self, utterance: Utterance | str) -> Meaning:
        """What was meant. Never raises; the same utterance always gives the same meaning."""
        text = utterance if isinstance(utterance, str) else utterance.text
        if plainly := _wordless(text):
            return Meaning(text=text, intent=plainly, intents=((plainly, 1.0),))
        readings = [(self.read(a.text), a.probability) for a in _alternatives(utterance)]
        scores = self._scores(readings)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
        intent = ranked[0][0]
        best = readings[0][0]
        return Meaning(
            text=text,
            intent=intent,
            intents=tuple((name, round(min(1.0, max(0.0, score)), 4)) for name, score in ranked),
            slots=voted([(r.spans, r.pieces, p) for r, p in readings], intent, self.lexicon),
            sentiment=self.sentiment([piece.text for piece in best.pieces]),
            finished=self.finished(text),
        )

    def finished(self, partial: str) -> bool:
        """Whether the words make a whole thought, as far as their end tells."""
        return self.completeness(partial)

    def finishing(self, partial: str) -> float:
        """Log-odds that nothing follows these words."""
        return self.ending(partial)

    def extended(self, intents: Mapping[str, Iterable[str]]) -> Understander:
        """One that also knows these intents, by example sentences."""
        added = tuple((name, tuple(self._weighed(self.read(example)) for example in intents[name])) for name in intents)
        return replace(self, added=self.added + added)

    def _weighed(self, reading: Reading) -> dict[str, float]:
        """The words and word pairs of a reading for comparison: what carries meaning weighs more."""
        weights = {}
        for feature in reading.features:
            words = feature.split()
            if feature[0] not in "/~#=" and feature[-1] != "~" and len(words) <= 2 and "_" not in words:
                meant = sum(word not in self.lexicon.function and word not in "^$" for word in words)
                weights[feature] = (0.3, 1.5, 2.0)[meant] / len(words)
        return weights

    def _scores(self, readings: Sequence[tuple[Reading, float]]) -> dict[str, float]:
        assert self.classifier is not None
        total: Floats = np.zeros(len(self.classifier.labels), dtype=np.float32)
        near = dict.fromkeys((name for name, _ in self.added), 0.0)
        for reading, probability in readings:
            total += np.float32(probability) * self.classifier.probabilities(reading.features)
            weighed = self._weighed(reading) if self.added else {}
            for name, examples in self.added:
                likeness = max((_likeness(weighed, example) for example in examples), default=0.0)
                near[name] = max(near[name], likeness)
        scores = {label: float(score) for label, score in zip(self.classifier.labels, total, strict=True)}
        for name, likeness in near.items():
            share = likeness**3 if likeness < _NEAR else max(likeness, 0.75)
            scores = {label: score * (1 - share) for label, score in scores.items()}
            scores[name] = scores.get(name, 0.0) + share
        return scores


def load(texts: Mapping[str, str], language: str = "en") -> Understander:
    """Build an understander from the asset texts of one language, by file name (``TEXTS``).

    Without ``weights.txt`` it can only ``read``, and without ``endings.txt`` it does not know how sentences end,
    which is what training needs. Raises ``KeyError`` for a missing
    text and ``ValueError`` or ``re.error`` for a spoilt one.
    """
    plain = language != "en"
    lexicon = Lexicon(texts, plain=plain)
    lists = lexicon.lists
    spoken = LANGUAGES[language]
    completeness = Completeness(lexicon, spoken.digits)
    return Understander(
        plainer=Plainer(lists.spellings, sorted(lists.words("fillers")), lists.words("number words"), spoken.parts),
        lexicon=lexicon,
        concepts=Concepts(texts["concepts.txt"], plain=plain),
        pieces=spoken.pieces,
        slotter=spoken.slotter(Grammar(texts["grammar.txt"]), lexicon),
        classifier=Classifier.loads(texts["weights.txt"]) if "weights.txt" in texts else None,
        sentiment=Sentiment.loads(texts["sentiment.txt"]),
        completeness=completeness,
        ending=Ending(lexicon, completeness, loads(texts.get("endings.txt", ""))),
    )


def _wordless(text: str) -> str:
    """The intent of a text without a letter or digit a caller could have said, or ""."""
    letters = [c for c in text if c.isalnum()]
    if not letters:
        return "nonsense" if any(unicodedata.category(c) in ("So", "Sk", "Co", "Cn") for c in text) else "silence"
    latin = sum(c.isascii() or "LATIN" in unicodedata.name(c, "LATIN") or c.isdigit() for c in letters[:2000])
    return "other_language" if 2 * latin < min(len(letters), 2000) else ""


def _alternatives(utterance: Utterance | str) -> list[Alternative]:
    if isinstance(utterance, str):
        return [Alternative(text=utterance, probability=1.0)]
    best = [a for a in utterance.alternatives if a.text == utterance.text]
    others = [a for a in utterance.alternatives if a.text != utterance.text and not _wordless(a.text)]
    chosen = (best[:1] or [Alternative(text=utterance.text, probability=0.5 if others else 1.0)]) + others
    chosen = chosen[:_MOST_ALTERNATIVES]
    total = sum(max(a.probability, 1e-6) for a in chosen)
    return [Alternative(text=a.text, probability=max(a.probability, 1e-6) / total) for a in chosen]


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two sets of weighted features."""
    # fsum: the same in whatever order a set gives its features
    shared = math.fsum(weight * other[feature] for feature, weight in one.items() if feature in other)
    norms = math.fsum(w * w for w in one.values()) * math.fsum(w * w for w in other.values())
    return float(shared / norms**0.5) if norms else 0.0
