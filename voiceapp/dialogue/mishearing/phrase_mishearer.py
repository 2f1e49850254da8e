"""The mishearing engine of a language without a language model: noun phrases, names, verbs and numbers by their sound.

What keeps a reading a sentence is agreement: a noun is taken for a noun of the same number, with the determiner it
wants, and of the same gender where a change would show. Common words and things are preferred.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.candidate import Candidate, Source
from voiceapp.dialogue.mishearing.clause import Clause, Token, read
from voiceapp.dialogue.mishearing.counting import Counting
from voiceapp.dialogue.mishearing.draw import draw, noise
from voiceapp.dialogue.mishearing.memory import Memory
from voiceapp.dialogue.mishearing.oaths import harmless_words
from voiceapp.dialogue.mishearing.units import Near
from voiceapp.dialogue.mishearing.wordbook import NOUN, WordBook, phrase_head
from voiceapp.dialogue.understanding.lexicon import folded
from voiceapp.dialogue.utterance import Utterance

GATE, WIDE_GATE, ALONE_GATE, HALF_GATE = 0.25, 0.33, 0.20, 0.15
HOMOPHONE = 0.2
_TAKE, _MEASURE = 24, 128
_SHORTEST, _SHORTEST_ALONE, _LONGEST = 3, 5, 14  # phones
_SHORTEST_DOMAIN, _NEAR_ENOUGH, _SHORT_GATE = 4, 0.2, 0.12
_NEARNESS, _THING, _DOMAIN, _BOUNDARY, _LENGTH, _LATE, _OFTEN = -22.0, 1.8, 4.6, 0.7, 0.12, 0.4, 0.25
_NAME_THING = 0.6  # how much of a thing a noun has to be to stand for a name
_USUAL = -11.0  # nats: what is said more rarely loses
KEPT, WORSE, WORST = 14.0, 8.0, 0.45
SAID_BY_SOUND = 2.2
SOUND_GATE = 0.30
_LOOKED_AHEAD = 4  # words behind a noun among which something may agree with it
_SHORTEST_STEM, _SHARED = 4, 5

Kind = Literal["noun", "whole", "verb", "name", "loose"]
_PLACE: dict[Kind, float] = {"noun": 0.5, "whole": 0.7, "name": 0.8, "verb": -0.9, "loose": -5.0}


@dataclass(frozen=True, kw_only=True)
class Speech:
    """What the engine needs of a language besides its words.

    ``name_cues`` stand before names, ``light`` verbs hold a sentence together rather than say what is done,
    ``related`` words show the gender of what they follow, ``joints`` join two nouns into one phrase, ``fixed`` nouns
    are never taken for others, ``idioms`` are words behind which a bare noun is none.
    """

    counting: Counting
    name_cues: frozenset[tuple[str, ...]]
    light: frozenset[str]
    related: frozenset[str]
    joints: frozenset[str]
    fixed: frozenset[str]
    idioms: frozenset[str]


@dataclass(frozen=True)
class Region:
    """Tokens ``i`` to ``j`` of which the noun stands at ``head``; ``determiner`` is the token before, or -1.

    ``half`` is a noun of a phrase that has another.
    """

    i: int
    j: int
    kind: Kind
    head: int
    determiner: int = -1
    same_gender: bool = False
    half: bool = False


class PhraseMishearer:
    """Pure: the same arguments give the same candidates. May be shared between threads."""

    def __init__(self, book: WordBook, speech: Speech) -> None:
        self.book = book
        self._speech = speech

    @property
    def domains(self) -> tuple[str, ...]:
        """Names of the domains that can be asked for."""
        return self.book.domains

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
        """Up to ``n`` wrong readings, best first, at least one: see ``Mishearer.candidates``.

        Without a language model ``fluency`` is how much rarer the words are, in nats a word.
        """
        if isinstance(utterance, str):
            utterance = Utterance(text=utterance)
        memory = memory or Memory()
        text = harmless_words(utterance.text, self.book.lists.oaths)
        clause = read(text, self.book, self._speech.counting, self._speech.name_cues, seed)
        taboo = {" ".join(t.split()).casefold() for t in (*avoid, *memory.said, utterance.text, clause.text)}
        every = list(self._regions(clause))
        found = [
            *self._from_memory(clause, every, memory),
            *self._from_sound(utterance, clause),
            *self._from_phonetics(clause, every, domain),
            *self._from_meaning(clause, every),
            *self._from_numbers(clause),
        ]
        if any(c.source in ("sound", "phonetics") and c.distance <= GATE and c.text != c.phrase for c in found):
            found = [replace(c, score=c.score - SAID_BY_SOUND) if c.source == "meaning" else c for c in found]
        if text != utterance.text:
            found.append(self._oath(utterance.text, text))
        drawn = draw((c for c in found if c.text.casefold() not in taboo), seed, max(1, n))
        if not drawn:
            found = list(self._from_phonetics(clause, every, domain, gate=WIDE_GATE))
            drawn = draw((c for c in found if c.text.casefold() not in taboo), seed, max(1, n))
        for gate in (ALONE_GATE, GATE, WIDE_GATE):
            alone = () if drawn else self._alone(clause, seed, gate)
            drawn = drawn or draw((c for c in alone if c.text.casefold() not in taboo), seed, max(1, n))
        return drawn or [self._out_of_nowhere(utterance.text, domain, seed, taboo)]

    # -- where

    def _regions(self, clause: Clause) -> Iterator[Region]:
        tokens = clause.tokens
        for head, token in enumerate(tokens):
            if token.name:
                if head == 0 or not tokens[head - 1].name:
                    end = head + 1
                    while end < len(tokens) and tokens[end].name and not tokens[end].breaks:
                        end += 1
                    if end > head + 1:
                        yield Region(head, end, "name", head)
                yield Region(head, head + 1, "name", head)
                continue
            if token.reading.is_base and not token.determiner and token.word not in self._speech.light:
                if head == 0 or not tokens[head - 1].determiner or tokens[head - 1].word in ("de", "d'"):
                    yield Region(head, head + 1, "verb", head)
                continue
            if not token.is_noun or token.word in self._speech.fixed:
                continue
            before = self._before(tokens, head)
            determiner = before if before >= 0 and tokens[before].determiner else -1
            if determiner < 0 and before >= 0 and tokens[before].word in self._speech.idioms:
                continue
            agrees = self._agrees(tokens, head, determiner)
            joined = self._joined(tokens, head)
            half = joined > head + 1
            fitting = Region(head, head + 1, "noun", head, determiner, agrees, half)
            yield fitting
            if determiner == head - 1 and determiner >= 0:
                yield replace(fitting, i=determiner, kind="whole")
            if half:
                yield replace(fitting, j=joined, half=False)

    def _before(self, tokens: Sequence[Token], head: int) -> int:
        """The token before a noun and its adjectives; -1 when nothing is there or punctuation is between."""
        at = head
        while at > 0 and not tokens[at].breaks:
            at -= 1
            if tokens[at].reading.kind != 3 or tokens[at].determiner:
                return at
        return -1

    def _agrees(self, tokens: Sequence[Token], head: int, determiner: int) -> bool:
        """Whether something besides the determiner shows the gender of the noun."""
        if any(not t.determiner for t in tokens[determiner + 1 : head]) and determiner >= 0:
            return True
        ahead = []
        for token in tokens[head + 1 : head + 1 + _LOOKED_AHEAD]:
            if token.breaks or token.determiner or token.is_noun:
                break
            ahead.append(token)
        if not self.book.articles.adjectives_agree:
            return bool(ahead) and ahead[0].word in self._speech.related
        return any(t.reading.agrees or t.word in self._speech.related for t in ahead)

    def _joined(self, tokens: Sequence[Token], head: int) -> int:
        """Where a phrase of two nouns that begins here ends ("entrée du personnel")."""
        at = head + 1
        while at < len(tokens) and tokens[at].word in self._speech.joints and not tokens[at].breaks:
            at += 1
        if not head + 1 < at < len(tokens) or tokens[at].breaks:
            return head + 1
        purpose = at == head + 2 and tokens[at - 1].word == "à" and tokens[at].reading.is_base  # "machine à laver"
        return at + 1 if tokens[at].is_noun or purpose else head + 1

    # -- from what

    def _from_phonetics(
        self, clause: Clause, every: Iterable[Region], domain: str | None, gate: float = GATE
    ) -> Iterator[Candidate]:
        own = self.book.domain_pools.get(domain or "") if domain else None
        for region in every:
            said = clause.phones(region.i, region.j)
            if not _SHORTEST <= len(said) <= _LONGEST:
                continue
            if region.kind == "whole":
                kind = self.book.articles.kind_of(clause.tokens[region.determiner].word)
                pool = self.book.pools.get(f"{kind} noun")
                limit = HALF_GATE if region.half else gate
                for near in pool.nearest([said], limit=limit, keep=_MEASURE, take=_TAKE)[0] if pool else ():
                    yield from self._judge(clause, region, near, limit)
                continue
            pool = self.book.pools["verb" if region.kind == "verb" else "noun"]
            limit = WIDE_GATE if region.kind == "name" else HALF_GATE if region.half else gate
            for near in pool.nearest([said], limit=limit, keep=_MEASURE, take=_TAKE)[0]:
                yield from self._judge(clause, region, near, limit)
            if region.kind == "name":
                for near in self.book.domain_pools[""].nearest([said], limit=WIDE_GATE, keep=32, take=12)[0]:
                    yield from self._judge(clause, region, near, WIDE_GATE, listed=True)
            elif own is not None and region.kind == "noun":
                for near in own.nearest([said], limit=WIDE_GATE, keep=32, take=16)[0]:
                    if len(near.unit.phones) >= _SHORTEST_DOMAIN or near.distance <= _NEAR_ENOUGH:
                        yield from self._judge(clause, region, near, WIDE_GATE, domain=True)

    def _judge(
        self, clause: Clause, region: Region, near: Near, gate: float, *, domain: bool = False, listed: bool = False
    ) -> Iterator[Candidate]:
        """The candidate of a region and what it sounds like, if it passes."""
        heard = near.unit.text
        words = heard.casefold().replace("'", "' ").split()
        bare = words[1:] if region.kind == "whole" and len(words) > 1 else words
        phrase = " ".join(bare).replace("' ", "'")
        if near.cost < HOMOPHONE or not self._differs(clause.words(region.head, region.j), phrase):
            return
        if any(self.book.is_blocked(word) for word in words):
            return
        if len(near.unit.phones) < _SHORTEST_DOMAIN and near.distance > _SHORT_GATE:
            return
        i, j = region.i, region.j
        shown, distance = heard.replace("' ", "'"), near.distance
        if region.kind in ("noun", "whole"):
            fitted = self._fitted(clause, region, phrase)
            if fitted is None:
                return
            i, shown = fitted
            distance = max(distance, self.book.inventory.distance(clause.phones(i, j), self.book.phones(shown)))
            if distance > gate:
                return
        elif region.kind == "name":
            if not listed and (self.book.thingness(phrase) < _NAME_THING or self.book.reading(phrase).plural):
                return
            shown = shown.title()
        yield self._candidate(clause, region, i, shown, phrase, near, distance, domain=domain, listed=listed)

    def _fitted(self, clause: Clause, region: Region, phrase: str) -> tuple[int, str] | None:
        """Where the change begins and what is put there, with the determiner that fits; ``None`` if nothing does."""
        book = self.book
        head = phrase_head(phrase.split(), book)
        was, now = clause.tokens[region.head].reading, book.reading(head)
        if now.kind == NOUN and (was.plural != now.plural or (region.same_gender and was.gender != now.gender)):
            return None
        if region.determiner < 0 or region.determiner < region.head - 1:
            return region.head, phrase
        token = clause.tokens[region.determiner]
        vowel = book.begins_with_vowel(phrase.split()[0])
        kind = book.articles.kind_of(token.word)
        if not kind:
            if token.word in ("de", "d'"):
                before = "d'" if vowel else "de "
            elif token.word in ("du", "au") and (vowel or now.gender != 1):
                return None
            else:
                before = token.word + " "
            return region.determiner, before + phrase
        form = book.articles.form(kind, now.gender or was.gender, plural=now.plural, vowel=vowel)
        if not form:
            return None
        return region.determiner, form + ("" if form.endswith("'") else " ") + phrase

    def _candidate(
        self,
        clause: Clause,
        region: Region,
        i: int,
        shown: str,
        phrase: str,
        near: Near,
        distance: float,
        *,
        domain: bool,
        listed: bool,
    ) -> Candidate:
        book = self.book
        said = clause.words(region.head, region.j)
        thing = 0.15 if region.kind == "verb" else book.thingness(phrase)
        parts = {
            "near": _NEARNESS * distance,
            "thing": _THING * thing + 0.4 * (thing - book.thingness(said)),
            "domain": _DOMAIN * domain,
            "name": 1.8 * listed,
            "often": 0.0 if listed or domain else _OFTEN * min(0.0, book.frequency(phrase.split()[-1]) - _USUAL),
            "boundary": _BOUNDARY * (region.kind == "whole" or len(phrase.split()) != region.j - region.head),
            "long": _LENGTH * min(10, len(near.unit.phones)),
            "late": _LATE * region.i / max(1, len(clause.tokens)),
            "place": _PLACE[region.kind],
        }
        alone = region.kind == "loose"
        quotable = "" if region.kind == "verb" else shown if region.kind == "name" else phrase
        return Candidate(
            text=phrase if alone else clause.replaced(i, region.j, shown),
            source="phonetics",
            replaced=said if region.kind != "loose" else clause.words(region.i, region.j),
            with_=shown if region.kind in ("name", "verb") else phrase,
            phrase=quotable,
            said_phones=book.inventory.decode(clause.phones(region.i, region.j)),
            heard_phones=book.inventory.decode(near.unit.phones),
            distance=round(distance, 4),
            fluency=0.0 if alone else self._rarer(said, phrase),
            score=sum(parts.values()),
            why=f"{region.kind}: " + ", ".join(f"{name} {value:+.2f}" for name, value in parts.items() if value),
        )

    def _alone(self, clause: Clause, start: int, gate: float) -> Iterator[Candidate]:
        """Things that some stretch sounds like, to be quoted alone: for sentences with nothing else in them."""
        tokens = clause.tokens
        windows = [
            (i, j)
            for i in range(len(tokens))
            for j in range(i + 1, min(i + 4, len(tokens)) + 1)
            if _SHORTEST_ALONE <= sum(len(t.phones) for t in tokens[i:j]) <= _LONGEST
        ]
        windows = (windows[start % len(windows) :] + windows[: start % len(windows)])[:12] if windows else []
        sounds = [clause.phones(i, j) for i, j in windows]
        for (i, j), nearest in zip(
            windows, self.book.pools["noun"].nearest(sounds, limit=gate, keep=_MEASURE, take=8), strict=True
        ):
            for near in nearest:
                if len(near.unit.phones) >= _SHORTEST_ALONE and self.book.thingness(near.unit.text) > 0.6:
                    yield from self._judge(clause, Region(i, j, "loose", i), near, gate)

    def _from_sound(self, utterance: Utterance, clause: Clause) -> Iterator[Candidate]:
        """What else the recogniser thought it heard."""
        best = clause.text.casefold().split()
        for rank, alternative in enumerate(utterance.alternatives, start=1):
            other = alternative.text.casefold().split()
            if other == best or len(other) > 80 or len(best) > 80:
                continue
            for what, a, b, c, d in SequenceMatcher(None, best, other, autojunk=False).get_opcodes():
                if what == "equal" or a == b or c == d:
                    continue
                said, heard = " ".join(best[a:b]), " ".join(other[c:d])
                one, two = self.book.phones(said), self.book.phones(heard)
                last = self.book.reading(other[d - 1].rpartition("'")[2])
                if not len(one) or not len(two) or last.kind != NOUN or not self._differs(said, heard):
                    continue
                distance = self.book.inventory.distance(one, two)
                if distance > SOUND_GATE or any(self.book.is_blocked(word) for word in other[c:d]):
                    continue
                phrase = other[d - 1].rpartition("'")[2]
                yield Candidate(
                    text=" ".join([*best[:a], *other[c:d], *best[b:]]),
                    source="sound",
                    replaced=said,
                    with_=heard,
                    phrase=phrase,
                    said_phones=self.book.inventory.decode(one),
                    heard_phones=self.book.inventory.decode(two),
                    distance=round(distance, 4),
                    score=4.0 - 8.0 * distance + 1.8 * self.book.thingness(phrase),
                    why=f"the recogniser's alternative {rank}",
                )

    def _from_meaning(self, clause: Clause, every: Iterable[Region]) -> Iterator[Candidate]:
        for region in every:
            if region.kind != "noun" or region.j != region.head + 1:
                continue
            said = clause.words(region.i, region.j)
            for rank, other in enumerate(self.book.lists.senses.get(said, ())):
                fitted = self._fitted(clause, region, other)
                if fitted is not None:
                    yield self._plain(clause, region, fitted, other, "meaning", 0.9 - 0.05 * rank, f"a sense of {said}")

    def _from_numbers(self, clause: Clause) -> Iterator[Candidate]:
        tokens = clause.tokens
        at = 0
        while at < len(tokens):
            end = at
            while end < len(tokens) and tokens[end].number and not (end > at and tokens[end].breaks):
                end += 1
            if end > at:
                words = [token.word for token in tokens[at:end]]
                region = Region(at, end, "noun", at)
                for rank, (slip, why) in enumerate(self._speech.counting.slips(words)):
                    heard = " ".join(slip)
                    found = self._plain(clause, region, (at, heard), "", "procedure", 1.0 - 0.05 * rank, why)
                    yield replace(found, with_=heard)
            at = max(end, at + 1)

    def _from_memory(self, clause: Clause, every: Iterable[Region], memory: Memory) -> Iterator[Candidate]:
        for region in every if memory.readings else ():
            if region.kind not in ("noun", "name"):
                continue
            for rank, heard in enumerate(memory.taken_for(clause.words(region.i, region.j))):
                fitted = self._fitted(clause, region, heard) if region.kind == "noun" else (region.i, heard)
                if fitted is None:
                    continue
                yield self._plain(clause, region, fitted, heard, "phonetics", KEPT - rank, "kept from before")
                if rank == 0 and len(sound := self.book.phones(heard.casefold())):
                    yield from self._worse(clause, region, heard, sound)

    def _worse(self, clause: Clause, region: Region, heard: str, sound: ph.Phones) -> Iterator[Candidate]:
        """What was already misheard, misheard again."""
        said = clause.phones(region.i, region.j)
        for near in self.book.pools["noun"].nearest([sound], limit=GATE, keep=96, take=12)[0]:
            other = near.unit.text
            fitted = self._fitted(clause, region, other) if region.kind == "noun" else (region.i, other.title())
            if (
                fitted is not None
                and near.cost >= HOMOPHONE
                and self._differs(heard, other)
                and self._differs(clause.words(region.i, region.j), other)
                and self.book.inventory.distance(said, near.unit.phones) <= WORST
                and self.book.thingness(other) >= 0.5
                and not self.book.is_blocked(other)
            ):
                shown = other.title() if region.kind == "name" else other
                score = WORSE - 6.0 * near.distance
                yield self._plain(clause, region, fitted, shown, "phonetics", score, f"worse than {heard}")

    def _plain(
        self,
        clause: Clause,
        region: Region,
        fitted: tuple[int, str],
        heard: str,
        source: Source,
        score: float,
        why: str,
    ) -> Candidate:
        """A candidate that was not found by its sound; its distance is measured all the same."""
        said, sound = clause.phones(region.i, region.j), self.book.phones(heard.casefold() or fitted[1])
        return Candidate(
            text=clause.replaced(fitted[0], region.j, fitted[1]),
            source=source,
            replaced=clause.words(region.i, region.j),
            with_=heard,
            phrase=heard,
            said_phones=self.book.inventory.decode(said),
            heard_phones=self.book.inventory.decode(sound),
            distance=round(self.book.inventory.distance(said, sound), 4),
            fluency=self._rarer(clause.words(region.i, region.j), heard),
            score=score,
            why=why,
        )

    def _oath(self, said: str, text: str) -> Candidate:
        """The reading in which nothing but the oaths was misheard."""
        pairs = [(a, b) for a, b in zip(said.split(" "), text.split(" "), strict=False) if a != b] or [(said, text)]
        really, heard = pairs[0]
        return Candidate(
            text=text,
            source="phonetics",
            replaced=really,
            with_=heard,
            distance=self.book.distance(really, heard),
            score=0.5,
            why="an oath, heard as something harmless",
        )

    def _out_of_nowhere(self, said: str, domain: str | None, seed: int, taboo: Collection[str]) -> Candidate:
        """Nothing could be made of the words: a thing the company deals in, or likes to think of."""
        domains = self.book.lists.domains
        things = domains.get(domain or "") or next(iter(domains.values()), ()) or (self.book.words[0],)
        first = int(noise(seed, said) * len(things))
        turned = (*things[first:], *things[:first])
        heard = next((t for t in turned if t.casefold() not in taboo), f"{turned[0]} {turned[-1]}")
        why = "nothing could be made of the words"
        return Candidate(
            text=heard, source="meaning", replaced=said, with_=heard, phrase=heard, distance=1.0, score=-9.0, why=why
        )

    def _rarer(self, said: str, heard: str) -> float:
        if not said or not heard:
            return 0.0
        return round(self._usual(said) - self._usual(heard), 4)

    def _usual(self, text: str) -> float:
        words = text.casefold().split()
        return sum(self.book.frequency(word) for word in words) / len(words)

    def _differs(self, said: str, heard: str) -> bool:
        """Whether something changes: no word stays, or is only bent, or shares its stem."""
        return not any(
            self._related(a, b)
            for a in said.casefold().replace("'", "' ").split()
            for b in heard.casefold().replace("'", "' ").split()
            if a not in self._speech.joints and b not in self._speech.joints
        )

    def _related(self, a: str, b: str) -> bool:
        if self.book.lemma_of(a) == self.book.lemma_of(b):
            return True
        one, two = sorted((folded(a), folded(b)), key=len)
        if one == two or (len(one) >= _SHORTEST_STEM and (two.startswith(one) or two.endswith(one))):
            return True
        shared = next((k for k, (x, y) in enumerate(zip(one, two, strict=False)) if x != y), len(one))
        return shared >= max(_SHARED, 0.75 * len(one))
