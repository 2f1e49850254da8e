"""The sound devices of this machine, as PortAudio sees them."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from voiceapp.errors import Missing, UsageFault

Direction = Literal["input", "output"]

_STDERR = 2
_NAMES = {"input": "microphone", "output": "loudspeaker or headset"}
_WITHOUT_SOUND = (
    "voiceapp devices lists what there is; the call can also be typed (voiceapp rehearse) "
    "or held with audio files (voiceapp run)"
)


class DeviceLost(Missing):
    """An open device is no longer there. ``direction`` and ``name`` say which."""

    def __init__(self, direction: Direction, name: str) -> None:
        super().__init__(f"the {_NAMES[direction]} {name} is gone")
        self.direction: Direction = direction
        self.name = name


@dataclass(frozen=True, kw_only=True)
class Device:
    """One device. ``rate`` is its own, in samples a second; ``inputs`` and ``outputs`` count channels."""

    number: int
    name: str
    api: str
    inputs: int
    outputs: int
    rate: float
    default_input: bool
    default_output: bool

    def channels(self, direction: Direction) -> int:
        """How many channels it has in that direction."""
        return self.inputs if direction == "input" else self.outputs

    def is_default(self, direction: Direction) -> bool:
        """Whether it is the system's choice for that direction."""
        return self.default_input if direction == "input" else self.default_output


def portaudio() -> Any:
    """The module ``sounddevice``. Raises ``Missing`` with what to install when it or PortAudio is not there."""
    _quiet_alsa()
    try:
        import sounddevice
    except ImportError:
        raise Missing("sounddevice is not installed, without it there is no sound; pip install sounddevice") from None
    except OSError:
        remedy = (
            "sudo apt-get install libportaudio2"
            if sys.platform.startswith("linux")
            else "pip install --force-reinstall sounddevice"
        )
        raise Missing(f"PortAudio is not installed, without it there is no sound; {remedy}") from None
    except Exception as fault:  # PortAudioError, which has no other base: it is there and does not start
        raise Missing(f"PortAudio does not start: {fault}; {_WITHOUT_SOUND}") from None
    return sounddevice


@cache
def _quiet_alsa() -> Any:
    """ALSA's library prints its own account of every fault into the terminal; PortAudio reports them to us as well."""
    if not sys.platform.startswith("linux"):
        return None
    handler = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
    silent = handler(lambda *fault: None)
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(silent)
    except (OSError, AttributeError):
        return None
    return silent  # kept alive by the cache for as long as ALSA may call it


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Keep what PortAudio says in C, which is of no use to a caller, out of the terminal; what Python says gets there.

    With ``VOICEAPP_TRACEBACK`` set all of it is shown.
    """
    before = sys.stderr
    try:
        ours = before.fileno() == _STDERR
    except (AttributeError, OSError, ValueError):  # none, closed, or no file
        ours = False
    if not ours or os.environ.get("VOICEAPP_TRACEBACK"):
        yield
        return
    before.flush()
    kept = os.dup(_STDERR)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STDERR)
    os.close(nowhere)
    try:
        with open(kept, "w", buffering=1, encoding=before.encoding, errors="replace", closefd=False) as sys.stderr:
            yield
    finally:
        sys.stderr = before
        os.dup2(kept, _STDERR)
        os.close(kept)


def devices() -> list[Device]:
    """All devices, by number. Raises ``Missing`` without PortAudio."""
    sound = portaudio()
    try:
        apis = sound.query_hostapis()
        default_input, default_output = _defaults(sound, apis)
        return [
            Device(
                number=number,
                name=info["name"],
                api=apis[info["hostapi"]]["name"],
                inputs=info["max_input_channels"],
                outputs=info["max_output_channels"],
                rate=info["default_samplerate"],
                default_input=number == default_input,
                default_output=number == default_output,
            )
            for number, info in enumerate(sound.query_devices())
        ]
    except sound.PortAudioError as fault:
        raise Missing(f"the sound devices cannot be listed: {fault}; {_WITHOUT_SOUND}") from None


def _defaults(sound: Any, apis: Any) -> tuple[int, int]:
    """Numbers of the default devices, -1 for none: the library's own, or those of the first system that has any."""
    chosen = []
    for place, kind in enumerate(("default_input_device", "default_output_device")):
        number = sound.default.device[place]
        if not isinstance(number, int) or number < 0:
            number = next((api[kind] for api in apis if api[kind] >= 0), -1)
        chosen.append(number)
    return chosen[0], chosen[1]


def look_again() -> None:
    """Let PortAudio look which devices are there now; it does so only when it starts. No stream may be open."""
    sound = portaudio()
    sound._terminate()
    sound._initialize()


def choose(direction: Direction, wanted: str | None = None) -> Device:
    """The device of that number or with that in its name; without ``wanted`` the default.

    Case does not matter and a whole name goes before a part. Raises ``Missing`` when there is none, ``UsageFault``
    when several have it in their names.
    """
    there = [device for device in devices() if device.channels(direction)]
    if not there:
        raise Missing(f"there is no {_NAMES[direction]} on this machine; {no_device_remedy()}; {_WITHOUT_SOUND}")
    if wanted is None:
        return next((device for device in there if device.is_default(direction)), there[0])
    fitting = _fitting(there, wanted.strip())
    if not fitting:
        names = "; ".join(f"{device.number} {device.name}" for device in there)
        raise Missing(f"there is no {direction} device {wanted!r}; there are: {names} (see voiceapp devices)")
    if len(fitting) > 1:
        names = "; ".join(f"{device.number} {device.name}" for device in fitting)
        raise UsageFault(f"{wanted!r} is in the names of several {direction} devices, give the number of one: {names}")
    return fitting[0]


def no_device_remedy() -> str:
    """What to do on a machine on which no device was found."""
    if sys.platform.startswith("linux"):
        return (
            "plug in a headset; where PulseAudio or PipeWire has the devices, "
            "sudo apt-get install libasound2-plugins lets PortAudio reach them"
        )
    return "plug in a headset, and allow the terminal to use the microphone in the system's settings"


def _fitting(there: list[Device], wanted: str) -> list[Device]:
    if wanted.isdecimal():
        return [device for device in there if device.number == int(wanted)]
    name = wanted.casefold()
    exact = [device for device in there if device.name.casefold() == name]
    return exact or [device for device in there if name in f"{device.name}, {device.api}".casefold()]
