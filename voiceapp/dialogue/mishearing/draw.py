"""Draw among the best candidates by seed, so that another call mishears otherwise and as well."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import replace

from voiceapp.dialogue.mishearing.candidate import Candidate

SPREAD = 3.2  # candidates this much worse than the best come only after all that are not
TEMPERATURE = 0.9


def noise(seed: int, text: str) -> float:
    """A number in (0, 1) that depends on the seed and the text and on nothing else."""
    digest = hashlib.blake2b(f"{seed}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") + 0.5) / 2**64


def draw(candidates: Iterable[Candidate], seed: int, n: int) -> list[Candidate]:
    """``n`` candidates, best first: scores with Gumbel noise, which makes each draw one from the softmax of the scores.

    No two with the same text, nor two of one source that end in the same word.
    """
    ranked = sorted(candidates, key=lambda c: (-c.score, c.text, c.why))
    if not ranked or n < 1:
        return []
    floor = ranked[0].score - SPREAD
    noisy = []
    for k, candidate in enumerate(ranked):
        if candidate.score >= floor:
            bump = -TEMPERATURE * math.log(-math.log(noise(seed, candidate.text)))
            noisy.append((max(floor, candidate.score + bump), candidate))
        else:
            noisy.append((candidate.score - 1e-6 * k, candidate))
    noisy.sort(key=lambda pair: (-pair[0], pair[1].text))
    drawn: list[Candidate] = []
    texts: set[str] = set()
    ends: set[tuple[str, str]] = set()
    for score, candidate in noisy:
        end = (candidate.source, candidate.with_.casefold().split()[-1] if candidate.with_.split() else "")
        if candidate.text not in texts and end not in ends:
            texts.add(candidate.text)
            ends.add(end)
            drawn.append(replace(candidate, score=round(score, 4)))
        if len(drawn) == n:
            break
    return drawn
