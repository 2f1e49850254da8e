"""Add to ``en/heard.txt``: examples as a recogniser really hears them, to learn from beside the written ones.

One command, with flite (Debian ``flite`` 2.2-5, BSD-like licence) installed and the path of the speech model in
``VOICEAPP_MODEL``::

    python assets/understanding/hear.py [EACH]

Of every intent so many examples are spoken by flite's voices in turn and recognised with vosk; those already in the
file are kept and not spoken again. A line is an intent, what was said, and what was heard, best first, between tabs.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import wave
import zlib
from pathlib import Path

import numpy as np
import soxr
from vosk import KaldiRecognizer, Model, SetLogLevel

sys.path.insert(0, str(Path(__file__).parent))
from train import ENGLISH, Templates

from voiceapp.dialogue.understanding import INTENTS

EACH = 60
VOICES = ("rms", "slt", "awb")
RATE = 16_000
ALTERNATIVES = 10
KEPT = 4


def sentences(each: int) -> list[tuple[str, str]]:
    """(intent, sentence): of every intent the first ``each`` of its examples in an order that stays when some are
    added."""
    drawn = []
    for intent in INTENTS:
        file = ENGLISH / "examples" / f"{intent}.txt"
        if file.exists():
            lines = [
                line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
            ]
            for line in sorted(lines, key=lambda line: zlib.crc32(line.encode()))[:each]:
                classes = (ENGLISH / "examples" / "_classes.txt").read_text(encoding="utf-8")
                drawn.append((intent, Templates(classes, random.Random(line)).draw(line)))
    return drawn


def spoken(text: str, voice: str) -> bytes:
    """16-bit mono at ``RATE``, with some silence around it."""
    # a pause after each spelled letter
    text = re.sub(r"(?<=\b[a-zA-Z]) (?=[a-zA-Z]\b(?!'))", ", ", text)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "spoken.wav")
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(file)], check=True)
        with wave.open(str(file)) as sound:
            rate = sound.getframerate()
            samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype=np.int16)
    if rate != RATE:
        samples = soxr.resample(samples, rate, RATE).astype(np.int16)
    silence = np.zeros(RATE // 4, dtype=np.int16)
    return np.concatenate([silence, samples, silence]).tobytes()


def heard(recogniser: KaldiRecognizer, sound: bytes) -> list[str]:
    """What was heard, best first."""
    ended = recogniser.AcceptWaveform(sound)
    found = json.loads(recogniser.Result() if ended else recogniser.FinalResult())["alternatives"]
    recogniser.Reset()
    return list(dict.fromkeys(one["text"].strip() for one in found if one["text"].strip()))[:KEPT]


def main() -> None:
    SetLogLevel(-1)
    recogniser = KaldiRecognizer(Model(os.environ["VOICEAPP_MODEL"]), RATE)
    recogniser.SetMaxAlternatives(ALTERNATIVES)
    file = ENGLISH / "heard.txt"
    lines = ["# Made by hear.py; see there."]
    if file.exists():
        lines += [line for line in file.read_text(encoding="utf-8").splitlines() if line.count("\t") > 1]
    known = {tuple(line.split("\t")[:2]) for line in lines}
    each = int(sys.argv[1]) if len(sys.argv) > 1 else EACH
    new = [pair for pair in sentences(each) if pair not in known]
    for intent, text in new:
        readings = heard(recogniser, spoken(text, VOICES[zlib.crc32(text.encode()) % len(VOICES)]))
        if readings:
            lines.append("\t".join((intent, text, *readings)))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
