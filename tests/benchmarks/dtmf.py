"""How well keys are heard, how seldom speech is one, and what it costs. Prints tables; takes about a minute.

    python tests/benchmarks/dtmf.py [AUDIO...]

Keys last as long as the column says; those in noise are of white noise from 0 to 8 kHz, so many decibels below the
two tones together; the voices are those of people in tests/data/speech, at their active level (``active_level``); the
music is what is played on hold, as loud (root mean square) as the row says below the tones.
Each figure is the share of keys heard once and as what they are; *wrong* counts keys heard as another. Beside it what
multimon-ng hears of the same sound, if it is installed. *talk-off* listens to the same people, and to the AUDIO files
and folders of .wav given, as they are and behind one and two telephone lines. Times are of this machine.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import soxr

from voiceapp.audio.dtmf import FREQUENCIES, KEYPAD, DtmfDetector
from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, SILENCE, Samples
from voiceapp.audio.telephone import through_the_line
from voiceapp.sounds import MUSIC, sound
from voiceapp.synthesis.level import active_level

SPEECH = Path(__file__).parent.parent / "data" / "speech"
NUMBER = "".join(KEYPAD) * 10
LEVELS = (-17.0, -15.0)
TOGETHER = 10 * np.log10(sum(10 ** (level / 10) for level in LEVELS))
SLOT = 0.24  # seconds from one key to the next: frames and windows fall differently on each


def main() -> None:
    people = [
        np.concatenate(list(read_audio(file))) for file in sorted(SPEECH.glob("*.flac")) if "caller" not in file.name
    ]
    voices = np.concatenate(people)
    print(f"{'white noise':>14}{'40 ms':>18}{'50 ms':>18}{'100 ms':>18}   (wrong) [multimon-ng]")
    for ratio in (20, 15, 10, 8, 6, 4, 2, 0):
        print(f"{ratio:11} dB" + "".join(f"{row(dialled(s), noise, ratio):>18}" for s in (0.04, 0.05, 0.1)))
    print(f"{'voice':>14}")
    for ratio in (20, 15, 10, 6, 3, 0):
        print(f"{ratio:11} dB" + "".join(f"{row(dialled(s), voice_of(voices), ratio):>18}" for s in (0.04, 0.05, 0.1)))
    print(f"{'hold music':>14}")
    for ratio in (20, 15, 10, 6, 3, 0):
        print(f"{ratio:11} dB" + "".join(f"{row(dialled(s), music, ratio):>18}" for s in (0.04, 0.05, 0.1)))
    given = [
        file for path in map(Path, sys.argv[1:]) for file in (sorted(path.rglob("*.wav")) if path.is_dir() else [path])
    ]
    talk = [*people, *(np.concatenate(list(read_audio(file))) for file in given)]
    for name, lines in (("as it is", 0), ("one line", 1), ("two lines", 2)):
        keys, seconds, spent = talk_off(talk, lines)
        frames = seconds * SAMPLE_RATE / FRAME_SAMPLES
        print(f"talk-off, {name}: {keys} keys in {seconds / 60:.1f} min; {1e6 * spent / frames:.1f} µs a frame")
    detector = DtmfDetector()
    started = time.process_time()
    for _ in range(50_000):
        detector.accept(SILENCE)
    print(f"digital silence: {(time.process_time() - started) * 20:.1f} µs a frame")


def dialled(seconds: float) -> np.ndarray:
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    sound = np.zeros(round((len(NUMBER) + 1) * SLOT * SAMPLE_RATE))
    for i, key in enumerate(NUMBER):
        at = round((i + 0.5) * SLOT * SAMPLE_RATE) + i * 7
        for hz, level in zip(FREQUENCIES[key], LEVELS, strict=True):
            sound[at : at + len(t)] += np.sqrt(2) * 10 ** (level / 20) * np.sin(2 * np.pi * hz * t)
    return sound


def noise(n: int) -> np.ndarray:
    return np.random.default_rng(8).normal(size=n)


def voice_of(voices: Samples):
    return lambda n: np.resize(voices / 32768, n) / 10 ** (active_level(voices / 32768) / 20)


def music(n: int) -> np.ndarray:
    pieces = np.concatenate([sound(name) for name in MUSIC]) / 32768
    return np.resize(pieces, n) / np.sqrt(np.mean(pieces**2))


def row(sounded: np.ndarray, other, ratio: float) -> str:
    mixed = sounded + other(len(sounded)) * 10 ** ((TOGETHER - ratio) / 20)
    samples = np.clip(np.rint(mixed * 32767), -32768, 32767).astype(np.int16)
    found: dict[int, str] = {}
    detector = DtmfDetector()
    for i, frame in enumerate(frames(samples)):
        for key in detector.accept(frame):
            slot = round((i * FRAME_SAMPLES - len(NUMBER)) / SAMPLE_RATE / SLOT - 0.6)
            found[slot] = found.get(slot, "") + key
    right = sum(found.get(i) == key for i, key in enumerate(NUMBER)) / len(NUMBER)
    wrong = sum(key not in found.get(i, key) for i, key in enumerate(NUMBER))
    return f"{right:.3f} ({wrong}) {multimon(samples)}"


def multimon(samples: Samples) -> str:
    if not shutil.which("multimon-ng"):
        return ""
    raw = np.clip(np.rint(soxr.resample(samples.astype(np.float32), SAMPLE_RATE, 22_050)), -32768, 32767).astype("<i2")
    command = ["multimon-ng", "-q", "-c", "-a", "DTMF", "-t", "raw", "-"]
    out = subprocess.run(command, input=raw.tobytes(), capture_output=True, check=True).stdout.decode()
    # It tells no times: how many keys of the number are found in their order.
    at = heard = 0
    for key in re.findall(r"DTMF: (.)", out):
        later = NUMBER.find(key, at, at + 16)
        if later >= 0:
            at, heard = later + 1, heard + 1
    return f"[{heard / len(NUMBER):.2f}]"


def talk_off(talk: list[Samples], lines: int) -> tuple[int, float, float]:
    keys, seconds, spent = 0, 0.0, 0.0
    for samples in talk:
        for _ in range(lines):
            samples = through_the_line(samples)
        detector, pieces = DtmfDetector(), frames(samples)
        started = time.process_time()
        keys += sum(len(detector.accept(frame)) for frame in pieces)
        spent += time.process_time() - started
        seconds += len(samples) / SAMPLE_RATE
    return keys, seconds, spent


def frames(samples: Samples) -> Samples:
    return samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)


if __name__ == "__main__":
    main()
