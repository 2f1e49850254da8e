"""WordNet 3.0: which nouns are things, and which are kept off the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

LEXNAMES = (
    "adj.all adj.pert adv.all Tops act animal artifact attribute body cognition communication event feeling food group "
    "location motive object person phenomenon plant possession process quantity relation shape state substance time"
).split()
# How much of a thing a noun is: what one can see, hold, feed or put in a box.
CONCRETE = {
    "animal": 1.0, "artifact": 0.9, "food": 1.0, "plant": 0.95, "person": 0.75, "object": 0.6, "substance": 0.6,
    "body": 0.5, "location": 0.35, "phenomenon": 0.3, "group": 0.25, "shape": 0.3, "possession": 0.25,
    "communication": 0.2, "event": 0.2, "act": 0.15, "quantity": 0.1, "process": 0.1, "time": 0.1, "feeling": 0.1,
    "state": 0.05, "cognition": 0.05, "attribute": 0.05, "relation": 0.0, "motive": 0.0, "Tops": 0.1,
}  # fmt: skip
# Synsets (as lemma) with everything below them that is kept off the table: nobody is to be hurt by a slip of the ear.
BLOCKED_SUBTREES = (
    "disease disorder illness injury ill_health death killing murder weapon weaponry ethnic_group religious_person "
    "religion slave criminal sex_organ sexual_activity narcotic excretion terrorist war body_waste symptom "
    "bad_person unwelcome_person sexual_assault religionist believer inhabitant native disabled_person sick_person "
    "corpse prostitute undergarment bomb gun firearm ammunition toilet"
).split()


class WordNet:
    """What is needed of WordNet 3.0's data files (wndb(5WN))."""

    def __init__(self, folder: Path) -> None:
        self.counts: dict[tuple[str, str], float] = defaultdict(float)
        self.senses: dict[tuple[str, str], list[int]] = {}
        self.lexname: dict[int, str] = {}
        self.below: dict[int, list[int]] = defaultdict(list)
        self.proper: set[str] = set()
        self.members: dict[int, list[str]] = {}
        for line in (folder / "cntlist.rev").read_text().splitlines():
            key, _, count = line.split()
            lemma, rest = key.split("%")
            self.counts[lemma, "nvars"[int(rest[0]) - 1]] += int(count)
        common: set[str] = set()
        every: set[str] = set()
        for pos, name in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv")):
            for line in (folder / f"index.{name}").read_text().splitlines():
                if line.startswith(" "):
                    continue
                parts = line.split()
                self.senses[parts[0], pos] = [int(x) for x in parts[-int(parts[2]) :]]
            if pos != "n":
                common.update(w for w, p in self.senses if p == pos)
                continue
            for line in (folder / f"data.{name}").read_text().splitlines():
                if line.startswith(" "):
                    continue
                parts = line.split("|")[0].split()
                synset, lexfile, size = int(parts[0]), int(parts[1]), int(parts[3], 16)
                members = parts[4 : 4 + 2 * size : 2]
                self.members[synset] = members
                self.lexname[synset] = LEXNAMES[lexfile] if lexfile < len(LEXNAMES) else "act"
                for member in members:
                    every.add(member.lower())
                    if member[0].islower():
                        common.add(member)
                pointers = parts[5 + 2 * size :]
                for symbol, target, *_ in zip(pointers[0::4], pointers[1::4], strict=False):
                    if symbol in ("@", "@i"):
                        self.below[int(target)].append(synset)
        self.proper = every - common

    def knows(self, word: str) -> bool:
        return any((word, p) in self.senses for p in "nvar") and word not in self.proper

    def subtree(self, roots: Iterable[str]) -> set[str]:
        """Every word whose first noun sense is one of these words' first sense or under it."""
        todo = [self.senses[root, "n"][0] for root in roots if (root, "n") in self.senses]
        found: set[int] = set()
        while todo:
            synset = todo.pop()
            if synset not in found:
                found.add(synset)
                todo += self.below[synset]
        return {w for (w, p), senses in self.senses.items() if p == "n" and senses[0] in found}

    def other_counts(self, word: str) -> float:
        """How often the word was seen as anything but a noun."""
        return sum(self.counts.get((word, p), 0.0) for p in "vasr")

    def compounds(self) -> frozenset[str]:
        """Two-word common nouns ("tin_can")."""
        return frozenset(w for w, p in self.senses if p == "n" and w.count("_") == 1 and w not in self.proper)

    def weights(self, word: str) -> list[tuple[float, str]]:
        """The noun's senses as (weight, field): WordNet orders them by how frequent they are."""
        return [(1 / (1 + i) ** 1.5, self.lexname[s]) for i, s in enumerate(self.senses.get((word, "n"), []))]

    def concreteness(self, word: str, lemma: str) -> float:
        senses = self.weights(lemma if (lemma, "n") in self.senses else word)
        total = sum(w for w, _ in senses)
        return sum(w * CONCRETE.get(f, 0.0) for w, f in senses) / total if total else 0.0

    def field(self, word: str, lemma: str) -> int:
        senses = self.weights(lemma if (lemma, "n") in self.senses else word)
        return LEXNAMES.index(senses[0][1]) if senses else 0
