"""Nobody is to be hurt: which words, and which sounds across words, never leave the company."""

from __future__ import annotations

import itertools

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.lexicon import Lexicon

SHORTEST = 3  # sounds; shorter oaths turn up inside every other sentence


class Taste:
    """Holds wrong readings against the blocked words and their sounds."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        sounds = (ph.unstressed(lexicon.phones(word)).tobytes() for word in sorted(lexicon.lists.profane))
        self._sounds = tuple(dict.fromkeys(s for s in sounds if len(s) >= SHORTEST))

    def allows(self, changed: str, before: str, after: str) -> bool:
        """Whether ``changed`` may be said between these neighbours (one word each, or none).

        Blocked are the words themselves, and a profanity that begins or ends where a word does and runs across a
        boundary that the change has made.
        """
        words = changed.casefold().split()
        if any(self._lexicon.is_blocked(w) for w in words):
            return False
        around = [w for w in (before, *words, after) if w]
        for first, second in itertools.pairwise(around):
            if self._lexicon.is_blocked(first + second) or f"{first} {second}" in self._lexicon.lists.taste:
                return False
        parts = [*([before] if before else []), *words, *([after] if after else [])]
        runs = [ph.unstressed(self._lexicon.pronounce(w)).tobytes() for w in parts]
        sound = b"".join(runs)
        if not any(s in sound for s in self._sounds):
            return True
        edges = {0}
        for run in runs:
            edges.add(max(edges) + len(run))
        for bad in self._sounds:
            at = sound.find(bad)
            while at >= 0:
                crosses = any(at < e < at + len(bad) for e in edges)
                whole = at in edges and at + len(bad) in edges
                if whole or (crosses and (at in edges or at + len(bad) in edges)):
                    return False
                at = sound.find(bad, at + 1)
        return True
