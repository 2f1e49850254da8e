"""The ear: the caller's sound in, what the caller said out."""

from __future__ import annotations

import logging
import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from voiceapp.audio.dtmf import DtmfDetector
from voiceapp.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SILENCE, Samples
from voiceapp.dialogue.events import KEYS, CallerSaid, CallerStarted, Event, KeyPressed
from voiceapp.dialogue.utterance import Alternative, Utterance
from voiceapp.recognition.end_of_turn import EndOfTurn, Turn
from voiceapp.recognition.prosody import HEARD, cadence
from voiceapp.recognition.recogniser import Recogniser
from voiceapp.recognition.voice_activity import Sound, SpeechCheck, VoiceActivity

_log = logging.getLogger(__name__)

_PRE_ROLL = 15  # frames before the onset that the recogniser also hears: 0.3 s, so that no first sound is lost
_ONSET_WINDOW, _ONSET_VOICED = 5, 3  # a voice begins when 3 of 5 frames are voiced
_SOUND_WINDOW, _SOUND_NEEDED = 3, 2  # and goes on while 2 of 3 are audible: a click does not prolong a turn
_DOUBT = 5  # frames to wait after a sound was found not to be speech
_PARTIAL_EVERY = 10  # frames between two looks at the partial text while the caller speaks: as often as it changes
_SETTLE = 5  # frames of silence after which what was said so far is settled: longer than a stop within a word
_CADENCE = round(HEARD / FRAME_SECONDS)  # frames from which is judged how a turn sounds
_HEARD_ANEW = round(6.0 / FRAME_SECONDS)  # frames of what was settled that are heard once more when the caller goes on
_READINGS = 10  # kept of the combinations when a turn was heard in parts


class Ear:
    """Hears one call. Feed it frame after frame; it counts its own time from the frames.

    The same frames give the same events, also after ``reset``. Not to be used by two threads at once.
    Whenever the caller falls silent for 0.1 s the recogniser is made to settle what was said so far, which takes it
    10 ms: the words are there, and what is likely to be the whole turn is known (``likely``), before it is decided
    that the turn is over. If the caller goes on, it is one turn all the same.
    ``is_speech`` is asked about the first 0.3 s of each voice; ``end_of_turn`` decides when the caller is done.
    The tone of a key is a ``KeyPressed`` and otherwise silence: it begins no turn and the recogniser does not hear it.
    """

    def __init__(
        self,
        recogniser: Recogniser,
        *,
        end_of_turn: EndOfTurn | None = None,
        is_speech: Callable[[list[Samples]], bool] | None = None,
    ) -> None:
        self._recogniser = recogniser
        self._end_of_turn = end_of_turn or EndOfTurn()
        self._is_speech = is_speech or SpeechCheck()
        self._begin_call()

    def reset(self, *, after: int = 0) -> None:
        """Begin a new call at time 0, or one of which ``after`` frames are over. A turn that was begun is forgotten."""
        if self._speaking:
            self._recogniser.renew()
        self._begin_call(after)

    @property
    def time(self) -> float:
        """Seconds heard so far. What may become a key counts when it is decided, at most 0.15 s later."""
        return _seconds(self._frames)

    @property
    def speaking(self) -> bool:
        """Whether the caller has begun and is not yet done."""
        return self._speaking

    @property
    def partial(self) -> str:
        """The best text of the turn that is being spoken, at most 0.2 s old; empty between turns."""
        return self._text if self._speaking else ""

    @property
    def likely(self) -> CallerSaid | None:
        """What will have been said if the caller, who is silent now, has finished; ``None`` while they speak."""
        return self._likely if self._speaking else None

    def accept(self, frame: Samples) -> list[Event]:
        """Hear one frame of 320 int16 samples. Raises ``ValueError`` for anything else."""
        if frame.shape != (FRAME_SAMPLES,) or frame.dtype != np.int16:
            raise ValueError(f"a frame is {FRAME_SAMPLES} int16 samples, not {frame.dtype} of shape {frame.shape}")
        keys = self._tones.accept(frame)
        if self._tones.doubtful and not keys:
            self._undecided.append(frame.copy())
            return []
        events: list[Event] = []
        for heard in (*self._undecided, frame):
            events += self._hear(SILENCE if self._tones.sounding else heard)
        self._undecided.clear()
        return events + [KeyPressed(t=self.time, key=key, source="audio") for key in keys if key in KEYS]

    def finish(self) -> list[Event]:
        """Nothing more will come: end the turn that is being spoken, if there is one."""
        events = [event for frame in self._undecided for event in self._hear(frame)]
        self._undecided.clear()
        return [*events, self._end()] if self._speaking else events

    def _hear(self, frame: Samples) -> list[Event]:
        self._frames += 1
        self._sounds.append(self._activity.accept(frame))
        if self._speaking:
            return self._listen(frame)
        self._recent.append(frame.copy())
        if self._onset():
            return [self._start()]
        return []

    def _begin_call(self, frames: int = 0) -> None:
        self._activity = VoiceActivity()
        self._tones = DtmfDetector()
        self._undecided: list[Samples] = []  # frames that may be the tone of a key; the next ones tell
        self._frames = frames
        self._recent: deque[Samples] = deque(maxlen=_PRE_ROLL)
        self._sounds: deque[Sound] = deque(maxlen=_ONSET_WINDOW)
        self._ask_again = 0
        self._speaking = False
        self._spoilt = False
        self._first_voice = 0  # number of frames before the turn's first voiced one
        self._last_voice = 0  # number of frames up to and with the last voiced one
        self._text = ""
        self._changed = 0
        self._parts: list[Utterance] = []  # settled, of the turn that is being spoken
        self._parts_before = 0  # how many of them were there when the part was begun that is being heard
        self._part: list[Samples] = []
        self._part_begins = 0  # number of frames before its first
        self._fed = 0  # how many of its frames the recogniser has heard
        self._settled = False
        self._likely: CallerSaid | None = None
        self._patience = math.inf

    def _onset(self) -> bool:
        if self._frames < self._ask_again or self._sounds[-1] is not Sound.VOICED:
            return False
        if self._sounds.count(Sound.VOICED) < _ONSET_VOICED:
            return False
        if self._is_speech(list(self._recent)):
            return True
        self._ask_again = self._frames + _DOUBT
        return False

    def _start(self) -> CallerStarted:
        self._speaking, self._spoilt, self._text = True, False, ""
        self._first_voice = self._frames - len(self._sounds) + self._sounds.index(Sound.VOICED)
        self._last_voice = self._changed = self._frames
        self._parts.clear()
        self._parts_before = 0
        self._begin_part(self._recent)
        self._recent.clear()
        self._hear_on()
        return CallerStarted(t=self.time)

    def _begin_part(self, frames: Iterable[Samples]) -> None:
        """What comes is decoded on its own, from these frames on, the last of which is the newest heard."""
        self._part = list(frames)
        self._part_begins = self._frames - len(self._part)
        self._fed = 0
        self._settled, self._likely, self._patience = False, None, math.inf

    def _listen(self, frame: Samples) -> list[Event]:
        self._part.append(frame.copy())
        latest = list(self._sounds)[-_SOUND_WINDOW:]
        if latest[-1] and sum(map(bool, latest)) >= _SOUND_NEEDED:
            self._last_voice = self._frames
            if self._settled:
                self._go_on()
        if not self._settled:
            self._hear_on()
        silent = self._frames - self._last_voice
        if silent == _SETTLE:
            self._settle()
        elif not self._settled and self._frames % _PARTIAL_EVERY == 0:
            self._look()
        turn = Turn(
            length=_seconds(self._frames - self._first_voice),
            silence=_seconds(silent),
            text=self._text,
            unchanged=_seconds(self._frames - self._changed),
            patience=self._patience,
        )
        return [self._end()] if self._end_of_turn.over(turn) else []

    def _go_on(self) -> None:
        """The caller only paused."""
        if self._fed <= _HEARD_ANEW:
            # What was settled is heard once more, as one with what follows: words beside a seam are often misheard.
            del self._parts[self._parts_before :]
            self._begin_part(self._part)
        else:
            self._parts_before = len(self._parts)
            self._begin_part(self._part[self._fed :][-_PRE_ROLL:])

    def _hear_on(self) -> None:
        """Feed the recogniser what it has not heard of this part."""
        waiting = self._part[self._fed :]
        self._feed(waiting[0] if len(waiting) == 1 else np.concatenate(waiting))
        self._fed = len(self._part)

    def _settle(self) -> None:
        """The caller has fallen silent: what was said so far, and how long they are waited for."""
        if not self._spoilt:
            try:
                part = _shifted(self._recogniser.finish(), _seconds(self._part_begins))
            except Exception as fault:
                self._give_up(fault)
            else:
                if part.text:
                    self._parts.append(part)
        self._settled = True
        whole = _joined(self._parts)
        if whole.text != self._text:
            self._text, self._changed = whole.text, self._frames
        spoken = self._part[: self._last_voice - self._part_begins][-_CADENCE:]
        self._patience = self._end_of_turn.patience(whole.text, cadence(spoken))
        self._likely = CallerSaid(
            t=self.time, start=_seconds(self._first_voice), end=_seconds(self._last_voice), utterance=whole
        )

    def _look(self) -> str:
        if not (self._spoilt or self._settled):
            try:
                text = " ".join([*(part.text for part in self._parts), self._recogniser.partial()]).strip()
            except Exception as fault:
                self._give_up(fault)
            else:
                if text != self._text:
                    self._text, self._changed = text, self._frames
        return self._text

    def _feed(self, samples: Samples) -> None:
        if self._spoilt:
            return
        try:
            self._recogniser.accept(samples)
        except Exception as fault:
            self._give_up(fault)

    def _end(self) -> CallerSaid:
        if not self._settled:
            self._settle()
        assert self._likely
        said = replace(self._likely, t=self.time)
        self._speaking = False
        self._sounds.clear()
        self._recent.extend(self._part[self._fed :])
        self._part.clear()
        return said

    def _give_up(self, fault: Exception) -> None:
        """A recogniser that failed once is not trusted again: this turn has no words, the next a new recogniser."""
        _log.error("the recogniser failed, the turn is lost: %s", fault)
        self._spoilt, self._text = True, ""
        self._parts.clear()
        self._recogniser.renew()


def _seconds(frames: int) -> float:
    # Whole hundredths: 0.02 has no exact binary form, and journals are compared byte for byte.
    return round(frames * FRAME_SECONDS, 2)


def _shifted(utterance: Utterance, by: float) -> Utterance:
    return replace(
        utterance,
        words=tuple(
            replace(word, start=round(word.start + by, 3), end=round(word.end + by, 3)) for word in utterance.words
        ),
    )


def _joined(parts: Sequence[Utterance]) -> Utterance:
    """The parts of a turn, one after the other, as one utterance; its readings are combinations of theirs."""
    if len(parts) < 2:
        return parts[0] if parts else Utterance(text="")
    best, readings = "", {"": 1.0}
    for part in parts:
        best = f"{best} {part.text}".strip()
        both: dict[str, float] = {}
        for before, likely in readings.items():
            for alternative in part.alternatives or (Alternative(text=part.text, probability=1.0),):
                text = f"{before} {alternative.text}".strip()
                both[text] = both.get(text, 0.0) + likely * alternative.probability
        others = sorted((text for text in both if text != best), key=lambda text: -both[text])
        readings = {text: both[text] for text in (best, *others[: _READINGS - 1])}
    words = tuple(word for part in parts for word in part.words)
    return Utterance(
        text=best,
        confidence=sum(word.confidence for word in words) / len(words) if words else 0.0,
        words=words,
        alternatives=tuple(Alternative(text=text, probability=p) for text, p in readings.items()),
    )
