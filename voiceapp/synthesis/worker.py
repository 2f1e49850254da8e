"""The process that speaks: one pyttsx3 engine, one thread, one job at a time.

Run by path in a fresh interpreter, so it imports nothing of voiceapp:

    python -P worker.py ENGINE FOLDER

``ENGINE`` is ``bundled`` (the eSpeak NG of the espeakng-loader package), ``system`` (an installed one) or
``platform`` (pyttsx3's own choice: nsss on macOS, sapi5 on Windows). Requests come on standard input, replies go
to standard output, one JSON object a line:

    <- {"driver": "espeak", "library": "1.52.0 (...)", "pyttsx3": "2.99",
        "voices": [{"id": ..., "name": ..., "language": ...}, ...], "variants": ["f1", ...]}
    -> {"job": 7, "text": ..., "voice": ..., "rate": 170, "pitch": 50}
    <- {"job": 7, "file": ...}   or   {"job": 7, "fault": ...}

A job's file is new, lies in ``FOLDER`` and is the reader's to delete. When standard input ends the folder is
removed and the process ends, whatever it is doing, so that it never outlives whoever started it.

eSpeak NG carries the position of its flutter, the state of its noise and parts of the last voice over into the
next utterance. So that the same job gives the same samples whatever was said before, the library is unloaded and
loaded again between jobs, after the reply (3 ms), and its random numbers are seeded.
"""

from __future__ import annotations

import _ctypes
import contextlib
import ctypes
import ctypes.util
import importlib.metadata
import json
import os
import queue
import shutil
import signal
import sys
import threading
import time
import types
from pathlib import Path
from typing import IO, Any

_SEED = 1


class Refused(Exception):
    """The engine does not take what the job asks."""


class PlatformEngine:
    """pyttsx3 with the driver it prefers here. Its voices and sounds are the operating system's."""

    def __init__(self) -> None:
        import pyttsx3

        self.errors: list[str] = []
        self.engine = pyttsx3.init()
        self.driver = self.engine.driver_name
        self.library = ""
        self.connect()

    def connect(self) -> None:
        """Note the errors that pyttsx3 would swallow."""
        self.errors.clear()
        self.engine.connect("error", lambda name, exception: self.errors.append(str(exception)))
        # The first loop of an engine ends before its job is done; let that be an empty one.
        self.engine.runAndWait()

    def voices(self) -> list[dict[str, str]]:
        """Every voice with its language tag, empty if unknown."""
        listed = []
        for voice in self.engine.getProperty("voices"):
            language = (voice.languages or [""])[0]
            if isinstance(language, bytes):
                language = language.decode("ascii", "ignore")
            listed.append({"id": voice.id, "name": voice.name, "language": str(language).strip("\0\x05")})
        return listed

    def variants(self) -> list[str]:
        """Ways to change a voice, said after a plus sign."""
        return []

    def set(self, voice: str, rate: int, pitch: int) -> None:
        """Take up a voice; pitch is eSpeak's alone."""
        self.engine.setProperty("voice", voice)
        self.engine.setProperty("rate", rate)
        self.engine.setProperty("volume", 1.0)

    def renew(self) -> None:
        """Forget the last job."""

    def speak(self, text: str, voice: str, rate: int, pitch: int, path: Path) -> None:
        """Write ``text`` to ``path``, which must be new. Raises Refused or OSError."""
        path.open("xb").close()  # an unwritable file would hang the engine
        self.errors.clear()
        self.set(voice, rate, pitch)
        self.engine.save_to_file(text, str(path))
        self.engine.runAndWait()
        if self.errors:
            raise Refused("; ".join(self.errors))


class EspeakEngine(PlatformEngine):
    """pyttsx3's driver for eSpeak NG, with the library loaded by us instead of from pyttsx3's list of places."""

    def __init__(self, path: str, source: str = "") -> None:
        self.path = path
        self.errors = []
        self.driver = "espeak"
        self.load()
        self.library = self.module.Info(None).decode() + source

    def load(self) -> None:
        """A fresh copy of the library, and of the modules that are bound to it, primed."""
        library = ctypes.CDLL(self.path)
        # The module takes the first library that any of its places gives.
        ctypes.cdll.LoadLibrary = lambda name: library  # type: ignore[method-assign]
        import pyttsx3
        from pyttsx3.drivers import _espeak, espeak

        self.module: Any = _espeak
        # The driver's loop looks every 10 ms whether the sound is complete; every ms is as cheap.
        espeak.time = types.SimpleNamespace(sleep=lambda seconds: time.sleep(0.001))
        self.engine = pyttsx3.init("espeak")
        self.module.Synchronize()
        self.connect()

    def renew(self) -> None:
        self.module.Terminate()
        handle = self.module.dll._handle
        del self.module, self.engine
        for name in [name for name in sys.modules if name.partition(".")[0] == "pyttsx3"]:
            del sys.modules[name]
        (_ctypes.dlclose if os.name == "posix" else _ctypes.FreeLibrary)(handle)  # type: ignore[attr-defined]
        self.load()

    def voices(self) -> list[dict[str, str]]:
        # MBROLA voices need another program and its data.
        return [voice for voice in super().voices() if not voice["id"].startswith("mb/")]

    def variants(self) -> list[str]:
        listed = self.module.ListVoices(self.module.VOICE(languages=b"variant"))
        return sorted(voice.identifier.decode().removeprefix("!v/") for voice in listed)

    def set(self, voice: str, rate: int, pitch: int) -> None:
        super().set(voice, rate, pitch)
        self.engine.setProperty("pitch", pitch)
        current = self.engine.getProperty("voice")
        if current != voice.lower():  # an unknown variant is passed over in silence
            raise Refused(f"asked for the voice {voice}, got {current}")
        seed_library_random(self.module.dll)
        # Settings wait in a queue, and starting a job throws away what still waits there.
        self.module.Synchronize()


def seed_library_random(library: ctypes.CDLL) -> None:
    """eSpeak NG 1.52 has random numbers of its own, seeded with the time; older ones use the C library's."""
    with contextlib.suppress(AttributeError):
        library.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))
    runtime = ctypes.CDLL(None if os.name == "posix" else "ucrtbase")
    runtime.srand(_SEED)


def open_engine(name: str) -> PlatformEngine:
    """The engine called ``bundled``, ``system`` or ``platform``. May raise anything, or end the process."""
    if name == "platform":
        return PlatformEngine()
    if name == "bundled":
        import espeakng_loader

        # eSpeak's buffer for the data path holds 160 bytes: a relative path always fits.
        os.chdir(espeakng_loader.get_data_path())
        os.environ["ESPEAK_DATA_PATH"] = "."
        version = importlib.metadata.version("espeakng-loader")
        return EspeakEngine(espeakng_loader.get_library_path(), f" (espeakng-loader {version})")
    os.environ.pop("ESPEAK_DATA_PATH", None)
    path = ctypes.util.find_library("espeak-ng") or ctypes.util.find_library("espeak")
    if path is None:
        raise FileNotFoundError("no eSpeak NG library on this system")
    return EspeakEngine(path)


def main(engine_name: str, folder: str) -> None:
    """Serve requests until standard input ends."""
    # An interrupt in a terminal reaches every process of the group; ours is ended by its parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # pyttsx3 prints; so may the library
    sys.stdout = sys.stderr

    def reply(**fields: Any) -> None:
        try:
            replies.write(json.dumps(fields) + "\n")
            replies.flush()
        except OSError:  # nobody listens any more
            leave(folder)

    engine = open_engine(engine_name)
    reply(
        driver=engine.driver,
        library=engine.library,
        pyttsx3=importlib.metadata.version("pyttsx3"),
        voices=engine.voices(),
        variants=engine.variants(),
    )
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=watch, args=(sys.stdin.buffer, requests, folder), daemon=True).start()
    while True:
        request = json.loads(requests.get())
        job = request.pop("job")

        def give_up(unraisable: Any, job: int = job) -> None:
            # A fault inside a callback of the library, such as a full disk, would leave the engine waiting.
            reply(job=job, fault=f"{unraisable.exc_value}")
            os._exit(1)

        path = Path(folder, f"{job}.wav")
        sys.unraisablehook = give_up
        try:
            engine.speak(**request, path=path)
        except Exception as fault:
            reply(job=job, fault=f"{fault}")
        else:
            reply(job=job, file=str(path))
        sys.unraisablehook = sys.__unraisablehook__
        engine.renew()


def watch(stream: IO[bytes], requests: queue.SimpleQueue[bytes], folder: str) -> None:
    """Pass the lines on; at the end of the stream end the process, even one that hangs in the library."""
    for line in stream:
        requests.put(line)
    leave(folder)


def leave(folder: str) -> None:
    """Remove the folder and end at once."""
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
