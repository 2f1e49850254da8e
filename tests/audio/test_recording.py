"""The recording: a WAV whose header is right at any moment."""

import struct
import wave
from pathlib import Path

import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SILENCE
from voiceapp.audio.recording import FLUSH_SECONDS, Recording
from voiceapp.errors import BadInput

LOUD = np.full(FRAME_SAMPLES, 1000, np.int16)


def read(path: Path) -> np.ndarray:
    """Both sides, shape (n, 2)."""
    with wave.open(str(path)) as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (2, 2, 16_000)
        data = wav.readframes(wav.getnframes())
        assert len(data) == wav.getnframes() * 4
    return np.frombuffer(data, "<i2").reshape(-1, 2)


def test_left_is_the_caller_and_right_the_company(tmp_path):
    rng = np.random.default_rng(1)
    both = rng.integers(-32768, 32768, (97 * FRAME_SAMPLES, 2)).astype(np.int16)
    with Recording(tmp_path / "a.wav") as recording:
        for frame in both.reshape(-1, FRAME_SAMPLES, 2):
            recording.write(frame[:, 0], frame[:, 1])
    assert (read(tmp_path / "a.wav") == both).all()


def test_it_can_be_read_while_it_grows(tmp_path):
    with Recording(tmp_path / "a.wav") as recording:
        assert len(read(tmp_path / "a.wav")) == 0
        for n in range(1, 200):
            recording.write(LOUD, SILENCE)
            kept = len(read(tmp_path / "a.wav")) / 16_000
            assert n * 0.02 - FLUSH_SECONDS <= kept + 1e-9 <= n * 0.02 + 1e-9
        recording.flush()
        assert len(read(tmp_path / "a.wav")) == 199 * FRAME_SAMPLES


def test_frames_may_be_used_again_by_whoever_gave_them(tmp_path):
    frame = LOUD.copy()
    with Recording(tmp_path / "a.wav") as recording:
        recording.write(frame, frame)
        frame[:] = 0
        recording.write(frame, frame)
    assert read(tmp_path / "a.wav")[:, 0].tolist() == [1000] * FRAME_SAMPLES + [0] * FRAME_SAMPLES


def test_pieces_of_any_length(tmp_path):
    pieces = [np.full(n, n % 99, np.int16) for n in (1, 7999, 1, 8000, 0, 8001, 40_000, 320)]
    with Recording(tmp_path / "a.wav") as recording:
        for piece in pieces:
            recording.write(piece, piece)
    assert (read(tmp_path / "a.wav")[:, 1] == np.concatenate(pieces)).all()


def test_it_is_its_owners_and_never_over_another(tmp_path):
    Recording(tmp_path / "a.wav").close()
    assert (tmp_path / "a.wav").stat().st_mode & 0o777 == 0o600
    with pytest.raises(BadInput, match=r"a\.wav cannot be written: file exists"):
        Recording(tmp_path / "a.wav")


class FullDisk:
    """A file on a disk with room for so many more bytes at its end."""

    def __init__(self, file, room):
        self._file, self._limit = file, file.seek(0, 2) + room

    def write(self, data):
        room = self._limit - self._file.tell()
        if room <= 0:
            raise OSError(28, "No space left on device")
        return self._file.write(data[:room])

    def __getattr__(self, name):
        return getattr(self._file, name)


@pytest.mark.parametrize("room", [0, 1, 4, 31_999, 32_001])
def test_a_full_disk_leaves_what_was_recorded(tmp_path, room):
    recording = Recording(tmp_path / "a.wav")
    recording._file = FullDisk(recording._file, room)
    with pytest.raises(BadInput, match=r"a\.wav cannot be written: no space left on device; make room"):
        for _ in range(100):
            recording.write(LOUD, LOUD)
    assert len(read(tmp_path / "a.wav")) == room // 4
    recording.close()
    recording.close()
    assert len(read(tmp_path / "a.wav")) == room // 4


def test_a_recording_past_four_gigabytes_says_as_much_as_a_header_can(tmp_path):
    with Recording(tmp_path / "a.wav") as recording:
        recording._bytes = 2**33
        recording._write_header()
        riff, data = struct.unpack("<4xI32xI", (tmp_path / "a.wav").read_bytes()[:44])
        assert data % 4 == 0
        assert riff == data + 36 < 2**32
        recording._bytes = 0
