"""Microphone and loudspeaker: against a PortAudio of our own, and for real on the virtual sound card."""

import threading
from types import SimpleNamespace

import jiwer
import numpy as np
import pytest

from voiceapp.audio import devices
from voiceapp.audio.devices import DeviceLost, look_again
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, SILENCE
from voiceapp.audio.sound_card import KEPT, Loudspeaker, Microphone, SoundCard
from voiceapp.errors import Missing


class PortAudioError(Exception):
    pass


class Stream:
    """A stream whose clock is the test: ``pass_on`` has a block of it heard or played."""

    def __init__(self, library, direction, **settings):
        name = library.there[settings["device"]]["name"]
        refusal = library.refuses(direction, name, settings["samplerate"], settings["channels"])
        if refusal:
            raise PortAudioError(refusal)
        vars(self).update(settings)
        self.active, self.closed, self.library = False, False, library
        library.streams[direction] = self
        library.opened.append((direction, name, settings["samplerate"], settings["channels"], settings["latency"]))

    def start(self):
        self.active = True

    def close(self):
        self.active, self.closed = False, True

    def pass_on(self, data=None, *, flag=False):
        """Give a block to the callback, or let it fill one."""
        block = np.zeros((self.blocksize, self.channels), np.int16)
        if data is not None:
            block[:] = data
        self.callback(block, self.blocksize, None, SimpleNamespace(input_overflow=flag, output_underflow=flag))
        return block


@pytest.fixture
def library(monkeypatch):
    """Two devices that take everything; ``refuses`` may be replaced, ``there`` changed."""
    made = SimpleNamespace(
        PortAudioError=PortAudioError,
        there=[
            {"name": "desk", "hostapi": 0, "max_input_channels": 2, "max_output_channels": 2},
            {"name": "spare", "hostapi": 0, "max_input_channels": 1, "max_output_channels": 2},
        ],
        streams={},
        opened=[],
        refuses=lambda direction, name, rate, channels: "",
        default=SimpleNamespace(device=(0, 0)),
        query_hostapis=lambda: [{"name": "Test", "default_input_device": 0, "default_output_device": 0}],
        _terminate=lambda: None,
        _initialize=lambda: None,
    )
    for device in made.there:
        device["default_samplerate"] = 44_100.0
    made.query_devices = lambda: made.there
    made.InputStream = lambda **settings: Stream(made, "input", **settings)
    made.OutputStream = lambda **settings: Stream(made, "output", **settings)
    for module in ("devices", "sound_card"):
        monkeypatch.setattr(f"voiceapp.audio.{module}.portaudio", lambda: made)
    return made


def ramp(start, n=160):
    return np.arange(start, start + n, dtype=np.int16)[:, None]


# Opening


def test_sixteen_thousand_and_one_channel_where_they_are_to_be_had(library):
    SoundCard().close()
    assert [opened[:4] for opened in library.opened] == [("input", "desk", 16_000, 1), ("output", "desk", 16_000, 1)]


@pytest.mark.parametrize("takes", [(44_100, 1), (48_000, 2), (16_000, 2)])
def test_a_device_that_refuses_is_opened_as_it_will(library, takes):
    library.refuses = lambda direction, name, *asked: "" if asked == takes else "Invalid sample rate"
    SoundCard().close()
    assert [opened[2:4] for opened in library.opened] == [takes, takes]


def test_a_device_that_takes_nothing_is_told_and_the_other_given_back(library):
    library.refuses = lambda direction, *asked: "Device unavailable" if direction == "output" else ""
    with pytest.raises(Missing, match=r"desk cannot be opened: Device unavailable; is another program using it\?"):
        SoundCard()
    assert library.streams["input"].closed


# The microphone


def test_what_is_heard_before_anybody_listens_is_kept_for_a_while(library):
    with Microphone() as microphone:
        for number in range(round(KEPT / 0.01) + 50):
            library.streams["input"].pass_on(number)
        assert microphone.waiting == pytest.approx(KEPT)
        assert microphone.read()[0] == 50, "the oldest was let go"


def test_what_is_lost_while_somebody_listens_is_counted(library):
    with SoundCard(headset=True) as card:
        library.streams["input"].pass_on(1)
        library.streams["input"].pass_on(1, flag=True)
        card.exchange(SILENCE)
        for _ in range(round(KEPT / 0.01) + 3):
            library.streams["input"].pass_on(1)
        totals = dict(card.news(at_end=True))["audio.totals"]
    assert totals["input_overruns"] == 1 + 3


def test_blocks_become_frames(library):
    with Microphone() as microphone:
        for start in (0, 160, 320, 480):
            library.streams["input"].pass_on(ramp(start))
        assert np.array_equal(np.concatenate([microphone.read(), microphone.read()]), np.arange(640))


def test_a_voice_on_one_of_two_channels_keeps_its_level(library):
    library.refuses = lambda direction, name, rate, channels: "" if channels == 2 else "Invalid number of channels"
    tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(16_000) / SAMPLE_RATE)).astype(np.int16)
    with Microphone() as microphone:
        for start in range(0, len(tone), 160):
            block = np.stack((tone[start : start + 160], np.zeros(160, np.int16)), axis=1)
            library.streams["input"].pass_on(block)
        heard = np.concatenate([microphone.read() for _ in range(40)])
    assert np.std(heard[4000:]) == pytest.approx(np.std(tone), rel=0.02)


def test_a_microphone_at_another_rate_is_resampled(library):
    library.refuses = lambda direction, name, rate, channels: "" if rate == 44_100 else "Invalid sample rate"
    tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(44_100) / 44_100)).astype(np.int16)
    with Microphone() as microphone:
        for start in range(0, len(tone), 441):
            library.streams["input"].pass_on(tone[start : start + 441, None])
        heard = np.concatenate([microphone.read() for _ in range(45)]).astype(float)
    spectrum = np.abs(np.fft.rfft(heard[-8000:]))
    assert np.argmax(spectrum) * 2 == pytest.approx(440, abs=2)
    assert np.std(heard[-8000:]) == pytest.approx(np.std(tone), rel=0.01)


def test_a_microphone_that_stops_is_lost(library):
    with Microphone() as microphone:
        library.streams["input"].active = False
        with pytest.raises(DeviceLost) as lost:
            microphone.read()
    assert (lost.value.direction, lost.value.name) == ("input", "desk")


def test_a_microphone_that_says_nothing_is_lost(library, monkeypatch):
    monkeypatch.setattr("voiceapp.audio.sound_card._INPUT_PATIENCE", 0.0)
    with Microphone() as microphone, pytest.raises(DeviceLost):
        microphone.read()


# The loudspeaker


def played(library, blocks):
    return np.concatenate([library.streams["output"].pass_on()[:, 0] for _ in range(blocks)])


def test_what_is_written_is_played_on_every_channel(library):
    library.refuses = lambda direction, name, rate, channels: "" if channels == 2 else "Invalid number of channels"
    with Loudspeaker() as loudspeaker:
        for start in (0, 320, 640):
            loudspeaker.write(ramp(start, 320)[:, 0])
        block = library.streams["output"].pass_on()
    assert np.array_equal(block[:, 0], np.arange(320))
    assert np.array_equal(block[:, 0], block[:, 1])


def test_a_loudspeaker_at_another_rate_is_resampled(library):
    library.refuses = lambda direction, name, rate, channels: "" if rate == 48_000 else "Invalid sample rate"
    tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(SAMPLE_RATE) / SAMPLE_RATE)).astype(np.int16)
    sound = []
    with Loudspeaker() as loudspeaker:
        for start in range(0, len(tone), FRAME_SAMPLES):
            loudspeaker.write(tone[start : start + FRAME_SAMPLES])
            sound.append(played(library, 1))
        back = loudspeaker.played()
    heard = np.concatenate(sound)[-24_000:]
    assert np.argmax(np.abs(np.fft.rfft(heard))) * 2 == pytest.approx(440, abs=2)
    assert np.std(heard) == pytest.approx(np.std(tone), rel=0.02)
    assert len(back) == pytest.approx(SAMPLE_RATE, abs=FRAME_SAMPLES), "what was played is told at 16 kHz"


def test_a_loudspeaker_that_cannot_keep_up_is_given_more_in_advance(library):
    with SoundCard(headset=True) as card:
        for number in range(6):
            played(library, 1)
            library.streams["output"].pass_on(flag=True)
            library.streams["input"].pass_on(number)
            library.streams["input"].pass_on(number)
            card.exchange(SILENCE)
        news = card.news()
    latencies = [opened[4] for opened in library.opened if opened[0] == "output"]
    assert latencies == [0.04, 0.08]
    assert ("device.latency", {"output_latency": 0.08}) in news


def test_a_loudspeaker_that_stops_is_lost(library):
    with Loudspeaker() as loudspeaker:
        loudspeaker.write(SILENCE)
        library.streams["output"].active = False
        with pytest.raises(DeviceLost) as lost:
            loudspeaker.write(SILENCE)
    assert lost.value.direction == "output"


# Both


def heard(library, number=1):
    for _ in range(2):
        library.streams["input"].pass_on(number)


def test_what_was_said_before_the_call_is_heard_and_what_rang_meanwhile_is_not_played(library):
    with SoundCard(headset=True) as card:
        for number in range(100):
            heard(library, number)
        first = [int(card.exchange(np.full(FRAME_SAMPLES, 7, np.int16))[0]) for _ in range(100)]
        assert first == list(range(100))
        assert not played(library, 3).any()
        for _ in range(3):
            heard(library)
            card.exchange(np.full(FRAME_SAMPLES, 7, np.int16))
        assert (played(library, 2) == 7).all()


def test_lost_sound_is_told_once_a_second_at_most(library):
    told = []
    with SoundCard(headset=True) as card:
        for number in range(200):
            heard(library)
            card.exchange(SILENCE)
            played(library, 1)
            if number in (60, 70, 170):
                library.streams["input"].pass_on(1, flag=True)
                library.streams["input"].pass_on(1)
            told += [(number, kind, fields) for kind, fields in card.news()]
        told += [(200, *line) for line in card.news(at_end=True)]
    assert [(number, fields["input_overruns"]) for number, kind, fields in told if kind == "audio.xrun"] == [
        (99, 2),
        (199, 1),
    ]
    number, kind, totals = told[-1]
    assert (number, kind) == (200, "audio.totals")
    assert (totals["input_overruns"], totals["output_underruns"], totals["frames_shortened"]) == (3, 0, 0)
    assert 0.0 <= totals["mean_queue"] < 0.05


class Remembering:
    """An echo canceller that notes what it was told."""

    notice = ""

    def __init__(self, delay):
        self.delay, self.told = delay, []

    def clean(self, microphone, company):
        self.told.append((int(microphone[0]), int(company[0])))
        return microphone


def test_the_canceller_is_told_what_was_played_with_what_was_heard(library, monkeypatch):
    monkeypatch.setattr("voiceapp.audio.sound_card.EchoCanceller", Remembering)
    with SoundCard() as card:
        for number in range(1, 41):
            heard(library, number)
            played(library, 1)
            card.exchange(np.full(FRAME_SAMPLES, number, np.int16))
        told = card._echo.told
        assert card._echo.delay == pytest.approx(0.08)
    apart = {microphone - company for microphone, company in told if company}
    assert len(apart) == 1, "always as long after it was handed to the card"
    assert len([company for _, company in told if company]) >= 36


def test_with_a_headset_nothing_is_cancelled(library, monkeypatch):
    monkeypatch.delattr("voiceapp.audio.sound_card.EchoCanceller")
    with SoundCard(headset=True) as card:
        assert card.notice == ""
        assert dict(card.news())["device.opened"]["echo_cancelled"] is False


def opened(library, since):
    return [entry[:2] for entry in library.opened[since:]]


def test_after_a_loss_the_same_device_is_tried_first_then_the_others(library, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("voiceapp.audio.sound_card.time.monotonic", lambda: now[0])
    with SoundCard(headset=True) as card:
        now[0] += 60
        lost = DeviceLost("input", "desk")
        assert card.reopen(lost)
        assert opened(library, 2) == [("input", "desk"), ("output", "desk")]
        now[0] += 1
        assert card.reopen(lost), "gone again at once: it is the last to be tried"
        assert opened(library, 4) == [("input", "spare"), ("output", "desk")]
        assert [kind for kind, _ in card.news()] == ["device.opened"] * 3


def test_after_a_loss_what_cannot_be_opened_is_passed_over(library):
    with SoundCard(headset=True) as card:
        library.refuses = lambda direction, name, *asked: "Device unavailable" if name == "desk" else ""
        assert card.reopen(DeviceLost("output", "desk"))
        assert opened(library, 2) == [("input", "spare"), ("output", "spare")]
        there, library.there = library.there, []
        assert not card.reopen(DeviceLost("input", "spare"))
        library.there = there
        assert card.reopen(DeviceLost("input", "spare"))


# For real


@pytest.fixture
def real(virtual_sound_card, monkeypatch):
    """This process sees the virtual devices, and afterwards those of the machine again."""
    for name in ("ALSA_CONFIG_PATH", "PULSE_SERVER", "PULSE_COOKIE", "PULSE_RUNTIME_PATH"):
        monkeypatch.setenv(name, virtual_sound_card.environment[name])
    look_again()
    yield virtual_sound_card
    monkeypatch.undo()
    look_again()


def words(recogniser, samples):
    recogniser.accept(np.concatenate([np.tile(SILENCE, 15), samples, np.tile(SILENCE, 15)]))
    return recogniser.finish().text


def hold(card, frames):
    """Play these frames. Gives what was heard meanwhile."""
    return np.concatenate([card.exchange(frame) for frame in frames])


def both_ways(real, card, said, spoken):
    """Somebody says ``said`` while ``spoken`` is played. Gives what the microphone heard and what the ear did."""
    frames = np.concatenate([spoken, np.zeros(20_000, np.int16)])
    frames = list(frames[: len(frames) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES))
    hold(card, [SILENCE] * 5)
    with real.recording() as recorded:
        real.speak(said)
        heard = hold(card, frames)
    return heard, recorded[0]


@pytest.mark.slow
@pytest.mark.parametrize("rate", [16_000, 44_100])
def test_a_caller_is_heard_and_the_company_is_heard_by_them(real, recogniser, recordings, monkeypatch, rate):
    """At 44.1 kHz the devices refuse everything else, and it is resampled on both ways."""
    library = devices.portaudio()
    for kind in ("InputStream", "OutputStream"):
        whole = getattr(library, kind)

        def picky(*, samplerate, whole=whole, **settings):
            if samplerate != rate:
                raise library.PortAudioError("Invalid sample rate")
            return whole(samplerate=samplerate, **settings)

        monkeypatch.setattr(library, kind, picky)
    said, spoken = recordings["austen-0930"], recordings["prompt-vm-dialout"]
    with SoundCard("desk", "desk", headset=True) as card:
        assert (card.microphone.rate, card.loudspeaker.rate) == (rate, rate)
        heard, ear = both_ways(real, card, said.samples, spoken.samples)
    assert jiwer.wer(said.text, words(recogniser, heard)) <= 0.15
    assert jiwer.wer(spoken.text, words(recogniser, ear)) <= 0.15


@pytest.fixture
def unplugged(real):
    """Pulls the desk's device out in a moment; it is put back afterwards."""
    timer = threading.Timer(0.1, real.unplug)
    timer.start()
    yield
    timer.join()
    real.plug_in()


@pytest.mark.slow
def test_a_microphone_is_pulled_out_and_the_next_one_taken(real, unplugged, recogniser, recordings):
    said = recordings["caller-04"]
    with SoundCard("desk", "spare", headset=True) as card:
        with pytest.raises(DeviceLost) as lost:
            hold(card, [SILENCE] * 500)
        assert (lost.value.direction, lost.value.name) == ("input", "desk")
        assert card.reopen(lost.value)
        assert (card.microphone.device.name, card.loudspeaker.device.name) == ("spare", "spare")
        real.speak(said.samples, "spare")
        heard = hold(card, [SILENCE] * round(len(said.samples) / FRAME_SAMPLES + 40))
    assert jiwer.wer(said.text, words(recogniser, heard)) <= 0.15


@pytest.mark.slow
def test_a_loudspeaker_is_pulled_out_and_the_next_one_taken(real, unplugged):
    tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(16_000) / SAMPLE_RATE)).astype(np.int16)
    with SoundCard("spare", "desk", headset=True) as card:
        with pytest.raises(DeviceLost) as lost:
            hold(card, [SILENCE] * 500)
        assert (lost.value.direction, lost.value.name) == ("output", "desk")
        assert card.reopen(lost.value)
        assert card.loudspeaker.device.name == "spare"
        with real.recording("spare") as recorded:
            hold(card, list(tone.reshape(-1, FRAME_SAMPLES)))
    spectrum = np.abs(np.fft.rfft(recorded[0].astype(float)))
    assert np.argmax(spectrum) * SAMPLE_RATE / len(recorded[0]) == pytest.approx(440, abs=2)
