"""Make ``en/heard.txt``: examples as a recogniser really hears them, to learn from beside the written ones.

One command, with flite (Debian ``flite`` 2.2-5, BSD-like licence) installed and the path of the speech model in
``VOICEAPP_MODEL``::

    python assets/understanding/hear.py

Sentences are drawn from the examples, spoken by three of flite's voices and recognised with vosk. A line is an intent,
a tab, and what was heard. The seed fixes the sentences; the recogniser's version decides the rest.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np
import soxr
from vosk import KaldiRecognizer, Model, SetLogLevel

sys.path.insert(0, str(Path(__file__).parent))
from train import ENGLISH, Templates

from voiceapp.dialogue.understanding import INTENTS

SEED = 77
EACH = 28
VOICES = ("rms", "slt", "awb")
RATE = 16_000


def sentences() -> list[tuple[str, str]]:
    random_ = random.Random(SEED)
    folder = ENGLISH / "examples"
    templates = Templates((folder / "_classes.txt").read_text(encoding="utf-8"), random_)
    drawn = []
    for intent in INTENTS:
        file = folder / f"{intent}.txt"
        if file.exists() and intent not in ("other_language", "nonsense"):
            lines = [
                line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
            ]
            drawn += [(intent, templates.draw(line)) for line in random_.sample(lines, min(EACH, len(lines)))]
    random_.shuffle(drawn)
    return drawn


def spoken(text: str, voice: str) -> bytes:
    """16-bit mono at ``RATE``, with some silence around it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "spoken.wav")
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(file)], check=True)
        with wave.open(str(file)) as sound:
            rate = sound.getframerate()
            samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype=np.int16)
    if rate != RATE:
        samples = soxr.resample(samples, rate, RATE).astype(np.int16)
    silence = np.zeros(RATE // 4, dtype=np.int16)
    return np.concatenate([silence, samples, silence, silence]).tobytes()


def main() -> None:
    SetLogLevel(-1)
    recogniser = KaldiRecognizer(Model(os.environ["VOICEAPP_MODEL"]), RATE)
    lines = ["# Made by hear.py; see there."]
    for index, (intent, text) in enumerate(sentences()):
        sound = spoken(text, VOICES[index % len(VOICES)])
        heard = [
            json.loads(recogniser.Result())["text"]
            for at in range(0, len(sound), 8000)
            if recogniser.AcceptWaveform(sound[at : at + 8000])
        ]
        heard.append(json.loads(recogniser.FinalResult())["text"])
        recogniser.Reset()
        if any(heard):
            lines.append(f"{intent}\t{' '.join(part for part in heard if part)}")
    (ENGLISH / "heard.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
