"""The company's official statement on a call, put together from what this call misheard, and the fame of its caller."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from voiceapp.aftercall.gist import gist
from voiceapp.aftercall.measures import Measures
from voiceapp.aftercall.texts import drawer, texts


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A statement as it is published: one line in large type, paragraphs, and what became of the caller."""

    headline: str
    paragraphs: tuple[str, ...]
    fame: str


def statement_on(measures: Measures, language: str = "en", seed: int | None = None) -> Statement:
    """The statement on a call that has been measured; the seed of the call unless another is given.

    The same call, language and seed give the same statement.
    """
    seed = measures.seed if seed is None else seed
    values = gist(measures, seed, language)
    draw = drawer(texts("statement", language), values, Random(f"statement {seed} {measures.scenario}"), language)
    # What the survey, the gesture and one sentence of the caller gave is told where there is any.
    paragraphs = (
        (draw("understood"), draw("way")),
        (draw("measures"), draw("sentence")),
        (draw("hiring"),),
        (draw("score"), draw("gift"), draw("closing")),
    )
    return Statement(
        headline=draw("headline"),
        paragraphs=tuple(" ".join(filter(None, parts)) for parts in paragraphs if any(parts)),
        fame=draw("fame"),
    )
