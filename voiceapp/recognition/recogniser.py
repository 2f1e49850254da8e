"""vosk, made safe: the same audio always gives the same words, and nothing that kills the process is reachable.

What was measured with vosk 0.3.45 and the small US English model, and is relied on here:

- Kaldi adds random noise (dither) to the samples, drawn from one generator for the whole process, so that the
  same audio gives other likelihoods each time. With dither off and a fixed dither of our own, results are
  identical to the last digit, also on a recogniser that has decoded other audio before.
- Word errors are the same with either dither, and 1 % (absolute) higher with none.
- The search network is composed as it is needed: a new recogniser is slow at first (0.4 s of processor time
  for its first utterance, 0.1 s when warm) and grows: by 80 MB in the first minute of speech, 20 in the third.
"""

from __future__ import annotations

import ctypes
import json
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import vosk

from voiceapp.audio.frames import SAMPLE_RATE, Samples
from voiceapp.dialogue.utterance import Utterance
from voiceapp.errors import Missing
from voiceapp.recognition.posterior import Reading, TimedWord, utterance

ALTERNATIVES = 10
"""Length of the N-best list."""

_NEEDED = (
    "am/final.mdl",
    "conf/mfcc.conf",
    "conf/model.conf",
    "graph/phones/word_boundary.int",
    "ivector/final.ie",
)
_GRAPHS = (("graph/HCLG.fst",), ("graph/HCLr.fst", "graph/Gr.fst"))
_FOLDERS = ("am", "graph", "ivector")
_FEATURES = "--dither=0\n"
# The model's own 2 leaves a single reading of every second prompt and finds the spoken words among the readings
# for all but 4.5 % of words; 4 leaves one in seven and 3.2 % for 11 % more time; 6 gives 2.8 % for 27 %.
_LATTICE = "--lattice-beam=4\n"
# The end of a turn is ours to decide; vosk's own rules are moved out of reach (longest turn: 30 s).
_ENDPOINT = "".join(f"--endpoint.rule{rule}.min-trailing-silence=3600\n" for rule in (1, 2, 3, 4)) + (
    "--endpoint.rule5.min-utterance-length=3600\n"
)

_dither = np.round(np.random.default_rng(1).normal(size=4 * SAMPLE_RATE)).astype(np.int16)


class Recogniser(Protocol):
    """What the ear needs of a recogniser: one turn after the other, each fed piece by piece."""

    def accept(self, samples: Samples) -> None:
        """Take in the next samples of the turn, shape (n,)."""

    def partial(self) -> str:
        """The best text so far."""

    def finish(self) -> Utterance:
        """End the turn. The words' times are seconds from the first sample of this turn."""

    def renew(self) -> None:
        """Start anew with an empty memory, dropping a turn that was begun."""


class Model:
    """A loaded speech model. Several recognisers may share it, also across threads."""

    def __init__(self, path: Path) -> None:
        vosk.SetLogLevel(-1)
        with tempfile.TemporaryDirectory(prefix="voiceapp-model-") as folder:
            try:
                self.handle = vosk.Model(str(_adjusted(path, Path(folder))))
            except Exception as fault:  # vosk raises nothing narrower
                raise Missing(f"the speech model in {path} cannot be loaded; fetch it again") from fault


def load_model(path: Path) -> Model:
    """Load the model in the folder ``path``.

    Raises ``Missing`` when there is no such folder, or something in it is missing or damaged.
    """
    if not path.is_dir():
        raise Missing(f"there is no speech model in {path}")
    absent = [name for name in _NEEDED if not (path / name).is_file() or not (path / name).stat().st_size]
    if not any(all((path / name).is_file() for name in graph) for graph in _GRAPHS):
        absent.append(_GRAPHS[1][0])
    if absent:
        raise Missing(f"the speech model in {path} is not complete ({', '.join(absent)}); fetch it again")
    return Model(path)


def _adjusted(model: Path, folder: Path) -> Path:
    """The model with our settings, made in ``folder`` by links, or by copies where links are not allowed."""
    for name in _FOLDERS:
        try:
            (folder / name).symlink_to((model / name).resolve(), target_is_directory=True)
        except OSError:
            shutil.copytree(model / name, folder / name)
    conf = folder / "conf"
    conf.mkdir()
    for name, extra in (("mfcc.conf", _FEATURES), ("model.conf", _LATTICE + _ENDPOINT)):
        text = (model / "conf" / name).read_text(encoding="utf-8")
        (conf / name).write_text(f"{text}\n{extra}", encoding="utf-8")
    return folder


class VoskRecogniser:
    """One vosk recogniser with an N-best list. Any thread may use it, but only one at a time.

    ``warm_up`` spends 0.3 s of processor time at once so that the first turn is decoded faster. It has no
    influence on results.
    """

    def __init__(self, model: Model, *, warm_up: bool = True) -> None:
        self._model = model
        self._warm_up = warm_up
        self._lock = threading.Lock()
        self._fed = 0
        self._begun = 0
        self._vosk: Any = None
        self.renew()

    def accept(self, samples: Samples) -> None:
        """Take in any number of samples; the same pieces give the same result. ``ValueError`` if not int16 or flat."""
        if samples.dtype != np.int16 or samples.ndim != 1:
            raise ValueError(f"samples must be one row of int16, not {samples.dtype} of shape {samples.shape}")
        place = self._fed - self._begun
        dither = _dither.take(np.arange(place, place + len(samples)), mode="wrap")
        noisy = np.clip(samples.astype(np.int32) + dither, -32768, 32767)
        with _Alone(self._lock):
            self._vosk.AcceptWaveform(noisy.astype("<i2").tobytes())
        self._fed += len(samples)

    def partial(self) -> str:
        with _Alone(self._lock):
            answer = json.loads(self._vosk.PartialResult())
        text: str = answer.get("partial", "")
        return text

    def finish(self) -> Utterance:
        with _Alone(self._lock):
            answer = json.loads(self._vosk.FinalResult())
        begun, self._begun = self._begun / SAMPLE_RATE, self._fed
        # An N-best list without a word in it carries no likelihood and no times.
        readings = [
            Reading(
                log_likelihood=float(entry["confidence"]),
                words=tuple(
                    TimedWord(text=word["word"], start=word["start"] - begun, end=word["end"] - begun)
                    for word in entry.get("result", ())
                ),
            )
            for entry in answer.get("alternatives", ())
        ]
        return utterance(readings)

    def renew(self) -> None:
        with _Alone(self._lock):
            self._vosk = None  # freed first, so that two are never in memory
            _return_memory()
            self._vosk = vosk.KaldiRecognizer(self._model.handle, SAMPLE_RATE)
            self._vosk.SetMaxAlternatives(ALTERNATIVES)
            self._vosk.SetWords(True)
            if self._warm_up:
                self._vosk.AcceptWaveform(_murmur().tobytes())
                self._vosk.FinalResult()
        self._fed = self._begun = len(_murmur()) if self._warm_up else 0


class _Alone:
    """Two threads in one vosk recogniser end the process; this makes it an exception."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            raise RuntimeError("a recogniser was used by two threads at once")

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _murmur(seconds: float = 2.0) -> Samples:
    """Noise that swells three times a second like syllables: makes the decoder compose common words."""
    n = int(seconds * SAMPLE_RATE)
    swell = np.abs(np.sin(2 * np.pi * 1.5 * np.arange(n) / SAMPLE_RATE))
    noise = np.convolve(np.random.default_rng(2).normal(size=n), np.ones(3) / 3, "same")
    return (2000 * swell * noise).astype(np.int16)


def _return_memory() -> None:
    """Give freed memory back to the system. glibc keeps it otherwise: 110 MB after three minutes of speech."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):  # another C library
        return
