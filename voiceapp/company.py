"""The company one phones: what is loaded once and serves any number of calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from voiceapp.aftercall.keepsakes import leaving_keepsakes
from voiceapp.audio.frames import SAMPLE_RATE, Samples
from voiceapp.audio.recording import Recording
from voiceapp.call_folder import CallFolder
from voiceapp.dialogue.comprehension import Comprehension
from voiceapp.dialogue.own_voice import OwnVoice
from voiceapp.dialogue.pace import speaking_time
from voiceapp.dialogue.scenario import Scenario
from voiceapp.errors import Missing
from voiceapp.exchange import new_call, note_beginning
from voiceapp.foresight import Foresight, Remembering
from voiceapp.journal import Journal, Listener
from voiceapp.line import Line
from voiceapp.recognition.ear import Ear
from voiceapp.recognition.end_of_turn import EndOfTurn
from voiceapp.recognition.keys_only import KeysOnly
from voiceapp.recognition.recogniser import Model, VoskRecogniser
from voiceapp.recognition.recogniser_pool import RecogniserPool
from voiceapp.recognition.threaded_ear import Note, ThreadedEar
from voiceapp.sounds import Sounds
from voiceapp.stage import SoundStage
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.speaker import Speaker, SynthesisFailed
from voiceapp.typed_caller import TypedCaller

if TYPE_CHECKING:
    from types import TracebackType

CALLERS_VOICES = {
    "en": Voice(id="gmw/en-us-nyc", rate=170, pitch=45, volume=1.0),
    "fr": Voice(id="roa/fr+m6", rate=170, pitch=45, volume=1.0),
    "nl": Voice(id="gmw/nl+m6", rate=170, pitch=45, volume=1.0),
}
"""Who speaks what the caller types, by language; nobody of the company sounds like that."""


def voices(scenario: Scenario) -> dict[str, Voice]:
    """How each member of the cast sounds."""
    return {
        name: Voice(id=member.voice.id, rate=member.voice.rate, pitch=member.voice.pitch, volume=member.voice.volume)
        for name, member in scenario.cast.items()
    }


def _recogniser(model: Model, *, warm_up: bool) -> VoskRecogniser:
    try:
        return VoskRecogniser(model, warm_up=warm_up)
    except Exception as fault:  # vosk raises nothing narrower
        raise Missing(
            "the speech model is damaged, no recogniser can be made of it; see: voiceapp model --verify"
        ) from fault


class Company:
    """Scenario, wits, model and voices, ready to take calls. Close it, or use it in a ``with`` statement.

    Without a ``model`` it hears keys, and what is typed. Several lines may be open at once, each held by a thread of
    its own. Raises ``Missing`` when a voice of the cast is not there or the model is damaged.
    """

    def __init__(self, scenario: Scenario, comprehension: Comprehension, model: Model | None) -> None:
        self.scenario = scenario
        self._comprehension = comprehension
        self._model = model
        self._voices = voices(scenario)
        self._speaker = Speaker()
        self._speaker.start()
        try:
            if model:
                self._recognisers = RecogniserPool(partial(_recogniser, model, warm_up=False))
                self._live_recognisers = RecogniserPool(partial(_recogniser, model, warm_up=True), in_background=True)
                self._recognisers.prepare(1)
            self._speaker.check(*self._voices.values())
        except BaseException:
            self._speaker.close()
            raise

    @contextmanager
    def _ear(self, *, live: bool, note: Note) -> Iterator[Ear | ThreadedEar | KeysOnly]:
        if self._model is None:
            yield KeysOnly()
            return
        pool = self._live_recognisers if live else self._recognisers
        pool.prepare(1)
        ear = Ear(pool.recogniser(), end_of_turn=EndOfTurn(finishing=self._comprehension.finishing))
        if not live:
            yield ear
            ear.reset()  # what it borrowed for a turn that was begun goes back
            return
        threaded = ThreadedEar(ear, note=note)
        try:
            yield threaded
        finally:
            if threaded.close():
                ear.reset()

    @contextmanager
    def line(
        self,
        folder: CallFolder,
        *,
        seed: int,
        start: str | None = None,
        max_seconds: float,
        listeners: tuple[Listener, ...] = (),
        live: bool = False,
        recalled: Sequence[Mapping[str, Any]] = (),
    ) -> Iterator[Line]:
        """A line to phone on; the call folder is complete when it is given back, whatever happened.

        With ``live`` the ear listens on a thread of its own, what will be said is worked out and rendered on two more,
        and no step waits for them. ``recalled`` holds the journal of a call that was torn off: the company calls back.
        """
        comprehension = Remembering(self._comprehension) if live else self._comprehension
        call = new_call(self.scenario, comprehension, seed=seed, start=start, recalled=recalled)
        with ExitStack() as closing:
            own_voice = OwnVoice()
            journal = closing.enter_context(Journal(folder.journal, own_voice.listen, *listeners))
            closing.enter_context(leaving_keepsakes(folder))
            recording = closing.enter_context(Recording(folder.recording))
            ear = closing.enter_context(
                self._ear(live=live, note=lambda kind, fields: journal.write(line.t, kind, fields))
            )
            stage = SoundStage(self._speaker, self._voices, Sounds(plan=self.scenario.tones), journal, seed, ahead=live)
            closing.callback(stage.close)
            foresight = Foresight(call, stage.prepare) if live else None
            if foresight:
                closing.callback(foresight.close)
            note_beginning(journal, self.scenario, seed)
            line = Line(
                ear=ear,
                typed=TypedCaller(self._spoken_by_the_caller),
                call=call,
                stage=stage,
                journal=journal,
                recording=recording,
                max_seconds=max_seconds,
                foresight=foresight,
                own_voice=own_voice,
            )
            try:
                yield line
            finally:
                line.close()

    def _spoken_by_the_caller(self, text: str) -> Samples:
        try:
            return self._speaker.render(text, CALLERS_VOICES[self.scenario.language])
        except SynthesisFailed:
            return np.zeros(round(speaking_time(text) * SAMPLE_RATE), dtype=np.int16)

    def close(self) -> None:
        """End the synthesiser."""
        self._speaker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
