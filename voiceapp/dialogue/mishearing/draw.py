"""Draw among the best candidates by seed, so that another call mishears otherwise and as well."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import replace

from voiceapp.dialogue.mishearing.candidate import Candidate

SPREAD = 4.0  # candidates this much worse than the best come only after all that are not
FURTHER = 2.0
ENOUGH = 9  # candidates to draw from
TEMPERATURE = 1.2
GOLDEN_RATIO = (5**0.5 - 1) / 2


def noise(seed: int, text: str) -> float:
    """A number in (0, 1) that depends on the seed and the text and on nothing else."""
    digest = hashlib.blake2b(f"{seed}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") + 0.5) / 2**64


def draw(candidates: Iterable[Candidate], seed: int, n: int) -> list[Candidate]:
    """``n`` candidates, best first, drawn from the softmax of their scores; ``score`` becomes that of the draw.

    The first comes from the quantile that the seed's multiple of the golden ratio points at: such points lie evenly, so
    that neighbouring seeds give different readings. The others follow in the order of their scores with Gumbel noise.
    No two have the same text, nor do two of one source end in the same word.
    """
    ranked = sorted(candidates, key=lambda c: (-c.score, c.text, c.why))
    if not ranked or n < 1:
        return []
    floor = max(
        ranked[0].score - SPREAD - FURTHER,
        min(ranked[0].score - SPREAD, ranked[min(ENOUGH, len(ranked)) - 1].score),
    )
    noisy = []
    for k, candidate in enumerate(ranked):
        if candidate.score >= floor:
            bump = -TEMPERATURE * math.log(-math.log(noise(seed, candidate.text)))
            noisy.append((max(floor, candidate.score + bump), candidate))
        else:
            noisy.append((candidate.score - 1e-6 * k, candidate))
    noisy.sort(key=lambda pair: (-pair[0], pair[1].text))
    first = _first([c for c in ranked if c.score >= floor], seed)
    top = noisy[0][0]
    drawn: list[Candidate] = []
    texts: set[str] = set()
    ends: set[tuple[str, str]] = set()
    for score, candidate in [(top, first), *noisy]:
        end = (candidate.source, candidate.with_.casefold().split()[-1] if candidate.with_.split() else "")
        if candidate.text not in texts and end not in ends:
            texts.add(candidate.text)
            ends.add(end)
            drawn.append(replace(candidate, score=round(score, 4)))
        if len(drawn) == n:
            break
    return drawn


def _first(good: list[Candidate], seed: int) -> Candidate:
    texts = dict.fromkeys(c.text for c in good)
    best = {text: max(c.score for c in good if c.text == text) for text in texts}
    weights = [math.exp((score - good[0].score) / TEMPERATURE) for score in best.values()]
    # Only the seed's low part is multiplied: beyond 2**53 a float has no fraction left.
    turn, step = divmod(seed, 10_000)
    place = (noise(turn, "\n".join(texts)) + step * GOLDEN_RATIO) % 1.0 * sum(weights)
    for text, weight in zip(best, weights, strict=True):
        place -= weight
        if place <= 0:
            return next(c for c in good if c.text == text)
    return good[0]
