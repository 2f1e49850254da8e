"""Which devices there are, which one is meant, and what to do when there is none."""

import json
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from voiceapp.audio import devices
from voiceapp.errors import Missing, UsageFault


class PortAudioError(Exception):
    """As sounddevice's own: no other base."""


def device(name, inputs=0, outputs=0, api=0, rate=48_000.0):
    return {
        "name": name,
        "hostapi": api,
        "max_input_channels": inputs,
        "max_output_channels": outputs,
        "default_samplerate": rate,
    }


@pytest.fixture
def machine(monkeypatch):
    """Sets up a machine with these devices; the numbers are those of the defaults."""

    def with_devices(*there, default=(-1, -1), chosen=(None, None)):
        library = SimpleNamespace(
            PortAudioError=PortAudioError,
            query_devices=lambda: list(there),
            query_hostapis=lambda: [
                {"name": "OSS", "default_input_device": -1, "default_output_device": -1},
                {"name": "ALSA", "default_input_device": default[0], "default_output_device": default[1]},
            ],
            default=SimpleNamespace(device=chosen),
        )
        monkeypatch.setattr(devices, "portaudio", lambda: library)
        return library

    return with_devices


@pytest.fixture
def desk(machine):
    """Built-in sound, a headset of which there are two, and a loudspeaker alone."""
    machine(
        device("Built-in Audio", inputs=2, outputs=2, api=1),
        device("USB Headset: left", inputs=1, outputs=2, api=1, rate=44_100.0),
        device("USB Headset: right", inputs=1, outputs=2, api=1),
        device("HDMI", outputs=8, api=1),
        device("USB", inputs=1, api=1),
        default=(1, 3),
    )


def test_all_that_is_known_of_them_is_listed(desk):
    assert [d.number for d in devices.devices()] == [0, 1, 2, 3, 4]
    headset = devices.devices()[1]
    assert (headset.name, headset.api, headset.rate) == ("USB Headset: left", "ALSA", 44_100.0)
    assert (headset.channels("input"), headset.channels("output")) == (1, 2)
    assert (headset.is_default("input"), headset.is_default("output")) == (True, False)


@pytest.mark.parametrize(
    ("direction", "wanted", "number"),
    [
        ("input", None, 1),
        ("output", None, 3),
        ("input", "2", 2),
        ("input", " 0 ", 0),
        ("output", "hdmi", 3),
        ("output", "hdmi, alsa", 3),
        ("input", "headset: RIGHT", 2),
        ("input", "usb", 4),  # a whole name goes before parts of others
        ("output", "Built", 0),
    ],
)
def test_a_device_is_named_by_number_or_part_of_its_name(desk, direction, wanted, number):
    assert devices.choose(direction, wanted).number == number


@pytest.mark.parametrize("wanted", ["3", "hdmi", "9", "nothing", "-1", "²"])
def test_a_microphone_that_is_none_is_told_with_those_there_are(desk, wanted):
    with pytest.raises(Missing, match="there are: 0 Built-in Audio; 1 USB Headset: left"):
        devices.choose("input", wanted)


def test_a_part_of_several_names(desk):
    with pytest.raises(UsageFault, match="give the number of one: 1 USB Headset: left; 2 USB Headset: right"):
        devices.choose("input", "headset")


def test_what_the_library_was_told_goes_before_the_system(machine):
    machine(device("a", 1, 1), device("b", 1, 1), default=(0, 0), chosen=(1, -1))
    assert (devices.choose("input").name, devices.choose("output").name) == ("b", "a")


def test_without_a_default_the_first_that_can(machine):
    machine(device("out", outputs=2), device("in", inputs=1))
    assert devices.choose("input").name == "in"


@pytest.mark.parametrize(
    ("platform", "remedy"),
    [("linux", "libasound2-plugins"), ("darwin", "allow the terminal"), ("win32", "allow the terminal")],
)
def test_a_machine_without_any(machine, monkeypatch, platform, remedy):
    machine()
    monkeypatch.setattr("sys.platform", platform)
    for direction, what in (("input", "microphone"), ("output", "loudspeaker")):
        with pytest.raises(Missing, match=f"there is no {what}.*{remedy}.*voiceapp devices.*voiceapp rehearse"):
            devices.choose(direction)


def test_devices_that_cannot_be_listed(machine):
    library = machine()

    def fail():
        raise PortAudioError("Error querying device -1")

    library.query_devices = fail
    with pytest.raises(Missing, match=r"Error querying device -1.*voiceapp rehearse"):
        devices.devices()


# What is not installed


@pytest.mark.parametrize(
    ("fault", "platform", "remedy"),
    [
        (ImportError("No module named 'sounddevice'"), "linux", "pip install sounddevice"),
        (OSError("PortAudio library not found"), "linux", "sudo apt-get install libportaudio2"),
        (OSError("PortAudio library not found"), "darwin", "pip install --force-reinstall sounddevice"),
        (PortAudioError("Error initializing PortAudio"), "linux", "voiceapp rehearse"),
    ],
)
def test_what_to_type_when_the_library_is_missing(voiceapp, monkeypatch, fault, platform, remedy):
    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name == "sounddevice":
                raise fault

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr("sys.meta_path", [Finder(), *sys.meta_path])
    monkeypatch.setattr("sys.platform", platform)
    for command in ("devices", "call"):
        outcome = voiceapp(command)
        assert outcome.code == 4
        assert remedy in outcome.err


# The command


def test_the_list(voiceapp, desk):
    outcome = voiceapp("devices")
    assert outcome.code == 0
    rows = outcome.out.splitlines()
    assert "  1  in        1    2  44100  USB Headset: left (ALSA)" in rows
    assert "  3  out       0    8  48000  HDMI (ALSA)" in rows
    assert "  0            2    2  48000  Built-in Audio (ALSA)" in rows
    assert json.loads(voiceapp("devices", "--json").out)[3] == {
        "number": 3,
        "name": "HDMI",
        "api": "ALSA",
        "inputs": 0,
        "outputs": 8,
        "rate": 48_000.0,
        "default_input": False,
        "default_output": True,
    }


def test_an_empty_list(voiceapp, machine):
    machine()
    assert voiceapp("devices").code == 4
    assert "no sound device was found; plug in" in voiceapp("devices").err
    outcome = voiceapp("devices", "--json")
    assert (outcome.code, outcome.out) == (0, "[]\n")


@pytest.mark.parametrize(
    "arguments",
    [("--seconds", "0"), ("--seconds", "soon"), ("--json", "--test-speaker"), ("--test-speaker", "--test-microphone")],
)
def test_wrong_usage(voiceapp, desk, arguments):
    assert voiceapp("devices", *arguments).code == 2


# For real, on the virtual sound card


def devices_command(card, command, *arguments):
    return subprocess.run(
        command("devices", *arguments), env=card.environment, capture_output=True, text=True, timeout=60
    )


def test_the_virtual_devices(virtual_sound_card, command):
    outcome = devices_command(virtual_sound_card, command, "--json")
    assert outcome.returncode == 0
    assert outcome.stderr == "", "ALSA does not speak into the terminal"
    found = {line["name"]: line for line in json.loads(outcome.stdout)}
    assert set(found) == {"desk", "spare", "default"}
    assert found["default"]["default_input"]
    assert found["default"]["default_output"]


@pytest.mark.slow
def test_a_microphone_is_tried(virtual_sound_card, command, recordings):
    virtual_sound_card.speak(recordings["caller-01"].samples)
    outcome = devices_command(virtual_sound_card, command, "--test-microphone", "desk", "--seconds", "1.5")
    assert outcome.returncode == 0
    assert "that is a good level if you spoke" in outcome.stdout
    assert outcome.stdout.count("dBFS  ###") > 3


@pytest.mark.slow
def test_a_microphone_that_is_silent_is_told(virtual_sound_card, command):
    outcome = devices_command(virtual_sound_card, command, "--test-microphone", "spare", "--seconds", "0.5")
    assert outcome.returncode == 4
    assert "spare gives nothing but silence: it is muted" in outcome.stderr


@pytest.mark.slow
def test_a_loudspeaker_is_tried(virtual_sound_card, command):
    with virtual_sound_card.recording("spare") as recorded:
        assert devices_command(virtual_sound_card, command, "--test-speaker", "spare").returncode == 0
    spectrum = np.abs(np.fft.rfft(recorded[0].astype(float)))
    assert np.argmax(spectrum) * 16_000 / len(recorded[0]) == pytest.approx(425, abs=2)
