"""The mishearing engine: from what was said, wrong readings near enough to be believed."""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.dialogue.mishearing.memory import Memory
from voiceapp.dialogue.mishearing.numbers import slips
from voiceapp.dialogue.mishearing.regions import Region, noun_phrase, regions
from voiceapp.dialogue.mishearing.resegment import Grammar, Recut, recuts
from voiceapp.dialogue.mishearing.sentence import Sentence, read
from voiceapp.dialogue.mishearing.sound import readings
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS
from voiceapp.dialogue.mishearing.taste import Taste
from voiceapp.dialogue.mishearing.units import Near
from voiceapp.dialogue.utterance import Utterance

GATE = 0.26  # region distance above which few would believe it
DOMAIN_GATE = 0.30  # the same for what the company deals in, and for names, which carry no meaning to hold it against
HOMOPHONE = 0.2  # edit cost below which nobody would hear a difference
RECUT_GATE = 0.24
NEARNESS = -14.0
MOST_LOST = 7.0  # nats a change may cost where it stands
MOST_LOST_A_WORD = 1.0  # nats a word over the whole text, for what did not come from a frame
BARE_LOST = 2.5  # the same for a noun without an article
SPREAD = 3.0  # candidates this much worse than the best are not drawn
TEMPERATURE = 0.8


class LanguageModel(Protocol):
    """A trigram model."""

    def __call__(self, newest_first: list[str]) -> float:
        """Log probability in nats of the first word after the others; -50 or less for a word it does not know."""
        ...


@dataclass(frozen=True)
class _Draft:
    """A region and what it was taken for, before it is a candidate."""

    region: Region
    heard: str
    near: Near
    domain: bool


class Mishearer:
    """Pure: the same arguments give the same candidates. May be shared between threads."""

    def __init__(self, lexicon: Lexicon, language_model: LanguageModel) -> None:
        self.lexicon = lexicon
        self._model = language_model
        self._taste = Taste(lexicon)
        self._grammar = Grammar(lexicon)

    def candidates(
        self,
        utterance: Utterance | str,
        *,
        domain: str | None = None,
        seed: int = 0,
        n: int = 5,
        memory: Memory | None = None,
        avoid: Collection[str] = (),
    ) -> list[Candidate]:
        """Up to ``n`` wrong readings, best first, at least one.

        ``domain`` pulls towards one of ``lexicon.domains`` (an unknown one pulls nowhere). ``seed`` draws among the good ones.
        ``memory`` prefers what was misheard before and drops what was said. Readings in ``avoid`` are not given, nor what was
        really said or heard best.
        """
        if isinstance(utterance, str):
            utterance = Utterance(text=utterance)
        memory = memory or Memory()
        text = self._without_oaths(utterance.text)
        sentence = read(text, self.lexicon, seed)
        taboo = {t.casefold() for t in (*avoid, *memory.said, utterance.text)}
        taboo.add(sentence.text.casefold())
        found = list(self._all(utterance, sentence, domain, memory, seed))
        if text != utterance.text:
            found.append(self._oath_itself(utterance.text, text))
        good = [c for c in found if c.text.casefold() not in taboo]
        drawn = _draw(good, seed, n)
        if not drawn:
            drawn = [self._out_of_nowhere(utterance.text, domain, seed, taboo)]
        return drawn

    # -- sources

    def _all(
        self, utterance: Utterance, sentence: Sentence, domain: str | None, memory: Memory, seed: int
    ) -> Iterator[Candidate]:
        if not sentence.tokens:
            return
        every = list(regions(sentence))
        yield from self._from_memory(sentence, memory)
        yield from self._from_sound(utterance, sentence, domain)
        yield from self._from_phonetics(sentence, every, domain, seed)
        yield from self._from_meaning(sentence, every)
        yield from self._from_procedure(sentence, every)

    def _from_phonetics(
        self, sentence: Sentence, every: list[Region], domain: str | None, seed: int
    ) -> Iterator[Candidate]:
        frames = _Frames(sentence, self._model, self.lexicon)
        for draft in self._drafts(sentence, every, domain):
            candidate = self._judge(sentence, draft, frames)
            if candidate is not None:
                yield candidate
        for recut in recuts(sentence, self.lexicon, limit=RECUT_GATE, start=seed):
            candidate = self._judge_recut(sentence, recut, frames)
            if candidate is not None:
                yield candidate

    def _judge_recut(self, sentence: Sentence, recut: Recut, frames: _Frames) -> Candidate | None:
        i, j, lexicon = recut.i, recut.j, self.lexicon
        said, heard = sentence.words(i, j), " ".join(recut.words)
        tokens = sentence.tokens
        if (
            recut.cost < HOMOPHONE
            or all(w in FUNCTION_WORDS for w in recut.words)
            or not self._grammar.same_frame([t.word for t in tokens[i:j]], [t.tag for t in tokens[i:j]], recut.words)
            or self._same(said, heard)
            or not frames.attested(i, j, recut.words)
        ):
            return None
        lost = frames.lost(Region(i, j, "loose", ()), heard, "", strict=True)
        if lost > MOST_LOST:
            return None
        before = tokens[i - 1].tag if i else "<s>"
        after = tokens[j].tag if j < len(tokens) else "</s>"
        grammar = self._grammar.score(before, recut.words, after)
        usual = self._grammar.score(before, [t.model_word for t in tokens[i:j]], after)
        if grammar < usual - 0.4:
            return None
        if not self._taste.allows(heard, tokens[i - 1].word if i else "", tokens[j].word if j < len(tokens) else ""):
            return None
        things = [w for w in recut.words if lexicon.probability_of(w, "NN", "NNS") > 0.6]
        thing = max((lexicon.concreteness(w) for w in things), default=0.1)
        parts = {
            "near": NEARNESS * recut.distance,
            "fluent": -0.3 * max(-1.0, lost),
            "grammar": 0.8 * min(0.5, grammar - usual),
            "thing": 1.8 * thing,
            "boundary": 0.9,
            "long": 0.12 * min(10, len(recut.phones)),
            "late": 0.4 * i / max(1, len(tokens)),
            "place": -0.6,
        }
        phrase = ""
        if things and recut.words[-1] == things[-1] and after not in ("NN", "NNS"):
            head = [w for w in recut.words if lexicon.probability_of(w, "NN", "NNS", "JJ") > 0.6 or w == things[-1]]
            phrase = " ".join(head)
        whole = sentence.replaced(i, j, heard)
        return Candidate(
            text=whole,
            source="phonetics",
            replaced=said,
            with_=heard,
            phrase=phrase,
            said_phones=ph.decode(sentence.phones(i, j)),
            heard_phones=ph.decode(recut.phones),
            distance=round(recut.distance, 4),
            fluency=self._fluency(sentence.text, whole),
            score=sum(parts.values()),
            why="cut anew: " + ", ".join(f"{k} {v:+.2f}" for k, v in parts.items() if v),
        )

    def _drafts(self, sentence: Sentence, every: list[Region], domain: str | None) -> Iterator[_Draft]:
        by_pool: dict[str, list[Region]] = {}
        for region in every:
            for pool in region.pools:
                by_pool.setdefault(pool, []).append(region)
        own = self.lexicon.domain_pools.get(domain or "", {})
        for name, wanted in by_pool.items():
            sounds = [sentence.phones(r.i, r.j) for r in wanted]
            if name in own:
                for region, near in zip(
                    wanted, own[name].nearest(sounds, limit=DOMAIN_GATE, keep=32, take=16), strict=True
                ):
                    for one in near:
                        if len(one.unit.phones) >= 4 or one.distance <= 0.2:
                            yield _Draft(region, one.unit.text, one, True)
            inside = [(r, s) for r, s in zip(wanted, sounds, strict=True) if r.kind != "loose"]
            if inside:
                nearest = self.lexicon.pools[name].nearest([s for _, s in inside], limit=DOMAIN_GATE, keep=160, take=32)
                for (region, _), near in zip(inside, nearest, strict=True):
                    for one in near:
                        if one.distance <= (DOMAIN_GATE if region.kind == "name" else GATE):
                            yield _Draft(region, one.unit.text, one, False)
        names = [r for r in every if r.kind == "name"]
        if names:
            sounds = [sentence.phones(r.i, r.j) for r in names]
            nearest = self.lexicon.name_pool.nearest(sounds, limit=DOMAIN_GATE, keep=32, take=16)
            for region, near in zip(names, nearest, strict=True):
                for one in near:
                    yield _Draft(region, one.unit.text, one, False)

    def _judge(self, sentence: Sentence, draft: _Draft, frames: _Frames) -> Candidate | None:
        """The candidate of a draft, or None if a gate closes."""
        region, near = draft.region, draft.near
        i, j = region.i, region.j
        said, heard = sentence.words(i, j), draft.heard
        if near.cost < HOMOPHONE or self._same(said, heard):
            return None
        lexicon = self.lexicon
        before = sentence.tokens[i - 1].word if i else ""
        after = sentence.tokens[j].word if j < len(sentence.tokens) else ""
        start, article = i, ""
        if region.kind == "noun" and before in ("a", "an"):
            if not lexicon.is_countable(heard):
                return None
            start, article = i - 1, ("an" if _vowel_first(near.unit.phones) else "a")
        if region.kind == "loose":
            lost, whole = 0.0, heard
        else:
            lost = frames.lost(region, heard, article, strict=not draft.domain and region.kind != "name")
            most = MOST_LOST + (2.0 if draft.domain or region.kind == "name" else 0.0)
            if region.bare and not lexicon.stands_alone(heard):
                most = BARE_LOST
            if lost > most:
                return None
            written = heard.title() if region.kind == "name" else heard
            whole = sentence.replaced(start, j, f"{article} {written}".strip())
        if not self._taste.allows(
            heard, before if region.kind != "loose" else "", after if region.kind != "loose" else ""
        ):
            return None
        score, why = self._score(sentence, draft, lost)
        phrase = ""
        if region.kind in ("noun", "loose"):
            a, b = noun_phrase(sentence, i, j) if region.kind == "noun" else (i, j)
            phrase = " ".join(p for p in (sentence.words(a, i), heard, sentence.words(j, b)) if p)
        elif region.kind == "name":
            phrase = heard.title()
        return Candidate(
            text=whole,
            source="phonetics",
            replaced=said,
            with_=heard.title() if region.kind == "name" else heard,
            phrase=phrase,
            said_phones=ph.decode(sentence.phones(i, j)),
            heard_phones=ph.decode(near.unit.phones),
            distance=round(near.distance, 4),
            fluency=self._fluency(sentence.text, whole) if region.kind != "loose" else 0.0,
            score=score,
            why=why,
        )

    def _score(self, sentence: Sentence, draft: _Draft, lost: float) -> tuple[float, str]:
        region, near, lexicon = draft.region, draft.near, self.lexicon
        said, heard = sentence.words(region.i, region.j), draft.heard
        thing = lexicon.concreteness(heard) if region.kind in ("noun", "loose", "name") else 0.15
        words = heard.split()
        idiom = 0.0
        if len(words) == 2 and not draft.domain and region.kind != "name":
            together = self._model([words[1], words[0]])
            often, bound = self._model([words[0]]) + together, together - self._model([words[1]])
            idiom = 0.35 * min(0.0, often + 17.0) + 0.15 * min(2.0, bound - 5.0)
        parts = {
            "near": NEARNESS * near.distance,
            "fluent": -0.3 * max(-1.0, lost),
            "thing": 1.8 * thing,
            "domain": 2.6 if draft.domain else 0.0,
            "idiom": idiom,
            "boundary": 0.7 if len(words) != region.j - region.i else 0.0,
            "long": 0.12 * min(10, len(near.unit.phones)),
            "late": 0.4 * region.i / max(1, len(sentence.tokens)),
            "place": {"noun": 0.5, "name": 0.8, "verb": -0.6, "adjective": -0.6, "loose": -1.2, "number": 0.0}[
                region.kind
            ],
            "modifier": -0.5 if region.modifier else 0.0,
            "abstract": 0.4 * (thing - lexicon.concreteness(said)),
        }
        why = f"{region.kind}: " + ", ".join(f"{k} {v:+.2f}" for k, v in parts.items() if v)
        return sum(parts.values()), why

    def _from_sound(self, utterance: Utterance, sentence: Sentence, domain: str | None) -> Iterator[Candidate]:
        for reading in readings(utterance, sentence, self.lexicon):
            if (
                not reading.cost >= HOMOPHONE
                or reading.distance > GATE + 0.1
                or self._same(reading.said, reading.heard)
            ):
                continue
            if not self._taste.allows(reading.heard, reading.before, reading.after):
                continue
            lost = self._fluency(sentence.text, reading.text)
            if lost > MOST_LOST_A_WORD:
                continue
            thing = self.lexicon.concreteness(reading.phrase) if reading.phrase else 0.2
            score = 1.2 - 8.0 * reading.distance - 2.0 * lost + 1.6 * thing
            yield Candidate(
                text=reading.text,
                source="sound",
                replaced=reading.said,
                with_=reading.heard,
                phrase=reading.phrase,
                said_phones=ph.decode(reading.said_phones),
                heard_phones=ph.decode(reading.heard_phones),
                distance=round(reading.distance, 4),
                fluency=lost,
                score=score,
                why=f"the recogniser's alternative {reading.rank}",
            )

    def _from_meaning(self, sentence: Sentence, every: Iterable[Region]) -> Iterator[Candidate]:
        for region in every:
            if (
                region.kind != "noun"
                or region.modifier
                or (region.i and sentence.tokens[region.i - 1].tag in _DESCRIBES)
            ):
                continue
            said = sentence.words(region.i, region.j)
            for rank, other in enumerate(self.lexicon.lists.senses.get(said, ())):
                why = f"another sense of {said}"
                if (
                    region.bare
                    and sentence.tokens[region.i].tag not in ("DT", "PRPS")
                    and not self.lexicon.stands_alone(other)
                ):
                    other = f"{'an' if other[0] in 'aeiou' else 'a'} {other}"
                found = self._plain(sentence, region, other, "meaning", 0.0, why, phrase=other)
                if found.fluency < MOST_LOST_A_WORD:
                    yield replace(found, score=0.6 - 0.1 * rank - max(0.0, found.fluency))

    def _from_procedure(self, sentence: Sentence, every: Iterable[Region]) -> Iterator[Candidate]:
        for region in every:
            if region.kind != "number":
                continue
            words = [t.word for t in sentence.tokens[region.i : region.j]]
            for rank, (slip, why) in enumerate(slips(words)):
                yield self._plain(sentence, region, " ".join(slip), "procedure", 1.0 - 0.05 * rank, why, phrase="")

    def _from_memory(self, sentence: Sentence, memory: Memory) -> Iterator[Candidate]:
        if not memory.readings:
            return
        for i in range(len(sentence.tokens)):
            for j in range(i + 1, min(i + 4, len(sentence.tokens)) + 1):
                for rank, heard in enumerate(memory.taken_for(sentence.words(i, j))):
                    kind = "name" if sentence.tokens[j - 1].tag == "NNP" else "noun"
                    region = Region(i, j, kind, ("NN",))
                    kept = self._plain(
                        sentence, region, heard, "phonetics", 4.0 - rank, "kept from before", phrase=heard
                    )
                    yield kept
                    if rank == 0:
                        yield from self._worse(sentence, region, heard)

    def _worse(self, sentence: Sentence, region: Region, heard: str) -> Iterator[Candidate]:
        """What was already misheard, misheard again."""
        sound = self.lexicon.phones(heard.casefold())
        if not len(sound):
            return
        pools = [self.lexicon.pools["NN"], *([self.lexicon.name_pool] if region.kind == "name" else [])]
        for pool in pools:
            for near in pool.nearest([sound], limit=GATE, keep=64, take=8)[0]:
                text = near.unit.text
                if near.cost < HOMOPHONE or self._same(heard.casefold(), text.casefold()):
                    continue
                if self.lexicon.concreteness(text.casefold()) < 0.5 or not self._taste.allows(text, "", ""):
                    continue
                shown = text.title() if region.kind == "name" else text
                why = f"worse than {heard}"
                yield self._plain(sentence, region, shown, "phonetics", 4.6 - 6 * near.distance, why, phrase=shown)

    def _plain(
        self, sentence: Sentence, region: Region, heard: str, source: str, score: float, why: str, phrase: str
    ) -> Candidate:
        """A candidate that was not found by its sound; its distance is measured all the same."""
        i, j = region.i, region.j
        sound = self.lexicon.phones(heard.casefold())
        said = sentence.phones(i, j)
        start, article = i, ""
        if i and sentence.tokens[i - 1].word in ("a", "an") and region.kind == "noun":
            start, article = i - 1, "an" if _vowel_first(sound) else "a"
        text = sentence.replaced(start, j, f"{article} {heard}".strip())
        return Candidate(
            text=text,
            source=source,  # type: ignore[arg-type]
            replaced=sentence.words(i, j),
            with_=heard,
            phrase=phrase,
            said_phones=ph.decode(said),
            heard_phones=ph.decode(sound),
            distance=round(ph.distance(said, sound), 4),
            fluency=self._fluency(sentence.text, text),
            score=score,
            why=why,
        )

    # -- gates

    def _same(self, said: str, heard: str) -> bool:
        """Whether the change would change nothing: the same words, the same dictionary forms, the same stem."""
        before = [w for w in said.split() if w not in FUNCTION_WORDS]
        after = [w for w in heard.casefold().split() if w not in FUNCTION_WORDS]
        if said.replace(" ", "") == heard.casefold().replace(" ", ""):
            return True
        return any(self._related(a, b) for a in before for b in after)

    def _related(self, a: str, b: str) -> bool:
        if self.lexicon.lemma_of(a) == self.lexicon.lemma_of(b):
            return True
        shorter, longer = sorted((a, b), key=len)
        if len(shorter) >= 4 and longer.startswith(shorter):
            return True
        same = 0
        for x, y in zip(a, b, strict=False):
            if x != y:
                break
            same += 1
        return same >= max(5, 0.75 * len(shorter))

    def _fluency(self, said: str, heard: str) -> float:
        """Nats a word lost over the whole text."""
        return round(self._mean_probability(said) - self._mean_probability(heard), 4)

    def _mean_probability(self, text: str) -> float:
        words = [t.strip('.,;:!?"()') for t in text.casefold().split()][-60:]
        history = ["<s>"]
        total = 0.0
        for word in (*words, "</s>"):
            word = self.lexicon.pronounce.known_spelling(word) or word
            total += max(-16.0, self._model([word, *history[:2]]))
            history = [word, *history[:1]]
        return total / (len(words) + 1)

    # -- oaths, and what to do with nothing

    def _without_oaths(self, text: str) -> str:
        words = text.split(" ")
        changed = []
        for word in words:
            core = word.casefold().strip(".,;:!?\"'()")
            harmless = self.lexicon.lists.oaths.get(core)
            if harmless is None and core in self.lexicon.lists.profane:
                harmless = "flipper"
            changed.append(word if harmless is None else word.casefold().replace(core, harmless))
        return " ".join(changed)

    def _oath_itself(self, said: str, text: str) -> Candidate:
        pairs = [(a, b) for a, b in zip(said.split(" "), text.split(" "), strict=False) if a != b]
        really, heard = (pairs or [(said, text)])[0]
        a, b = self.lexicon.phones(really.casefold()), self.lexicon.phones(heard.casefold())
        return Candidate(
            text=text,
            source="phonetics",
            replaced=really,
            with_=heard,
            said_phones=ph.decode(a),
            heard_phones=ph.decode(b),
            distance=round(ph.distance(a, b), 4),
            score=0.5,
            why="an oath, heard as something harmless",
        )

    def _out_of_nowhere(self, said: str, domain: str | None, seed: int, taboo: Collection[str]) -> Candidate:
        """Nothing could be made of the words: a thing the company deals in, or likes to think of."""
        things = (
            self.lexicon.lists.domains.get(domain or "") or self.lexicon.lists.domains.get("containers") or ("sofa",)
        )
        start = _noise(seed, said)
        order = [things[(int(start * len(things)) + k) % len(things)] for k in range(len(things))]
        heard = next((t for t in order if t.casefold() not in taboo), order[0])
        return Candidate(
            text=heard,
            source="meaning",
            replaced=said,
            with_=heard,
            phrase=heard,
            distance=1.0,
            score=-9.0,
            why="nothing could be made of the words",
        )


_DESCRIBES = frozenset(("JJ", "NN", "NNS", "NNP", "VBN", "VBG"))


class _Frames:
    """How well a region's replacement sits between the words around it."""

    def __init__(self, sentence: Sentence, model: LanguageModel, lexicon: Lexicon) -> None:
        self._model = model
        self._words = [t.model_word for t in sentence.tokens]
        self._ends = [t.sentence_ends for t in sentence.tokens]
        self._breaks = [t.breaks for t in sentence.tokens]
        self._known: dict[tuple[str, ...], float] = {}

    def _p(self, *newest_first: str) -> float:
        found = self._known.get(newest_first)
        if found is None:
            found = self._known[newest_first] = max(-16.0, self._model(list(newest_first)))
        return found

    def _backed_off(self, word: str, before: str) -> bool:
        if self._p(word) < -15.9 or self._p(before) < -15.9:
            return False  # a word the model does not know, the caller's own: nothing can be said
        backoff = self._model(["<s>", before]) - self._model(["<s>"])
        return abs(self._p(word, before) - backoff - self._p(word)) < 0.02

    def attested(self, i: int, j: int, words: Sequence[str]) -> bool:
        """Whether the model has seen every pair that arises when ``words`` replace tokens ``i`` to ``j``."""
        run = [*(self._words[i - 1 : i] if i and not self._breaks[i] else []), *words, *self._words[j : j + 1]]
        return not any(self._backed_off(b, a) for a, b in itertools.pairwise(run))

    def lost(self, region: Region, heard: str, article: str, *, strict: bool) -> float:
        """Nats lost by the replacement; infinite if a pair of words arises that the model never saw."""
        i, j = region.i, region.j
        new = heard.casefold().split()
        left = list(reversed(self._words[max(0, i - 2) : i])) or ["<s>"]
        if article:
            left[0] = article
        right = self._words[j : j + 2]
        if j - 1 < len(self._ends) and self._ends[j - 1]:
            right = ["</s>"]
        old = self._run(left, [*self._words[i:j], *right])
        if strict:
            if not self._breaks[i] and self._backed_off(new[0], left[0]):
                return math.inf
            if right and right[0] != "</s>" and self._backed_off(right[0], new[-1]):
                return math.inf
        return old - self._run(left, [*new, *right]) - 0.0

    def _run(self, history: list[str], words: list[str]) -> float:
        total = 0.0
        for word in words:
            total += self._p(word, *history[:2])
            history = [word, *history[:1]]
        # Another word count would otherwise be punished for its own sake.
        return total + 5.5 * len(words)


def _vowel_first(sound: ph.Phones) -> bool:
    return bool(len(sound)) and int(sound[0]) >= ph.FIRST_VOWEL


def _noise(seed: int, text: str) -> float:
    """A number in (0, 1) that depends on the seed and the text and on nothing else."""
    digest = hashlib.blake2b(f"{seed}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") + 0.5) / 2**64


def _draw(candidates: Iterable[Candidate], seed: int, n: int) -> list[Candidate]:
    """The best ``n`` after a little noise (Gumbel, so that a draw follows a softmax of the scores), all different."""
    ranked = sorted(candidates, key=lambda c: (-c.score, c.text))
    if not ranked:
        return []
    floor = ranked[0].score - SPREAD
    near = [c for c in ranked if c.score >= floor] + [c for c in ranked if c.score < floor][: max(0, n)]
    noisy = []
    for c in near:
        bump = -TEMPERATURE * math.log(-math.log(_noise(seed, c.text)))
        noisy.append((c.score + bump if c.score >= floor else c.score - SPREAD, c))
    noisy.sort(key=lambda pair: (-pair[0], pair[1].text))
    drawn: list[Candidate] = []
    for score, candidate in noisy:
        if len(drawn) == n:
            break
        if any(candidate.text == d.text or _overlap(candidate, d) for d in drawn):
            continue
        drawn.append(replace(candidate, score=round(score, 4)))
    return drawn


def _overlap(a: Candidate, b: Candidate) -> bool:
    return a.with_.split()[-1:] == b.with_.split()[-1:] and a.source == b.source
