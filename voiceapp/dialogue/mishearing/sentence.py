"""A caller's sentence made ready: words, where they stand in the text, their sounds and parts of speech."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.dialogue.mishearing.numbers import spoken
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS, OPEN_TAGS, TAGS

LONGEST_CLAUSE = 26  # words looked at; of a longer turn one stretch is chosen
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_BREAK = re.compile(r"[.,;:!?…()\[\]\"“”–—/\n]")
_AFTER_NAME_CUE = re.compile(
    r"(?:\bname is|\bname's|\bi am|\bi'm|\bthis is|\bit's|\bcall me|\bspeaking to|\bmister|\bmrs|\bmiss|\bms)\s*$"
)


@dataclass(frozen=True)
class Token:
    """One word: as written, in lower case, as the language model spells it; where it is; how it sounds; its tag."""

    written: str
    word: str
    model_word: str
    start: int
    end: int
    phones: ph.Phones
    tag: str
    breaks: bool  # punctuation stands before it
    sentence_ends: bool  # nothing follows, or a full stop


@dataclass(frozen=True)
class Sentence:
    """A turn: its text, and the tokens of the stretch that is looked at."""

    text: str
    tokens: tuple[Token, ...]
    first: bool  # the stretch begins where the turn does

    def words(self, i: int, j: int) -> str:
        """The words of tokens ``i`` to ``j`` in lower case."""
        return " ".join(t.word for t in self.tokens[i:j])

    def phones(self, i: int, j: int) -> ph.Phones:
        """The sounds of tokens ``i`` to ``j``."""
        return np.concatenate([t.phones for t in self.tokens[i:j]])

    def neighbours(self, i: int, j: int) -> tuple[str, str]:
        """The word before token ``i`` and the word at token ``j``, empty where there is none."""
        return (self.tokens[i - 1].word if i else ""), (self.tokens[j].word if j < len(self.tokens) else "")

    def replaced(self, i: int, j: int, by: str) -> str:
        """The whole text with tokens ``i`` to ``j`` replaced."""
        return self.text[: self.tokens[i].start] + by + self.text[self.tokens[j - 1].end :]


def read(text: str, lexicon: Lexicon, stretch: int = 0) -> Sentence:
    """Split, sound and tag a text. ``stretch`` chooses which part of a very long one is looked at."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    found = list(_WORD.finditer(text))
    first = 0
    if len(found) > LONGEST_CLAUSE:
        first = (stretch % (len(found) // LONGEST_CLAUSE)) * LONGEST_CLAUSE
    end = first + LONGEST_CLAUSE
    rough = []
    for k in range(first, min(end, len(found))):
        match = found[k]
        word = match.group().casefold().replace("’", "'")
        before = text[found[k - 1].end() if k else 0 : match.start()]
        after = text[match.end() : found[k + 1].start() if k + 1 < len(found) else len(text)]
        rough.append(
            (match, word, bool(k and _BREAK.search(before)), k + 1 == len(found) or bool(re.search(r"[.!?]", after)))
        )
    if not rough:
        return Sentence(text, (), True)
    tags = tag([w for _, w, _, _ in rough], [m.group() for m, _, _, _ in rough], lexicon)
    tokens = []
    for (match, word, breaks, ends), word_tag in zip(rough, tags, strict=True):
        sounded = spoken(word)
        spelling = lexicon.pronounce.known_spelling(word) or word
        phones = lexicon.phones(sounded)
        tokens.append(Token(match.group(), word, spelling, match.start(), match.end(), phones, word_tag, breaks, ends))
    return Sentence(text, tuple(tokens), first == 0)


def tag(words: Sequence[str], written: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The likeliest run of tags (Viterbi over word and tag-pair probabilities)."""
    # A word's probability given its tag is, by Bayes, that of the tag given the word over the tag's own.
    prior = _prior(lexicon.transitions.tobytes(), len(TAGS))
    all_capital = all(w[:1].isupper() for w in written)
    score = lexicon.transitions[TAGS.index("<s>")].astype(np.float64)
    back: list[NDArray[np.intp]] = []
    for i, word in enumerate(words):
        capital = written[i][:1].isupper() and i > 0 and not all_capital
        named = bool(_AFTER_NAME_CUE.search(" ".join(words[max(0, i - 3) : i])))
        follows = words[i + 1] if i + 1 < len(words) else ""
        here = _emission(word, lexicon, capital, named) - prior
        if word in ("one", "oh", "o") and (_counts(words[i - 1] if i else "") or _counts(follows)):
            here = np.full(len(TAGS), _NEVER)
            here[TAGS.index("CD")] = 0.0
        if word == "right" and follows in ("here", "there", "now", "away", "outside", "in", "on", "behind", "after"):
            here[OPEN_TAGS.index("RB")] = 3.0
        if i == 0:
            score = score + here
            continue
        through = score[:, None] + lexicon.transitions
        back.append(through.argmax(axis=0))
        score = through.max(axis=0) + here
    score = score + lexicon.transitions[:, TAGS.index("</s>")] * 0.5
    best = [int(score.argmax())]
    for step in reversed(back):
        best.append(int(step[best[-1]]))
    return [TAGS[k] for k in reversed(best)]


@lru_cache(maxsize=4)
def _prior(transitions: bytes, n: int) -> NDArray[np.float64]:
    matrix = np.exp(np.frombuffer(transitions, dtype=np.float32).reshape(n, n).astype(np.float64))
    state = np.full(n, 1.0 / n)
    for _ in range(50):
        state = 0.9 * state @ matrix + 0.1 / n
    result: NDArray[np.float64] = np.log(state)
    return result


_NEVER = -30.0


def _counts(word: str) -> bool:
    return FUNCTION_WORDS.get(word) == "CD" or word[:1].isdigit()


_THINGS = frozenset(("fibre", "sim", "wifi"))  # which the word data take for names


def _emission(word: str, lexicon: Lexicon, capital: bool, named: bool) -> NDArray[np.float64]:
    """Log probability of each tag given the word alone."""
    result = np.full(len(TAGS), _NEVER)
    if word[0].isdigit():
        result[TAGS.index("CD")] = 0.0
        return result
    if word in _THINGS:
        result[OPEN_TAGS.index("NN")] = 0.0
        return result
    if word in FUNCTION_WORDS:
        result[TAGS.index(FUNCTION_WORDS[word])] = 0.0
        if word in ("that", "this", "one", "her", "no"):
            result[TAGS.index("PRPO")] = np.log(0.3)
        if word in ("up", "out", "down", "off", "on", "in", "over"):
            result[TAGS.index("IN")] = result[TAGS.index("RP")] = np.log(0.5)
        if word in ("am", "is"):
            result[TAGS.index("BE")] = 0.0
        return result
    spelling = lexicon.pronounce.known_spelling(word)
    n = len(OPEN_TAGS)
    if spelling is not None and lexicon.tag_probability[lexicon.index[spelling]].sum() > 0:
        known = lexicon.tag_probability[lexicon.index[spelling]]
        result[:n] = np.log(np.maximum(known, 1e-6))
    else:
        result[:n] = np.log(_unknown(word))
    if capital or (named and result[OPEN_TAGS.index("NNP")] > np.log(0.05)):
        result[OPEN_TAGS.index("NNP")] = 2.0
    return result


def _unknown(word: str) -> NDArray[np.float64]:
    guess = dict.fromkeys(OPEN_TAGS, 0.01)
    if word.endswith("ing"):
        guess |= {"VBG": 0.5, "NN": 0.3}
    elif word.endswith("ed"):
        guess |= {"VBD": 0.4, "VBN": 0.3, "JJ": 0.2}
    elif word.endswith("ly"):
        guess |= {"RB": 0.7, "JJ": 0.1, "NNP": 0.1}
    elif word.endswith("'s") or not word.isascii():
        guess |= {"NNP": 0.7, "NN": 0.2}
    elif word.endswith("s") and not word.endswith("ss"):
        guess |= {"NNS": 0.5, "NNP": 0.3, "NN": 0.1}
    else:
        guess |= {"NN": 0.4, "NNP": 0.4, "JJ": 0.05, "VB": 0.05}
    return np.array([guess[t] for t in OPEN_TAGS])
