"""The company one phones: what is loaded once and serves any number of calls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Self

from voiceapp import __version__
from voiceapp.aftercall.transcript import write_transcript
from voiceapp.audio.recording import Recording
from voiceapp.call_folder import CallFolder
from voiceapp.dialogue.comprehension import Comprehension
from voiceapp.dialogue.scenario import Scenario
from voiceapp.errors import Missing
from voiceapp.exchange import new_call
from voiceapp.journal import Journal, Listener
from voiceapp.line import Line
from voiceapp.recognition.ear import Ear
from voiceapp.recognition.end_of_turn import EndOfTurn
from voiceapp.recognition.recogniser import Model, VoskRecogniser
from voiceapp.sounds import sound
from voiceapp.stage import SoundStage
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.speaker import Speaker

if TYPE_CHECKING:
    from types import TracebackType


def voices(scenario: Scenario) -> dict[str, Voice]:
    """How each member of the cast sounds."""
    return {
        name: Voice(id=member.voice.id, rate=member.voice.rate, pitch=member.voice.pitch, volume=member.voice.volume)
        for name, member in scenario.cast.items()
    }


def _recogniser(model: Model) -> VoskRecogniser:
    try:
        return VoskRecogniser(model, warm_up=False)
    except Exception as fault:  # vosk raises nothing narrower
        raise Missing(
            "the speech model is damaged, no recogniser can be made of it; see: voiceapp model --verify"
        ) from fault


class Company:
    """Scenario, wits, model and voices, ready to take calls. Close it, or use it in a ``with`` statement.

    Raises ``Missing`` when a voice of the cast is not there or the model is damaged.
    """

    def __init__(self, scenario: Scenario, comprehension: Comprehension, model: Model) -> None:
        self.scenario = scenario
        self._comprehension = comprehension
        self._voices = voices(scenario)
        self._speaker = Speaker()
        self._speaker.start()
        try:
            recogniser = _recogniser(model)
            self._ear = Ear(recogniser, end_of_turn=EndOfTurn(finished=comprehension.finished))
            self._speaker.check(*self._voices.values())
        except BaseException:
            self._speaker.close()
            raise

    @contextmanager
    def line(
        self,
        folder: CallFolder,
        *,
        seed: int,
        start: str | None = None,
        max_seconds: float,
        listeners: tuple[Listener, ...] = (),
    ) -> Iterator[Line]:
        """A line to phone on, one at a time; the call folder is complete when it is given back, whatever happened."""
        call = new_call(self.scenario, self._comprehension, seed=seed, start=start)
        with ExitStack() as closing:
            journal = closing.enter_context(Journal(folder.journal, *listeners))
            closing.callback(write_transcript, folder, self.scenario.names)
            recording = closing.enter_context(Recording(folder.recording))
            journal.write(0.0, "call.started", {"scenario": self.scenario.name, "seed": seed, "version": __version__})
            self._ear.reset()
            stage = SoundStage(self._speaker, self._voices, sound, journal)
            line = Line(
                ear=self._ear, call=call, stage=stage, journal=journal, recording=recording, max_seconds=max_seconds
            )
            try:
                yield line
            finally:
                line.close()

    def close(self) -> None:
        """End the synthesiser."""
        self._speaker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
