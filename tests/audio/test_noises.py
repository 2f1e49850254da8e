"""Noises beside the telephone: at their levels, without clicks, the same each time; and no voice among them."""

import numpy as np
import pytest

from voiceapp import sounds
from voiceapp.audio import loudness, noises
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE
from voiceapp.audio.telephone import through_the_line
from voiceapp.recognition.voice_activity import SpeechCheck

EVENTS = {  # level of the loudest 0.4 s behind the line
    noises.knock: loudness.EVENT,
    noises.horn: loudness.EVENT - 6,
    noises.telephone: loudness.EVENT,
    noises.headset: loudness.EVENT,
    noises.lorry: loudness.EVENT - 3,
    noises.stapler: loudness.EVENT - 4,
    noises.typing: loudness.GESTURE,
    noises.paper: loudness.GESTURE,
    noises.sip: loudness.GESTURE + 3,
    noises.slide: loudness.EVENT - 3,
    noises.creak: loudness.EVENT - 7,
}
TONES_OF_ROOMS = (noises.office, noises.container)
EACH = pytest.mark.parametrize("make", [*EVENTS, *TONES_OF_ROOMS], ids=lambda make: make.__name__)
ROOM = pytest.mark.parametrize("make", TONES_OF_ROOMS, ids=lambda make: make.__name__)


def behind_the_line(samples):
    return through_the_line(samples) / 32768


@pytest.mark.parametrize("make", EVENTS, ids=lambda make: make.__name__)
def test_each_is_at_its_level(make):
    # Sharp peaks are rounded off, which may take a decibel.
    assert loudness.momentary(behind_the_line(make())) == pytest.approx(EVENTS[make], abs=1.0)


@EACH
def test_nothing_is_louder_than_the_peaks_of_speech(make):
    assert 0.005 < np.abs(make()).max() / 32767 <= loudness.PEAK


@pytest.mark.parametrize("make", EVENTS, ids=lambda make: make.__name__)
def test_it_begins_and_ends_in_silence(make):
    samples = np.abs(make().astype(int))
    assert samples[0] <= 1
    assert samples[-1] <= 1
    # No more than a tenth of its loudest sample within the first and last millisecond.
    assert max(samples[:16].max(), samples[-16:].max()) <= max(10, samples.max() // 10)


@EACH
def test_it_is_the_same_each_time(make):
    assert (make() == make()).all()
    assert make().dtype == np.int16


@ROOM
def test_a_room_is_at_its_level_and_goes_on_without_a_join(make):
    room = make()
    assert len(room) % FRAME_SAMPLES == 0
    assert loudness.integrated(behind_the_line(room)) == pytest.approx(loudness.ROOM, abs=0.5)
    steps = np.abs(np.diff(room.astype(int)))
    assert abs(int(room[0]) - int(room[-1])) <= np.percentile(steps, 99)
    seconds = np.abs(room.astype(float)).reshape(-1, SAMPLE_RATE).mean(axis=1)
    assert seconds.max() < 4 * seconds.min(), "it neither stops nor stands out"


@ROOM
def test_no_word_is_heard_in_a_room(make, recogniser):
    for frame in np.concatenate([make()] * 2).reshape(-1, FRAME_SAMPLES):
        recogniser.accept(frame)
    assert len(recogniser.finish().text.split()) <= 2  # in 24 or 30 seconds


def test_what_happens_in_a_room_is_farther_away_than_what_is_beside_the_telephone():
    company = sounds.Sounds()
    for room in sounds.ROOMS:
        chains = company.events(room)
        assert len(chains) >= 5
        for chain in chains:
            for event in chain:
                assert loudness.ROOM < loudness.momentary(behind_the_line(event)) < loudness.MUSIC
    assert company.events("click") == ()


def test_the_far_colleagues_are_like_a_voice_and_say_nothing(recogniser):
    """Babble has the rhythm of syllables, 2 to 8 Hz, which the air duct has not."""
    room = noises.office().astype(float)
    envelope = np.sqrt(np.mean(room.reshape(-1, 160) ** 2, axis=1))
    spectrum = np.abs(np.fft.rfft(envelope - envelope.mean())) ** 2
    hz = np.fft.rfftfreq(len(envelope), 0.01)
    assert spectrum[(hz > 2) & (hz < 8)].sum() > 2 * spectrum[(hz > 20) & (hz < 26)].sum()
    for frame in noises.office().reshape(-1, FRAME_SAMPLES):
        recogniser.accept(frame)
    assert len(recogniser.finish().text.split()) <= 6  # in twelve seconds


@pytest.mark.parametrize(
    "name", ["knock", "typing", "paper", "lorry", "slide", "creak", "headset", "stapler", "telephone", "horn"]
)
def test_no_noise_is_taken_for_speech(name):
    samples = sounds.sound(name)
    frames = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    check = SpeechCheck()
    found = [check(list(frames[at : at + 15])) for at in range(0, len(frames) - 15, 5)]
    assert np.mean(found) < 0.1


def test_every_sound_has_a_name_and_one_that_is_not_there_is_missing():
    for name in sounds.NAMES:
        assert len(sounds.sound(name)) > 100
    with pytest.raises(sounds.Missing, match="elevator"):
        sounds.sound("elevator")
    assert (sounds.sound("busy", "america") != sounds.sound("busy")).any()
    with pytest.raises(KeyError):
        sounds.sound("busy", "mars")
