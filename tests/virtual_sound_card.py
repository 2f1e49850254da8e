"""A sound card without hardware: PulseAudio's null sinks, seen through ALSA's pulse plug-in as PortAudio devices.

What is said into a device's ``mouth`` is heard by its microphone, and what is played on it is recorded at its
``ear``. Two devices, ``desk`` (the default) and ``spare``, with a runtime folder and a cookie of their own: nothing of
the machine's own sound is touched, and it works as root. Debian: pulseaudio, pulseaudio-utils, libasound2-plugins,
libportaudio2.

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
PROGRAMS = ("pulseaudio", "pactl", "pacat", "parec")

_DEVICE = """
pcm.{name} {{
    type asym
    playback.pcm {{ type pulse server "unix:{socket}" device "{device}_ear" }}
    capture.pcm {{ type pulse server "unix:{socket}" device "{device}_microphone" }}
    hint {{ show on description "{name}" }}
}}
"""

_SINKS = """
load-module module-null-sink sink_name={device}_ear rate=48000
load-module module-null-sink sink_name={device}_mouth rate=48000
load-module module-remap-source source_name={device}_microphone master={device}_mouth.monitor
"""


class Unavailable(Exception):
    """A program this needs is not installed."""


class VirtualSoundCard:
    """Runs while in its ``with`` statement. ``environment`` is for the processes that shall see the devices."""

    def __init__(self) -> None:
        missing = [program for program in PROGRAMS if not shutil.which(program)]
        if missing:
            raise Unavailable(f"{', '.join(missing)} not installed: apt-get install pulseaudio pulseaudio-utils")
        self._folder = Path(tempfile.mkdtemp(prefix="voiceapp-sound-"))
        self._processes: list[subprocess.Popen[bytes]] = []
        socket = self._folder / "socket"
        self.alsa = self._folder / "asound.conf"
        self.environment = os.environ | {
            "ALSA_CONFIG_PATH": str(self.alsa),
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_RUNTIME_PATH": str(self._folder),
            "PULSE_COOKIE": str(self._folder / "cookie"),
        }
        devices = [(name, name) for name in DEVICES] + [("default", DEVICES[0])]
        self.alsa.write_text("".join(_DEVICE.format(name=n, device=d, socket=socket) for n, d in devices))
        (self._folder / "start.pa").write_text(
            f"load-module module-native-protocol-unix socket={socket} auth-anonymous=1\n"
            + "".join(_SINKS.format(device=device) for device in DEVICES)
        )

    def __enter__(self) -> Self:
        try:
            self._start(
                *f"pulseaudio -n -F {self._folder / 'start.pa'} --daemonize=no --use-pid-file=no".split(),
                *"--exit-idle-time=-1 --disable-shm=yes --high-priority=no".split(),
            )
            self._wait()
            # A null sink plays two seconds at once unless somebody wants less: a real card never does.
            sinks = [f"{device}_{side}" for device in DEVICES for side in ("ear", "mouth")]
            if not all(awake.wait(10) for awake in [self._keep_awake(sink) for sink in sinks]):
                raise RuntimeError("PulseAudio does not run")
            self._look()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _wait(self) -> None:
        due = time.monotonic() + 10
        while f"{DEVICES[-1]}_microphone" not in self._pactl("list", "short", "sources", check=False):
            if self._processes[0].poll() is not None or time.monotonic() > due:
                raise RuntimeError("PulseAudio does not start")
            time.sleep(0.02)

    def _look(self) -> None:
        """Whether PortAudio sees the devices."""
        code = f"import sounddevice; sounddevice.query_devices({DEVICES[0]!r})"
        seen = subprocess.run([sys.executable, "-c", code], env=self.environment, capture_output=True)
        if seen.returncode:
            raise Unavailable("PortAudio does not see PulseAudio: apt-get install libasound2-plugins libportaudio2")

    def _start(self, *command: str, stdout: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command, env=self.environment, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.DEVNULL
        )
        self._processes.append(process)
        return process

    def _keep_awake(self, sink: str) -> threading.Event:
        """Listen to a sink for good. The event tells that it hands over 20 ms at a time."""
        process = self._start(*_recorder(sink), stdout=subprocess.PIPE)
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

    def _stop(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _pactl(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(["pactl", *words], env=self.environment, capture_output=True, text=True, check=check)
        return done.stdout

    def speak(self, samples: npt.NDArray[np.int16], device: str = DEVICES[0]) -> subprocess.Popen[bytes]:
        """Begin to say 16 kHz samples into the microphone of a device. The process ends when all is said."""
        with tempfile.TemporaryFile() as file:
            file.write(samples.astype("<i2").tobytes())
            file.seek(0)
            command = ["pacat", "--playback", f"--device={device}_mouth", *_FORMAT]
            return subprocess.Popen(command, env=self.environment, stdin=file)

    @contextlib.contextmanager
    def recording(self, device: str = DEVICES[0]) -> Iterator[list[npt.NDArray[np.int16]]]:
        """Record what is played on a device. The list holds the samples (16 kHz, shape (n,)) when it is over."""
        taken: list[npt.NDArray[np.int16]] = []
        with tempfile.TemporaryFile() as file:
            process = subprocess.Popen(_recorder(f"{device}_ear"), env=self.environment, stdout=file)
            try:
                yield taken
            finally:
                process.terminate()
                process.wait()
                file.seek(0)
                taken.append(np.frombuffer(file.read(), dtype="<i2"))

    def unplug(self, device: str = DEVICES[0], what: str = "microphone") -> None:
        """Take a ``microphone`` or a loudspeaker, ``ear``, away."""
        wanted = f"={device}_{what}"
        for line in self._pactl("list", "short", "modules").splitlines():
            number, _, arguments = line.split("\t")[:3]
            if any(argument.endswith(wanted) for argument in arguments.split()):
                self._pactl("unload-module", number)

    def plug_in(self, device: str = DEVICES[0], what: str = "microphone") -> None:
        """Put it back."""
        for line in _SINKS.format(device=device).split("\n"):
            if f"name={device}_{what} " in f"{line} ":
                self._pactl(*line.split())


_FORMAT = (f"--rate={RATE}", "--channels=1", "--format=s16le", "--raw", "--latency-msec=20")


def _recorder(sink: str) -> list[str]:
    return ["parec", f"--device={sink}.monitor", *_FORMAT]


def main() -> int:
    with VirtualSoundCard() as card:
        return subprocess.run(sys.argv[1:], env=card.environment).returncode


if __name__ == "__main__":
    sys.exit(main())
