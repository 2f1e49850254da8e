from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Samples
from voiceapp.dialogue.utterance import Utterance
from voiceapp.errors import Missing
from voiceapp.recognition.model_store import find_model
from voiceapp.recognition.recogniser import Model, VoskRecogniser, load_model


def heard(recogniser: VoskRecogniser, samples: Samples) -> Utterance:
    for start in range(0, len(samples), FRAME_SAMPLES):
        recogniser.accept(samples[start : start + FRAME_SAMPLES])
    return recogniser.finish()


def test_words_times_and_alternatives(recogniser: VoskRecogniser, recordings: dict[str, Any]) -> None:
    recording = recordings["something"]
    utterance = heard(recogniser, recording.samples)
    assert utterance.text == recording.text
    assert [word.text for word in utterance.words] == recording.text.split()
    assert utterance.alternatives[0].text == utterance.text
    assert len(utterance.alternatives) > 1
    assert sum(alternative.probability for alternative in utterance.alternatives) == pytest.approx(1.0)
    starts = [word.start for word in utterance.words]
    assert starts == sorted(starts)
    assert starts[0] >= 0.0
    assert utterance.words[-1].end <= len(recording.samples) / SAMPLE_RATE + 0.1


def test_what_was_heard_before_changes_nothing(speech_model: Model, recordings: dict[str, Any]) -> None:
    one, other = recordings["goforward"].samples, recordings["prompt-tt-weasels"].samples
    cold = VoskRecogniser(speech_model, warm_up=False)
    first = heard(cold, one)
    heard(cold, other)
    again = heard(cold, one)
    cold.renew()
    renewed = heard(cold, one)
    warm = heard(VoskRecogniser(speech_model), one)
    assert without_times(first) == without_times(again) == without_times(renewed) == without_times(warm)
    for utterance in (again, renewed, warm):
        assert times(utterance) == pytest.approx(times(first), abs=1e-3)


def without_times(utterance: Utterance) -> tuple[Any, ...]:
    return utterance.text, utterance.alternatives, [(word.text, word.confidence) for word in utterance.words]


def times(utterance: Utterance) -> list[float]:
    return [at for word in utterance.words for at in (word.start, word.end)]


def test_silence_has_no_words(recogniser: VoskRecogniser) -> None:
    assert heard(recogniser, np.zeros(SAMPLE_RATE, dtype=np.int16)).text == ""
    assert recogniser.finish().text == ""


def test_partial_grows_and_is_gone_after_the_turn(recogniser: VoskRecogniser, recordings: dict[str, Any]) -> None:
    seen = []
    samples = recordings["austen-0930"].samples
    for start in range(0, len(samples), FRAME_SAMPLES):
        recogniser.accept(samples[start : start + FRAME_SAMPLES])
        seen.append(len(recogniser.partial().split()))
    assert seen[0] == 0
    assert seen[-1] >= 7
    recogniser.finish()
    assert recogniser.partial() == ""


def test_a_long_pause_does_not_split_the_turn(recogniser: VoskRecogniser, recordings: dict[str, Any]) -> None:
    pause = np.zeros(2 * SAMPLE_RATE, dtype=np.int16)
    samples = np.concatenate([recordings["cards-001"].samples, pause, recordings["cards-003"].samples])
    assert heard(recogniser, samples).text == "ten of clubs seven of clubs"


@pytest.mark.parametrize("wrong", [np.zeros(320), np.zeros((2, 320), dtype=np.int16)])
def test_wrong_samples_are_refused(recogniser: VoskRecogniser, wrong: Any) -> None:
    with pytest.raises(ValueError, match="int16"):
        recogniser.accept(wrong)


def test_two_threads_at_once_are_refused(recogniser: VoskRecogniser) -> None:
    long = np.zeros(60 * SAMPLE_RATE, dtype=np.int16)
    refused: list[RuntimeError] = []

    def use(action: Callable[[], object]) -> None:
        try:
            action()
        except RuntimeError as refusal:
            refused.append(refusal)

    thread = threading.Thread(target=use, args=(lambda: recogniser.accept(long),))
    thread.start()
    while thread.is_alive():
        use(recogniser.partial)
    assert refused


def test_no_model(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="nowhere"):
        load_model(tmp_path / "nowhere")


def test_a_model_that_lacks_a_file(tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"final\.mdl"):
        load_model(tmp_path)


def test_a_damaged_model(tmp_path: Path) -> None:
    whole = find_model()
    for folder in ("conf", "graph", "ivector"):
        shutil.copytree(
            whole / folder, tmp_path / folder, copy_function=os.link if same_disk(whole, tmp_path) else shutil.copy
        )
    (tmp_path / "am").mkdir()
    (tmp_path / "am" / "final.mdl").write_bytes(b"not a model")
    with pytest.raises(Missing, match="cannot be loaded"):
        load_model(tmp_path)


def same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    load_model(find_model())
    assert not list(tmp_path.iterdir())
