"""Sentences spoken by flite and recognised by vosk, for the N-best lists of real audio."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import SAMPLE_RATE
from voiceapp.dialogue.utterance import Utterance
from voiceapp.errors import Missing
from voiceapp.recognition.model_store import find_model
from voiceapp.recognition.recogniser import VoskRecogniser, load_model

VOICES = ("slt", "rms", "awb", "kal16")
SILENCE = 0.4  # seconds before and after


def missing() -> str:
    """Why nothing can be spoken or recognised here; empty if it can."""
    if shutil.which("flite") is None:
        return "flite is not installed"
    try:
        find_model()
    except Missing as fault:
        return str(fault)
    return ""


def heard(sentences: Sequence[str]) -> Iterator[tuple[str, Utterance]]:
    """Each sentence, and what was recognised of it. The voices take turns."""
    recogniser = VoskRecogniser(load_model(find_model()))
    quiet = np.zeros(round(SILENCE * SAMPLE_RATE), dtype=np.int16)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        for k, sentence in enumerate(sentences):
            voice = VOICES[k % len(VOICES)]
            subprocess.run(["flite", "-voice", voice, "-t", sentence, "-o", str(path)], check=True)
            samples = np.concatenate([quiet, *read_audio(path), quiet])
            recogniser.accept(samples)
            yield sentence, recogniser.finish()


def spread(sentences: Sequence[str], n: int) -> list[str]:
    """``n`` of them, evenly from the whole."""
    n = min(n, len(sentences))
    return [sentences[k * len(sentences) // n] for k in range(n)]
