"""Make ``en/lexicon.txt``, ``en/given_names.txt``, ``en/surnames.txt`` and ``en/other_languages.txt``.

One command::

    apt-get install wordnet-base && pip install wordfreq==3.1.1 names==0.3.0
    python assets/understanding/build_lexicon.py

Sources (what is made is checked in, so nobody needs them to run voiceapp):

* WordNet 3.0 (Debian ``wordnet-base`` 1:3.0-37; WordNet licence, a BSD-like licence of Princeton University):
  parts of speech, tag counts, and the noun class of a word's most frequent sense.
* wordfreq 3.1.1 (code Apache-2.0, data CC BY-SA 4.0): which words are common enough to be worth listing.
* names 0.3.0 (MIT), its lists are those of the 1990 US Census (public domain): given names and surnames.
"""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

from wordfreq import top_n_list, zipf_frequency

HERE = Path(__file__).parent
WORDNET = Path("/usr/share/wordnet")
COMMON = 30_000
CLASSES = {  # WordNet's lexicographer files for nouns, 03..28
    3: "top", 4: "act", 5: "animal", 6: "artifact", 7: "attribute", 8: "body", 9: "cognition", 10: "communication",
    11: "event", 12: "feeling", 13: "food", 14: "group", 15: "location", 16: "motive", 17: "natural", 18: "person",
    19: "phenomenon", 20: "plant", 21: "possession", 22: "process", 23: "quantity", 24: "relation", 25: "shape",
    26: "state", 27: "substance", 28: "time",
}  # fmt: skip
LETTER = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SUFFIXES = {
    "noun": [
        ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y"),
        ("s", ""),
    ],
    "verb": [("ies", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")],
    "adj": [("er", ""), ("est", ""), ("er", "e"), ("est", "e"), ("ier", "y"), ("iest", "y")],
    "adv": [],
}  # fmt: skip


class WordNet:
    """Tag counts and noun classes of lemmas, and the lemmas of a form."""

    def __init__(self) -> None:
        self.first_class: dict[str, str] = {}
        self.senses: dict[tuple[str, str], int] = {}
        self.exceptions: dict[str, dict[str, list[str]]] = {pos: defaultdict(list) for pos in LETTER}
        self.counts: dict[tuple[str, str], int] = defaultdict(int)
        classes: dict[str, int] = {}
        for line in (WORDNET / "data.noun").read_text().splitlines():
            if not line.startswith(" "):
                offset, file_number = line.split()[:2]
                classes[offset] = int(file_number)
        for pos in LETTER:
            for line in (WORDNET / f"index.{pos}").read_text().splitlines():
                if line.startswith(" "):
                    continue
                fields = line.split()
                count = int(fields[2])
                self.senses[fields[0], pos] = count
                if pos == "noun":
                    self.first_class[fields[0]] = CLASSES[classes[fields[-count]]]
            for line in (WORDNET / f"{pos}.exc").read_text().splitlines():
                form, *lemmas = line.split()
                self.exceptions[pos][form] += lemmas
        numbers = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
        for line in (WORDNET / "cntlist.rev").read_text().splitlines():
            key, _, count_text = line.split()
            lemma, _, rest = key.partition("%")
            self.counts[lemma, numbers[rest[0]]] += int(count_text)

    def lemma(self, form: str, pos: str) -> str | None:
        for candidate in self.exceptions[pos].get(form, []):
            if (candidate, pos) in self.senses:
                return candidate
        if (form, pos) in self.senses:
            return form
        for suffix, replacement in SUFFIXES[pos]:
            if form.endswith(suffix) and len(form) > len(suffix) + 1:
                stem = form[: -len(suffix)] + replacement
                if (stem, pos) in self.senses:
                    return stem
                if (
                    pos == "verb"
                    and not replacement
                    and len(stem) > 3
                    and stem[-1] == stem[-2]
                    and (stem[:-1], pos) in self.senses
                ):
                    return stem[:-1]
        return None


def code(word: str, wordnet: WordNet) -> str | None:
    """Parts of speech, likeliest first, then the verb form and the noun class: ``nv base artifact``."""
    weights = []
    noun_class, verb_form = "-", "-"
    for pos, letter in LETTER.items():
        lemma = wordnet.lemma(word, pos)
        if lemma is None:
            continue
        count = wordnet.counts[lemma, pos] + 0.1 * wordnet.senses[lemma, pos]
        weights.append((count, letter))
        if pos == "noun":
            noun_class = wordnet.first_class[lemma]
        if pos == "verb":
            if word.endswith("ing") and lemma != word:
                verb_form = "ing"
            elif lemma == word:
                verb_form = "base"
            else:
                verb_form = "s" if word.endswith("s") else "past"
    if not weights:
        return None
    weights.sort(reverse=True)
    total = sum(count for count, _ in weights)
    letters = "".join(letter for count, letter in weights if count >= 0.03 * total)
    return f"{letters} {verb_form} {noun_class}"


def lexicon(wordnet: WordNet) -> str:
    groups: dict[str, list[str]] = defaultdict(list)
    for word in top_n_list("en", COMMON):
        if re.fullmatch(r"[a-z]+", word) and len(word) > 1:
            found = code(word, wordnet)
            if found:
                groups[found].append(word)
            elif zipf_frequency(word, "en") > 3.3:
                groups["? - -"].append(word)
    lines = [f"{key}: {' '.join(sorted(words))}" for key, words in sorted(groups.items())]
    return "# Made by build_lexicon.py from WordNet 3.0 and wordfreq 3.1.1; see there.\n" + "\n".join(lines) + "\n"


def names(files: list[str], limit: int, wordnet: WordNet) -> str:
    """Names; those that are common words as well stand on the second line."""
    spec = find_spec("names")
    assert spec is not None and spec.origin is not None
    clear: set[str] = set()
    also_words: set[str] = set()
    for file in files:
        for line in (Path(spec.origin).parent / file).read_text().splitlines()[:limit]:
            name = line.split()[0].lower()
            lower = any(wordnet.counts[name, pos] > 0 for pos in LETTER)
            common = lower and zipf_frequency(name, "en") > 3.0
            (also_words if common or len(name) < 3 else clear).add(name)
    return (
        "# Made by build_lexicon.py from the 1990 US Census lists in names 0.3.0; see there.\n"
        f"clear: {' '.join(sorted(clear))}\nalso words: {' '.join(sorted(also_words))}\n"
    )


def other_languages() -> str:
    """The 400 commonest words of some languages, without those an English caller might say."""
    english = set(top_n_list("en", 12_000))
    lines = []
    for language in "fr de nl es it pt pl sv da tr fi id cs ro".split():
        words = [w for w in top_n_list(language, 400) if w.isalpha() and len(w) > 1 and w not in english]
        lines.append(f"{language}: {' '.join(sorted(words))}")
    return "# Made by build_lexicon.py from wordfreq 3.1.1; see there.\n" + "\n".join(lines) + "\n"


def main() -> None:
    wordnet = WordNet()
    english = HERE / "en"
    (english / "lexicon.txt").write_text(lexicon(wordnet), encoding="utf-8")
    given = names(["dist.male.first", "dist.female.first"], 1200, wordnet)
    (english / "given_names.txt").write_text(given, encoding="utf-8")
    (english / "surnames.txt").write_text(names(["dist.all.last"], 4000, wordnet), encoding="utf-8")
    (english / "other_languages.txt").write_text(other_languages(), encoding="utf-8")


if __name__ == "__main__":
    main()
