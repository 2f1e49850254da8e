"""The mishearing engine: from what was said, wrong readings near enough to be believed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from voiceapp.dialogue.mishearing import phones as ph
from voiceapp.dialogue.mishearing.candidate import Candidate, Source
from voiceapp.dialogue.mishearing.draw import draw, noise
from voiceapp.dialogue.mishearing.frames import Frames, LanguageModel
from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.dialogue.mishearing.likeness import HOMOPHONE, same_words
from voiceapp.dialogue.mishearing.memory import Memory
from voiceapp.dialogue.mishearing.numbers import ONE, slips, spoken
from voiceapp.dialogue.mishearing.oaths import heard_harmless, without_oaths
from voiceapp.dialogue.mishearing.phonetics import GATE, WIDE_GATE, Phonetics, article_for
from voiceapp.dialogue.mishearing.regions import LONGEST_REGION, Region, regions
from voiceapp.dialogue.mishearing.sentence import Sentence, read
from voiceapp.dialogue.mishearing.sound import readings
from voiceapp.dialogue.mishearing.taste import Taste
from voiceapp.dialogue.utterance import Utterance

SOUND_GATE, SOUND_LOST = 0.30, 2.5
MENDED = -0.25  # nats a word; an alternative this much more fluent is what was really said
KEPT, WORSE = 14.0, 8.0  # scores: a mistake once made is kept, and if it has been said, made worse
SAID_BY_SOUND = 2.2  # how much a reading by meaning loses where one by sound is believable
WORST = 0.45  # distance from what was really said that no mistake may grow to
MOST_LOST_A_WORD = 1.0  # nats a word over the whole text, for what was not found by its frame
_DESCRIBES = frozenset(("JJ", "NN", "NNS", "NNP", "VBN", "VBG"))


class Mishearer:
    """Pure: the same arguments give the same candidates. May be shared between threads."""

    def __init__(self, lexicon: Lexicon, language_model: LanguageModel) -> None:
        self.lexicon = lexicon
        self._model = language_model
        self._taste = Taste(lexicon)
        self._phonetics = Phonetics(lexicon, self._taste)

    @property
    def domains(self) -> tuple[str, ...]:
        """Names of the domains that can be asked for."""
        return self.lexicon.domains

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

        ``domain`` pulls towards one of ``lexicon.domains`` (an unknown one pulls nowhere). ``seed`` draws among the
        good ones. ``memory`` prefers what was misheard before and drops what was said. Readings in ``avoid`` are not
        given, nor what was really said or heard best. A reading that fits no sentence is a phrase alone: its ``text``
        is its ``phrase``.
        """
        if isinstance(utterance, str):
            utterance = Utterance(text=utterance)
        memory = memory or Memory()
        text = without_oaths(utterance.text, self.lexicon)
        sentence = read(text, self.lexicon, seed)
        frames = Frames(sentence, self._model, self.lexicon)
        taboo = {" ".join(t.split()).casefold() for t in (*avoid, *memory.said, utterance.text, sentence.text)}
        every = list(regions(sentence))
        drafts = list(self._phonetics.drafts(sentence, every, domain))
        found = [
            *self._from_memory(sentence, memory),
            *self._from_sound(utterance, sentence, frames),
            *self._phonetics.candidates(sentence, drafts, frames),
            *self._phonetics.cut_anew(sentence, frames, seed),
            *self._from_meaning(sentence, every, frames),
            *self._from_procedure(sentence, every),
        ]
        if any(c.source in ("sound", "phonetics") and c.distance <= GATE and c.text != c.phrase for c in found):
            found = [replace(c, score=c.score - SAID_BY_SOUND) if c.source == "meaning" else c for c in found]
        if text != utterance.text:
            found.append(heard_harmless(utterance.text, text, self.lexicon))
        drawn: list[Candidate] = []
        for more in (
            lambda: found,
            lambda: self._phonetics.candidates(sentence, drafts, frames, strict=False),
            lambda: self._phonetics.phrases(sentence, every, seed),
        ):
            drawn = drawn or draw((c for c in more() if c.text.casefold() not in taboo), seed, max(1, n))
        if not drawn:
            drawn = [self._out_of_nowhere(utterance.text, domain, seed, taboo)]
        return [c if c.text == c.phrase else replace(c, fluency=frames.fluency(c.text)) for c in drawn]

    def _from_sound(self, utterance: Utterance, sentence: Sentence, frames: Frames) -> Iterator[Candidate]:
        for reading in readings(utterance, sentence, self.lexicon):
            if (
                reading.cost < HOMOPHONE
                or reading.distance > SOUND_GATE
                or not reading.same_place
                or same_words(self.lexicon, reading.said, reading.heard)
                or not self._taste.allows(reading.heard, reading.before, reading.after)
            ):
                continue
            lost = frames.fluency(reading.text)
            if not MENDED <= lost <= SOUND_LOST:
                continue
            thing = self.lexicon.concreteness(reading.phrase) if reading.phrase else 0.2
            yield Candidate(
                text=reading.text,
                source="sound",
                replaced=reading.said,
                with_=reading.heard,
                phrase=reading.phrase,
                said_phones=ph.decode(reading.said_phones),
                heard_phones=ph.decode(reading.heard_phones),
                distance=round(reading.distance, 4),
                score=4.0 - 8.0 * reading.distance - 1.5 * lost + 1.8 * thing,
                why=f"the recogniser's alternative {reading.rank}",
            )

    def _from_meaning(self, sentence: Sentence, every: Iterable[Region], frames: Frames) -> Iterator[Candidate]:
        for region in every:
            described = region.i and sentence.tokens[region.i - 1].tag in _DESCRIBES
            if region.kind != "noun" or region.modifier or described:
                continue
            said = sentence.words(region.i, region.j)
            for rank, other in enumerate(self.lexicon.lists.senses.get(said, ())):
                heard = other
                if region.bare and not self.lexicon.stands_alone(other):
                    heard = f"{article_for(self.lexicon.phones(other))} {other}"
                found = self._plain(sentence, region, heard, "meaning", 0.0, f"another sense of {said}", phrase=other)
                lost = frames.fluency(found.text)
                if lost < MOST_LOST_A_WORD and self._taste.allows(other, "", ""):
                    yield replace(found, score=0.9 - 0.05 * rank - max(0.0, lost))

    def _from_procedure(self, sentence: Sentence, every: Iterable[Region]) -> Iterator[Candidate]:
        for region in every:
            if region.kind == "number":
                words = [t.word for t in sentence.tokens[region.i : region.j]]
                counted = region.j < len(sentence.tokens) and sentence.tokens[region.j].tag in ("NN", "NNS", "JJ")
                for rank, (slip, why) in enumerate(slips(words)):
                    if counted and (tuple(words) in ONE or slip in ONE):
                        continue  # "one metres"
                    found = self._plain(sentence, region, " ".join(slip), "procedure", 1.0 - 0.05 * rank, why)
                    if found.distance <= WIDE_GATE:
                        yield found

    def _from_memory(self, sentence: Sentence, memory: Memory) -> Iterator[Candidate]:
        for i in range(len(sentence.tokens)) if memory.readings else ():
            for j in range(i + 1, min(i + LONGEST_REGION, len(sentence.tokens)) + 1):
                for rank, heard in enumerate(memory.taken_for(sentence.words(i, j))):
                    region = Region(i, j, "name" if sentence.tokens[j - 1].tag == "NNP" else "noun", ("NN",))
                    yield self._plain(
                        sentence, region, heard, "phonetics", KEPT - rank, "kept from before", phrase=heard
                    )
                    if rank == 0:
                        yield from self._worse(sentence, region, heard)

    def _worse(self, sentence: Sentence, region: Region, heard: str) -> Iterator[Candidate]:
        """What was already misheard, misheard again."""
        sound, said = self.lexicon.phones(heard.casefold()), sentence.phones(region.i, region.j)
        pools = [self.lexicon.pools["NN"], *([self.lexicon.name_pool] if region.kind == "name" else [])]
        for pool in pools if len(sound) else ():
            for near in pool.nearest([sound], limit=GATE, keep=96, take=12)[0]:
                other = near.unit.text.casefold()
                if (
                    near.cost >= HOMOPHONE
                    and not same_words(self.lexicon, heard, other)
                    and not same_words(self.lexicon, sentence.words(region.i, region.j), other)
                    and ph.distance(said, near.unit.phones) <= WORST
                    and self.lexicon.concreteness(other) >= 0.5
                    and self._taste.allows(other, "", "")
                ):
                    shown = other.title() if region.kind == "name" else other
                    score = WORSE - 6.0 * near.distance
                    yield self._plain(sentence, region, shown, "phonetics", score, f"worse than {heard}", phrase=shown)

    def _plain(
        self,
        sentence: Sentence,
        region: Region,
        heard: str,
        source: Source,
        score: float,
        why: str,
        phrase: str = "",
    ) -> Candidate:
        """A candidate that was not found by its sound; its distance is measured all the same."""
        i, j = region.i, region.j
        said, sound = sentence.phones(i, j), self._sound(heard)
        start, shown = i, heard
        if i and sentence.tokens[i - 1].word in ("a", "an") and region.kind == "noun":
            start, shown = i - 1, f"{article_for(sound)} {heard}"
        return Candidate(
            text=sentence.replaced(start, j, shown),
            source=source,
            replaced=sentence.words(i, j),
            with_=heard,
            phrase=phrase,
            said_phones=ph.decode(said),
            heard_phones=ph.decode(sound),
            distance=round(ph.distance(said, sound), 4),
            score=score,
            why=why,
        )

    def _sound(self, heard: str) -> ph.Phones:
        """The sounds of words that may be digits."""
        return self.lexicon.phones(" ".join(spoken(w) for w in heard.casefold().split()))

    def _out_of_nowhere(self, said: str, domain: str | None, seed: int, taboo: Collection[str]) -> Candidate:
        """Nothing could be made of the words: a thing the company deals in, or likes to think of."""
        domains = self.lexicon.lists.domains
        things = domains.get(domain or "") or next(iter(domains.values()), ()) or ("sofa",)
        first = int(noise(seed, said) * len(things))
        turned = (*things[first:], *things[:first])
        heard = next((t for t in turned if t.casefold() not in taboo), f"{turned[0]} {turned[-1]}")
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
