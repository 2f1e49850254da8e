"""What is known of single words: part of speech, kind of thing, whether it may be a name or a place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_SECTION = re.compile(r"^([a-z ]+): (.*)$")


class Lists:
    """The word lists of one asset text: ``name: words`` lines, and ``word = plain words`` lines."""

    def __init__(self, text: str, *, plain: bool = False) -> None:
        """With ``plain`` the listed words lose their accents."""
        self.lists: dict[str, str] = {}
        self.spellings: dict[str, str] = {}
        for line in text.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if match := _SECTION.match(line):
                self.lists[match[1]] = folded(match[2]) if plain else match[2]
            else:
                word, _, meant = line.partition(" = ")
                self.spellings[word] = meant

        self._sets = {name: frozenset(words.split()) for name, words in self.lists.items()}
        self._phrases = {name: frozenset(p for p in words.split("|") if p) for name, words in self.lists.items()}

    def words(self, name: str) -> frozenset[str]:
        return self._sets.get(name, frozenset())

    def phrases(self, name: str) -> frozenset[str]:
        return self._phrases.get(name, frozenset())


class Lexicon:
    """Looks words up, also with their accents taken off."""

    def __init__(self, texts: Mapping[str, str], *, plain: bool = False) -> None:
        """With ``plain``, for languages other than English, words are looked up without accents."""
        self.lists = Lists(texts["words.txt"], plain=plain)
        self._entries: dict[str, tuple[str, str, str]] = {}
        for line in texts["lexicon.txt"].splitlines():
            code, _, words = line.partition(": ")
            if not line.startswith("#"):
                letters, form, noun_class = code.split()
                entry = (letters, form, noun_class)
                self._entries.update(dict.fromkeys(words.split(), entry))
        # Words with accents are looked up without them, unless that is another word.
        self._spellings = {bare: word for word in self._entries if (bare := folded(word)) not in self._entries}
        self._entries.update({bare: self._entries[word] for bare, word in self._spellings.items()})
        self.function = self.lists.words("function")
        self.determiners = self.lists.words("determiners")
        self.titles = self.lists.words("titles")
        self.compound_things = self.lists.words("compound things")
        self._things = self.lists.words("things")
        self._not_things = self.lists.words("not things")
        self.name_cues = {
            tuple(cue.split()): strength
            for strength, name in ((1, "name cues one"), (2, "name cues two"), (3, "name cues three"))
            for cue in self.lists.phrases(name)
        }
        self._irregular = dict(pair.split("=") for pair in self.lists.words("irregular"))
        given, surnames = Lists(texts.get("given_names.txt", "")), Lists(texts.get("surnames.txt", ""))
        more, places = Lists(texts["more_names.txt"], plain=plain), Lists(texts["places.txt"], plain=plain)
        self.particles = more.words("particles")
        self._given = given.words("clear") | more.words("clear")
        self._given_or_word = given.words("also words") - self._given
        self._surnames = surnames.words("clear") | more.words("surnames")
        self._surnames_or_word = surnames.words("also words") - self._surnames
        self.cities = places.words("clear")
        self.cities_or_words = places.words("also words")
        self.city_phrases = {tuple(phrase.split()) for phrase in places.phrases("phrases")}
        self._likes: dict[str, tuple[str, str]] = {}
        for line in texts.get("likes.txt", "").splitlines():
            if not line.startswith("#"):
                groups, _, words = line.partition(": ")
                coarse, fine = groups.split()
                self._likes.update(dict.fromkeys(words.split(), (coarse, fine)))
        others = Lists(texts["other_languages.txt"], plain=plain)
        self._languages: dict[str, set[str]] = {}
        for language in others.lists:
            for word in others.words(language):
                self._languages.setdefault(word, set()).add(language)

    def known(self, word: str) -> bool:
        """Whether it is an English word (not only a name)."""
        return word in self.function or self._entries.get(word, ("?",))[0] != "?"

    def letters(self, word: str) -> str:
        """Parts of speech as letters n v a r, likeliest first; "f" for a function word, "" for an unknown one."""
        if word in self.function:
            return "f"
        entry = self._entries.get(word)
        return "" if entry is None or entry[0] == "?" else entry[0]

    def form(self, word: str) -> str:
        """The form of a verb: base, s, ing, past, or "-"."""
        entry = self._entries.get(word)
        return "-" if entry is None else entry[1]

    def noun_class(self, word: str) -> str:
        entry = self._entries.get(word)
        return "-" if entry is None else entry[2]

    def likes(self, word: str) -> tuple[str, str]:
        """The coarse and the fine group of words that stand in the same places; "" where unknown."""
        return self._likes.get(word, ("", ""))

    def is_verb(self, word: str) -> bool:
        """Whether it can begin a base verb phrase."""
        return word in _FUNCTION_VERBS or (self.form(word) == "base" and word not in self.function)

    def is_thing(self, word: str) -> bool:
        """Whether a noun names something a caller may have a problem with."""
        if self.is_listed_thing(word):
            return True
        if word in self._not_things or word in self.function:
            return False
        return self.noun_class(word) in _THING_CLASSES

    def is_listed_thing(self, word: str) -> bool:
        """Whether a noun is one of the things callers most often call about."""
        if word in self._not_things:
            return word in self._things
        singulars = (word, word[:-1] if word.endswith("s") else word, word[:-3] + "y" if word.endswith("ies") else word)
        return any(singular in self._things for singular in singulars)

    def spelling(self, plain: str) -> str:
        """A word that was written without its accents, with them."""
        return self._spellings.get(plain, plain)

    def irregular(self, form: str) -> str:
        """The base form of a verb form that follows no rule, or ""."""
        return self._irregular.get(form, "")

    def base_of_ing(self, form: str) -> str | None:
        """The base form of a present participle: "giving" → "give"."""
        stems = [form[:-3] + "e", form[:-3]] + ([form[:-4]] if len(form) > 5 and form[-4] == form[-5] else [])
        return next((stem for stem in stems if form.endswith("ing") and self.is_verb(stem)), None)

    def base(self, past: str) -> str | None:
        """The base form of a past participle: "moved" → "move"."""
        if past in self._irregular:
            return self._irregular[past]
        if not past.endswith("ed"):
            return past if self.form(past) == "base" else None
        stems = [past[:-1], past[:-2], past[:-3] + "y" if past.endswith("ied") else past[:-3]]
        if len(past) > 5 and past[-3] == past[-4] and past[-3] not in "ls":
            stems.reverse()
        return next((stem for stem in stems if self.form(stem) == "base"), None)

    def given(self, word: str) -> int:
        """2: a given name; 1: one that is a common word as well; 0: none."""
        plain = folded(word)
        return 2 if plain in self._given else 1 if plain in self._given_or_word else 0

    def surname(self, word: str) -> int:
        """2: a surname; 1: one that is a common word as well; 0: none."""
        plain = folded(word)
        return 2 if plain in self._surnames else 1 if plain in self._surnames_or_word else 0

    def languages(self, word: str) -> set[str]:
        """The other languages in which this is a common word (and in English it is not)."""
        return self._languages.get(word, set())


_FUNCTION_VERBS = frozenset("do get be have let".split())
_THING_CLASSES = frozenset("artifact animal food plant possession communication substance natural event".split())


def folded(word: str) -> str:
    """Without accents."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
