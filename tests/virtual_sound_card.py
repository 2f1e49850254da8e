"""A sound card without hardware: PulseAudio's null sinks, seen through ALSA's pulse plug-in as PortAudio devices.

What is said into a device's ``mouth`` is heard by its microphone, and what is played on it is recorded at its
``ear``. Two devices, ``desk`` (the default) and ``spare``, each a PulseAudio with a runtime folder and a cookie of its
own, so that one can be pulled out: nothing of the machine's own sound is touched, and it works as root. Debian:
pulseaudio, pulseaudio-utils, libasound2-plugins, libportaudio2.

    python tests/virtual_sound_card.py COMMAND...      runs a command that has only these devices
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

DEVICES = ("desk", "spare")
RATE = 16_000
PROGRAMS = ("pulseaudio", "pacat", "parec")

_FORMAT = (f"--rate={RATE}", "--channels=1", "--format=s16le", "--raw", "--latency-msec=20")
_MODULES = """
load-module module-native-protocol-unix socket={folder}/socket auth-anonymous=1
load-module module-null-sink sink_name=ear rate=48000
load-module module-null-sink sink_name=mouth rate=48000
load-module module-remap-source source_name=microphone master=mouth.monitor
set-default-source microphone
set-default-sink ear
"""
_PCM = """
pcm.{name} {{
    type asym
    playback.pcm {{ type pulse server "unix:{folder}/socket" device "ear" }}
    capture.pcm {{ type pulse server "unix:{folder}/socket" device "microphone" }}
    hint {{ show on description "{name}" }}
}}
"""


class Unavailable(Exception):
    """A program this needs is not installed."""


class _Device:
    """One PulseAudio with an ear and a mouth."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "start.pa").write_text(_MODULES.format(folder=folder))
        self.environment = os.environ | {
            "PULSE_SERVER": f"unix:{folder / 'socket'}",
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_COOKIE": str(folder / "cookie"),
        }
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        self._start(
            *f"pulseaudio -n -F {self.folder / 'start.pa'} --daemonize=no --use-pid-file=no".split(),
            *"--exit-idle-time=-1 --disable-shm=yes --high-priority=no".split(),
        )
        due = time.monotonic() + 10
        while not (self.folder / "socket").exists():
            if self._processes[0].poll() is not None or time.monotonic() > due:
                raise RuntimeError("PulseAudio does not start")
            time.sleep(0.01)
        # A null sink plays two seconds at once unless somebody wants less: a real card never does.
        self._awake = [self._keep_awake(sink) for sink in ("ear", "mouth")]

    def wait(self) -> None:
        """Wait until it runs as a real card does, which takes two seconds."""
        if not all(awake.wait(10) for awake in self._awake):
            raise RuntimeError("PulseAudio does not run")

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()
        (self.folder / "socket").unlink(missing_ok=True)

    def _start(self, *command: str, stdout: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command, env=self.environment, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.DEVNULL
        )
        self._processes.append(process)
        return process

    def _keep_awake(self, sink: str) -> threading.Event:
        """Listen to a sink for good. The event tells that it hands over 20 ms at a time."""
        process = self._start(*recorder(sink), stdout=subprocess.PIPE)
        awake = threading.Event()

        def listen() -> None:
            assert process.stdout
            quick = 0
            while True:
                begun = time.monotonic()
                if not process.stdout.read1(1 << 16):
                    break
                quick = quick + 1 if time.monotonic() - begun < 0.1 else 0
                if quick == 10:
                    awake.set()
            process.stdout.close()

        threading.Thread(target=listen, daemon=True).start()
        return awake


class VirtualSoundCard:
    """Runs while in its ``with`` statement. ``environment`` is for the processes that shall see the devices."""

    def __init__(self) -> None:
        missing = [program for program in PROGRAMS if not shutil.which(program)]
        if missing:
            raise Unavailable(f"{', '.join(missing)} not installed: apt-get install pulseaudio pulseaudio-utils")
        self._folder = Path(tempfile.mkdtemp(prefix="voiceapp-sound-"))
        self._speaking: list[subprocess.Popen[bytes]] = []
        self._devices = {name: _Device(self._folder / name) for name in DEVICES}
        alsa = self._folder / "asound.conf"
        folders = [(name, device.folder) for name, device in self._devices.items()]
        folders.append(("default", folders[0][1]))
        alsa.write_text("".join(_PCM.format(name=name, folder=folder) for name, folder in folders))
        self.environment = self._devices[DEVICES[0]].environment | {"ALSA_CONFIG_PATH": str(alsa)}

    def __enter__(self) -> Self:
        try:
            for device in self._devices.values():
                device.start()
            for device in self._devices.values():
                device.wait()
            self._look()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _look(self) -> None:
        """Whether PortAudio sees the devices."""
        code = f"import sounddevice; sounddevice.query_devices({DEVICES[0]!r})"
        seen = subprocess.run([sys.executable, "-c", code], env=self.environment, capture_output=True)
        if seen.returncode:
            raise Unavailable("PortAudio does not see PulseAudio: apt-get install libasound2-plugins libportaudio2")

    def _stop(self) -> None:
        self.hush()
        for device in self._devices.values():
            device.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def speak(self, samples: npt.NDArray[np.int16], device: str = DEVICES[0]) -> None:
        """Begin to say 16 kHz samples into the microphone of a device; this does not wait."""
        with tempfile.TemporaryFile() as file:
            file.write(samples.astype("<i2").tobytes())
            file.seek(0)
            command = ["pacat", "--playback", "--device=mouth", *_FORMAT]
            self._speaking.append(subprocess.Popen(command, env=self._devices[device].environment, stdin=file))

    def hush(self) -> None:
        """Say no more."""
        for process in self._speaking:
            process.terminate()
            process.wait()
        self._speaking.clear()

    @contextlib.contextmanager
    def recording(self, device: str = DEVICES[0]) -> Iterator[list[npt.NDArray[np.int16]]]:
        """Record what is played on a device. The list holds the samples (16 kHz, shape (n,)) when it is over."""
        taken: list[npt.NDArray[np.int16]] = []
        with tempfile.TemporaryFile() as file:
            process = subprocess.Popen(recorder("ear"), env=self._devices[device].environment, stdout=file)
            try:
                yield taken
            finally:
                process.terminate()
                process.wait()
                file.seek(0)
                taken.append(np.frombuffer(file.read(), dtype="<i2"))

    def unplug(self, device: str = DEVICES[0]) -> None:
        """Pull a device out."""
        self._devices[device].stop()

    def plug_in(self, device: str = DEVICES[0]) -> None:
        """Put it back."""
        self._devices[device].start()
        self._devices[device].wait()


def recorder(sink: str) -> list[str]:
    """The command that writes what a sink plays to its standard output."""
    return ["parec", f"--device={sink}.monitor", *_FORMAT]


def main() -> int:
    with VirtualSoundCard() as card:
        return subprocess.run(sys.argv[1:], env=card.environment).returncode


if __name__ == "__main__":
    sys.exit(main())
