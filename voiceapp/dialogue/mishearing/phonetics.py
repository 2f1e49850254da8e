"""Wrong readings from phonetics: a stretch of the sentence that sounds like something else and fits its place."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.mishearing.frames import Frames
from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.dialogue.mishearing.likeness import HOMOPHONE, same_words
from voiceapp.dialogue.mishearing.regions import Kind, Region, noun_phrase
from voiceapp.dialogue.mishearing.resegment import Grammar, Recut, recuts
from voiceapp.dialogue.mishearing.sentence import Sentence
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS, NOUN_TAGS
from voiceapp.dialogue.mishearing.taste import Taste
from voiceapp.dialogue.mishearing.units import Near, Unit

GATE = 0.25  # region distance above which few would believe it
WIDE_GATE = 0.30  # the same for what the company deals in, and for names, which carry no meaning to hold it against
NAME_THING = 0.6  # how much of a thing a noun has to be to stand for a name
HALF_GATE = 0.15  # the same for one noun of two that belong together
ALONE_GATE, SHORTEST_ALONE = 0.20, 5  # the same for a phrase that stands in no sentence, and its phones
RECUT_GATE = 0.24
MOST_LOST = 7.0  # nats a change may cost where it stands
DOMAIN_LOST = 9.0
BARE_LOST = 2.5  # the same for a noun without an article that seldom goes without
_SHORTEST_DOMAIN = 4  # phones; what is shorter fits everywhere, so it has to fit well
_NEAR_ENOUGH = 0.2
_TAKE, _MEASURE = 28, 128  # units a region gets, and how many are measured for it
# What a candidate's score is made of.
_NEARNESS, _FLUENCY, _THING, _DOMAIN, _BOUNDARY, _LENGTH, _LATE = -22.0, -0.3, 1.8, 4.6, 0.7, 0.12, 0.4
_PLACE: dict[Kind, float] = {"noun": 0.5, "name": 0.8, "verb": -0.6, "adjective": -0.6, "loose": -5.0, "number": 0.0}


@dataclass(frozen=True)
class Draft:
    """A region and what it was taken for, before any gate but nearness."""

    region: Region
    near: Near
    domain: bool = False
    listed: bool = False  # a name that was made up for the purpose


class Phonetics:
    """The source "phonetics" over one lexicon."""

    def __init__(self, lexicon: Lexicon, taste: Taste) -> None:
        self._lexicon = lexicon
        self._taste = taste
        self._grammar = Grammar(lexicon)

    def candidates(
        self,
        sentence: Sentence,
        drafts: Iterable[Draft],
        frames: Frames,
        strict: bool = True,
    ) -> Iterator[Candidate]:
        """The drafts that pass the gates.

        Unless ``strict``, a noun may stand beside words that the model has never seen it beside.
        """
        for draft in drafts:
            candidate = self._judge(sentence, draft, frames, strict)
            if candidate is not None:
                yield candidate

    def cut_anew(self, sentence: Sentence, frames: Frames, start: int) -> Iterator[Candidate]:
        """Other words whose boundaries lie elsewhere. ``start`` turns the order in which a long sentence is cut."""
        for recut in recuts(sentence, self._lexicon, limit=RECUT_GATE, start=start):
            candidate = self._judge_recut(sentence, recut, frames)
            if candidate is not None:
                yield candidate

    def phrases(self, sentence: Sentence, every: Iterable[Region], start: int) -> Iterator[Candidate]:
        """Things that some stretch sounds like, to be quoted alone: for sentences with nothing else in them."""
        wanted = [r for r in every if r.kind in ("loose", "verb")]
        wanted = (wanted[start % len(wanted) :] + wanted[: start % len(wanted)])[:10] if wanted else []
        sounds = [sentence.phones(r.i, r.j) for r in wanted]
        nearest = self._lexicon.pools["NN"].nearest(sounds, limit=WIDE_GATE, keep=_MEASURE, take=12)
        for region, near in zip(wanted, nearest, strict=True):
            for one in near:
                if self._lexicon.concreteness(one.unit.text) > 0.6:
                    loose = Region(region.i, region.j, "loose", ("NN",))
                    candidate = self._judge_loose(sentence, Draft(loose, one))
                    if candidate is not None:
                        yield candidate

    def drafts(self, sentence: Sentence, every: list[Region], domain: str | None) -> Iterator[Draft]:
        """What each region sounds like, near enough; nothing else has been asked of it."""
        by_pool: dict[str, list[Region]] = {}
        for region in every:
            for pool in region.pools:
                by_pool.setdefault(pool, []).append(region)
        own = self._lexicon.domain_pools.get(domain or "", {})
        for name, wanted in by_pool.items():
            if name in own:
                sounds = [sentence.phones(r.i, r.j) for r in wanted]
                nearest = own[name].nearest(sounds, limit=WIDE_GATE, keep=32, take=16)
                for region, near in zip(wanted, nearest, strict=True):
                    for one in near:
                        if len(one.unit.phones) >= _SHORTEST_DOMAIN or one.distance <= _NEAR_ENOUGH:
                            yield Draft(region, one, domain=True)
            inside = [r for r in wanted if r.kind != "loose"]
            sounds = [sentence.phones(r.i, r.j) for r in inside]
            nearest = self._lexicon.pools[name].nearest(sounds, limit=WIDE_GATE, keep=_MEASURE, take=_TAKE)
            for region, near in zip(inside, nearest, strict=True):
                for one in near:
                    if one.distance <= (WIDE_GATE if region.kind == "name" else GATE):
                        yield Draft(region, one)
        names = [r for r in every if r.kind == "name"]
        sounds = [sentence.phones(r.i, r.j) for r in names]
        nearest = self._lexicon.name_pool.nearest(sounds, limit=WIDE_GATE, keep=32, take=12)
        for region, near in zip(names, nearest, strict=True):
            for one in near:
                yield Draft(region, one, listed=True)

    # -- gates

    def _judge(self, sentence: Sentence, draft: Draft, frames: Frames, strict: bool) -> Candidate | None:
        """The candidate of a draft, or None if a gate closes."""
        region, near, lexicon = draft.region, draft.near, self._lexicon
        if region.kind == "loose":
            return self._judge_loose(sentence, draft)
        i, j = region.i, region.j
        said, heard = sentence.words(i, j), near.unit.text
        if near.distance > HALF_GATE and region.kind == "noun" and _is_half(sentence, region):
            return None
        if region.kind == "name" and not draft.listed and (" " in heard or lexicon.concreteness(heard) < NAME_THING):
            return None  # "in Hamper", but not "in Method"
        if region.kind in ("verb", "adjective") and lexicon.probability_of(heard, *region.pools) < 0.35:
            return None
        if near.cost < HOMOPHONE or same_words(lexicon, said, heard):
            return None
        before, after = sentence.neighbours(i, j)
        start, article = i, ""
        if region.kind == "noun" and before in ("a", "an"):
            if not lexicon.takes_a(heard):
                return None
            start, article = i - 1, article_for(near.unit.phones)
        words = heard.casefold().split()
        free = draft.domain or region.kind == "name" or (region.kind == "noun" and not strict)
        if not free and not frames.attested(i, j, words, article):
            return None
        lost = frames.lost(i, j, words, article)
        if draft.domain and not region.bare:
            lost = min(lost, DOMAIN_LOST)  # a scenario's own words need not be known to the model
        most = DOMAIN_LOST if free else MOST_LOST
        if region.bare and not lexicon.stands_alone(heard):
            most = -9.0 if region.whole else BARE_LOST
        if lost > most or not self._taste.allows(heard, before, after):
            return None
        shown = heard if region.kind != "name" else heard.title()
        phrase = ""
        if region.kind == "noun":
            a, b = noun_phrase(sentence, i, j)
            phrase = " ".join(p for p in (sentence.words(a, i), heard, sentence.words(j, b)) if p)
        elif region.kind == "name":
            phrase = shown
        score, why = self._score(sentence, draft, lost, frames)
        return _candidate(
            sentence, i, j, near.unit, near.distance, sentence.replaced(start, j, f"{article} {shown}".strip()),
            shown, phrase, score, why,
        )  # fmt: skip

    def _judge_loose(self, sentence: Sentence, draft: Draft) -> Candidate | None:
        """A phrase that does not fit the sentence and is quoted alone."""
        region, near = draft.region, draft.near
        said, heard = sentence.words(region.i, region.j), near.unit.text
        if near.distance > ALONE_GATE or len(near.unit.phones) < SHORTEST_ALONE:
            return None
        if near.cost < HOMOPHONE or same_words(self._lexicon, said, heard) or not self._taste.allows(heard, "", ""):
            return None
        score, why = self._score(sentence, draft, 0.0, None)
        return _candidate(
            sentence, region.i, region.j, near.unit, near.distance, heard, heard, heard, score, why
        )  # fmt: skip

    def _judge_recut(self, sentence: Sentence, recut: Recut, frames: Frames) -> Candidate | None:
        i, j, lexicon, tokens = recut.i, recut.j, self._lexicon, sentence.tokens
        words = recut.words
        if recut.cost < HOMOPHONE or all(w in FUNCTION_WORDS for w in words):
            return None
        said, heard = sentence.words(i, j), " ".join(words)
        tags = [t.tag for t in tokens[i:j]]
        if (
            not self._grammar.same_frame([t.word for t in tokens[i:j]], tags, words)
            or same_words(lexicon, said, heard)
            or not self._articles_agree(sentence, i, j, words)
            or not frames.attested(i, j, words)
        ):
            return None
        lost = frames.lost(i, j, words)
        before = tokens[i - 1].tag if i else "<s>"
        after = tokens[j].tag if j < len(tokens) else "</s>"
        better = self._grammar.score(before, words, after) - self._grammar.score(
            before, [t.model_word for t in tokens[i:j]], after
        )
        if lost > MOST_LOST or better < -0.4 or not self._taste.allows(heard, *sentence.neighbours(i, j)):
            return None
        things = [w for w in words if lexicon.probability_of(w, "NN", "NNS") > 0.6]
        parts = {
            "near": _NEARNESS * recut.distance,
            "fluent": _FLUENCY * max(-1.0, lost),
            "grammar": 0.8 * min(0.5, better),
            "thing": _THING * max((lexicon.concreteness(w) for w in things), default=0.1),
            "boundary": _BOUNDARY + 0.2,
            "long": _LENGTH * min(10, len(recut.phones)),
            "late": _LATE * i / max(1, len(tokens)),
            "place": -0.6,
        }
        phrase = ""
        if things and words[-1] == things[-1] and after not in NOUN_TAGS:
            described = [w for w in words[:-1] if lexicon.probability_of(w, "NN", "JJ") > 0.6]
            phrase = " ".join([*described, things[-1]])
        unit = Unit(heard, recut.phones)
        return _candidate(
            sentence, i, j, unit, recut.distance, sentence.replaced(i, j, heard), heard, phrase,
            sum(parts.values()), _why("cut anew", parts),
        )  # fmt: skip

    def _articles_agree(self, sentence: Sentence, i: int, j: int, words: Sequence[str]) -> bool:
        """Whether what follows each "a" in a stretch cut anew is one thing, and begins as the article wants."""
        after = sentence.tokens[j].tag if j < len(sentence.tokens) and not sentence.tokens[j].breaks else "</s>"
        run = [sentence.tokens[i - 1].word if i else "", *words]
        for k, (article, first) in enumerate(itertools.pairwise(run)):
            if article not in ("a", "an"):
                continue
            if article_for(self._lexicon.pronounce(first)) != article:
                return False
            nouns = [self._lexicon.probability_of(w, "NN", "NNS") > 0.5 for w in run[k + 1 :]]
            last = next(
                (m for m, (a, b) in enumerate(itertools.pairwise([*nouns, after in NOUN_TAGS])) if a and not b), None
            )
            if last is not None and not self._lexicon.takes_a(run[k + 1 + last]):
                return False
        return True

    def _score(self, sentence: Sentence, draft: Draft, lost: float, frames: Frames | None) -> tuple[float, str]:
        region, near, lexicon = draft.region, draft.near, self._lexicon
        said, heard = sentence.words(region.i, region.j), near.unit.text
        words = heard.split()
        thing = lexicon.concreteness(heard.casefold()) if region.kind in ("noun", "loose", "name") else 0.15
        parts = {
            "near": _NEARNESS * near.distance,
            "fluent": _FLUENCY * max(-1.0, lost),
            "thing": _THING * thing + 0.4 * (thing - lexicon.concreteness(said)),
            "domain": _DOMAIN * draft.domain,
            "name": 1.8 * draft.listed,
            "idiom": 0.0,
            "boundary": _BOUNDARY * (len(words) != region.j - region.i),
            "long": _LENGTH * min(10, len(near.unit.phones)),
            "late": _LATE * region.i / max(1, len(sentence.tokens)),
            "place": _PLACE[region.kind] - 0.5 * region.modifier,
        }
        if len(words) == 2 and not draft.domain and not draft.listed and frames is not None:
            together = frames.probability(words[1], words[0])
            often, bound = frames.probability(words[0]) + together, together - frames.probability(words[1])
            parts["idiom"] = 0.35 * min(0.0, often + 17.0) + 0.15 * min(2.0, bound - 5.0)
        return sum(parts.values()), _why(region.kind, parts)


def _is_half(sentence: Sentence, region: Region) -> bool:
    """Whether a noun of the same phrase stands before or after the region."""
    first = sentence.tokens[region.i]
    return region.modifier or (region.i > 0 and not first.breaks and sentence.tokens[region.i - 1].tag == "NN")


def article_for(sound: ph.Phones) -> str:
    """ "an" before a vowel, "a" before anything else."""
    return "an" if len(sound) and int(sound[0]) >= ph.FIRST_VOWEL else "a"


def _why(kind: str, parts: dict[str, float]) -> str:
    return f"{kind}: " + ", ".join(f"{name} {value:+.2f}" for name, value in parts.items() if value)


def _candidate(
    sentence: Sentence,
    i: int,
    j: int,
    unit: Unit,
    distance: float,
    text: str,
    heard: str,
    phrase: str,
    score: float,
    why: str,
) -> Candidate:
    return Candidate(
        text=text,
        source="phonetics",
        replaced=sentence.words(i, j),
        with_=heard,
        phrase=phrase,
        said_phones=ph.decode(sentence.phones(i, j)),
        heard_phones=ph.decode(unit.phones),
        distance=round(distance, 4),
        score=score,
        why=why,
    )
