"""What there is to see and to read at each moment of the film, from the journal and the recording."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from voiceapp.aftercall.captions import Cue, cues
from voiceapp.aftercall.likeness import change
from voiceapp.aftercall.record import Record
from voiceapp.aftercall.texts import polished, texts
from voiceapp.aftercall.video_sound import levels
from voiceapp.audio.frames import Samples
from voiceapp.call_view import CallView, Person, Phase

if TYPE_CHECKING:
    from voiceapp.pictures.correction import Correction
    from voiceapp.pictures.scene import Shot
    from voiceapp.pictures.subtitle import Subtitle

QUIETEST, LOUDEST = -40.0, -13.0
"""dB below full scale, as mixed, between which a mouth opens."""

KEY_SEEN = 0.9
"""Seconds a pressed key is seen."""

SHORTEST_LOOK, PER_LETTER = 3.5, 1 / 13
"""Seconds for which what was misunderstood stays: at least, and for each letter to be read."""


@dataclass(frozen=True)
class _Seen:
    start: float
    end: float
    correction: Correction


class Story:
    """Tells a call frame by frame, in a language, ``rate`` frames a second. Times are seconds of the call."""

    def __init__(
        self, record: Record, recording: Samples, factors: tuple[float, float], language: str, rate: int, reference: str
    ) -> None:
        self._record, self._language, self._rate, self._reference = record, language, rate, reference
        self._lines = [_translated(line, record, language) for line in record.lines]
        self._lines.sort(key=lambda line: float(line["t"]))
        self._levels = levels(recording, factors, rate)
        self._subtitles = [(cue.start, cue.end, subtitle_of(cue, language)) for cue in cues(record, language)]
        self._starts = [start for start, _, _ in self._subtitles]
        self._corrections = self._misunderstood()
        self._words = texts("words", language)

    def shots(self, start: float, end: float) -> Iterator[Shot]:
        """All moments from ``start`` up to ``end``."""
        from voiceapp.pictures.scene import Shot

        people = {
            person.id: Person(key=person.id, name=person.name, department=person.department, role=person.role)
            for person in self._record.people.values()
        }
        view, told = CallView(people), 0
        number = str(self._record.begun.get("number") or "")
        for n in range(round((end - start) * self._rate)):
            t = start + n / self._rate
            while told < len(self._lines) and float(self._lines[told]["t"]) <= t:
                view.apply(self._lines[told])
                told += 1
            view.advance(t)
            seen = next((s for s in reversed(self._corrections) if s.start <= t < s.end), None)
            caller, company = self._voices(t)
            yield Shot(
                t=t,
                view=view,
                subtitle=self._subtitle(t),
                company=company,
                caller=caller,
                correction=seen.correction if seen else None,
                corrected=seen.start if seen else 0.0,
                state=self._state(view.phase),
                key=next((key for at, key in reversed(view.keys) if t - at < KEY_SEEN), ""),
                number=number,
                reference=self._reference,
            )

    def _voices(self, t: float) -> tuple[float, float]:
        n = round(t * self._rate)
        if n >= len(self._levels):
            return 0.0, 0.0
        caller, company = (
            min(1.0, max(0.0, (float(level) - QUIETEST) / (LOUDEST - QUIETEST))) for level in self._levels[n]
        )
        speaking = any(turn.start - 0.1 <= t <= turn.end + 0.1 for turn in self._record.turns)
        return caller if speaking else 0.0, company

    def _subtitle(self, t: float) -> Subtitle | None:
        n = bisect_right(self._starts, t) - 1
        return self._subtitles[n][2] if n >= 0 and t < self._subtitles[n][1] else None

    def _state(self, phase: Phase) -> str:
        words = self._words
        word: str = {
            Phase.RINGING: words["ringing"],
            Phase.HOLD: words["hold_music"],
            Phase.DEAD: words["dead"],
            Phase.HUNG_UP: words["dead"],
            Phase.AWAY: words["dead"],
            Phase.CALLED: words["callback"],
        }.get(phase, "")
        return word[:1].upper() + word[1:]

    def _misunderstood(self) -> list[_Seen]:
        from voiceapp.pictures.brand import Style
        from voiceapp.pictures.case_file import label_of
        from voiceapp.pictures.correction import Correction

        style = Style(language=self._language)
        found: list[tuple[float, Correction]] = []
        said_last = ""
        for line in self._lines:
            t, kind = float(line["t"]), line["kind"]
            said, recorded, label = str(line.get("said") or ""), str(line.get("recorded") or ""), ""
            if kind == "caller.said":
                said_last = str(line["text"])
            elif kind == "case.changed":
                label = label_of(str(line["field"]), style)
            elif kind == "survey.recorded":
                label = style.word("recorded")
            elif kind == "gesture":
                said, label = str(line.get("asked") or ""), style.word("ordered")
            elif kind == "agent.started" and line.get("heard") and (not found or t - found[-1][0] > 1.0):
                said, recorded, label = said_last, str(line["heard"]), style.word("understood_as")
            if label and recorded and said.casefold() != recorded.casefold():
                changed = change(said, recorded, None)
                part, became = str(line.get("replaced") or changed.said), str(line.get("with") or changed.recorded)
                found.append((t, Correction(said, recorded, label, part, became)))
        ends = [t for t, _ in found[1:]] + [float("inf")]
        return [
            _Seen(t, min(end, t + SHORTEST_LOOK + PER_LETTER * len(c.said + c.recorded)), c)
            for (t, c), end in zip(found, ends, strict=True)
        ]


def _translated(line: Mapping[str, Any], record: Record, language: str) -> Mapping[str, Any]:
    """The line; a question of the survey in the language it is captioned in."""
    if line["kind"] != "survey.asked":
        return line
    question = str(line["question"])
    asked = next((speech for speech in record.speeches if speech.text == question), None)
    return {**line, "question": asked.captions.get(language) or question} if asked else line


def subtitle_of(cue: Cue, language: str) -> Subtitle:
    """A cue as it is painted: who speaks and what sounds stand apart from the words."""
    from voiceapp.pictures.subtitle import Subtitle

    text, sounds = cue.text.replace("\n", " "), []
    if language == "fr":
        text = polished(text, language)
    if cue.kind == "sound":
        return Subtitle(text=text, kind="sound")
    for _ in range(2):
        if text.startswith("[") and "] " in text:
            sound, _, text = text[1:].partition("] ")
            sounds.append(sound)
        if cue.part == 0 and cue.speaker:
            text = text.removeprefix(f"{cue.speaker}: ")
    return Subtitle(text=text, kind=cue.kind, speaker=cue.speaker, sound=", ".join(sounds))
