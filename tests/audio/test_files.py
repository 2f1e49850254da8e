"""Audio files of every kind, whole, cut, damaged and lying, made here by the encoders of libav."""

from __future__ import annotations

import os
import struct
import sys
import tracemalloc
import wave
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voiceapp.audio import files
from voiceapp.audio.files import audio_files_in, read_audio
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Samples
from voiceapp.errors import BadInput

Floats = npt.NDArray[np.float32]

# suffix, codec, rate, layout, options of the container
KINDS = {
    "wav": ("wav", "pcm_s16le", 44_100, "stereo", {}),
    "wav ulaw 8k": ("wav", "pcm_mulaw", 8_000, "mono", {}),
    "wav alaw 8k": ("wav", "pcm_alaw", 8_000, "mono", {}),
    "wav u8": ("wav", "pcm_u8", 11_025, "mono", {}),
    "wav float": ("wav", "pcm_f32le", 48_000, "mono", {}),
    "wav double": ("wav", "pcm_f64le", 32_000, "stereo", {}),
    "wav 24 bit 96k 5.1": ("wav", "pcm_s24le", 96_000, "5.1", {}),
    "wav 12 channels": ("wav", "pcm_s16le", 48_000, "7.1.4", {}),
    "flac": ("flac", "flac", 44_100, "stereo", {}),
    "flac 7.1": ("flac", "flac", 48_000, "7.1", {}),
    "ogg vorbis": ("ogg", "vorbis", 44_100, "stereo", {}),
    "ogg opus": ("ogg", "libopus", 48_000, "mono", {}),
    "opus 7.1": ("opus", "libopus", 48_000, "7.1", {}),
    "mp3": ("mp3", "libmp3lame", 44_100, "stereo", {}),
    "mp3 8k": ("mp3", "libmp3lame", 8_000, "mono", {}),
    "m4a aac": ("m4a", "aac", 44_100, "stereo", {}),
    "m4a aac 7.1": ("m4a", "aac", 48_000, "7.1", {}),
    "m4a aac faststart": ("m4a", "aac", 22_050, "mono", {"movflags": "faststart"}),
    "m4a alac": ("m4a", "alac", 44_100, "stereo", {}),
    "aiff": ("aiff", "pcm_s16be", 22_050, "mono", {}),
}
LOSSY = {"vorbis", "libopus", "libmp3lame", "aac"}


def tone(hertz: float = 440, seconds: float = 1.0, rate: int = SAMPLE_RATE, level: float = 0.5) -> Floats:
    t = np.arange(round(seconds * rate)) / rate
    return (level * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def encode(
    path: Path, signal: Floats, codec: str, rate: int, layout: str, options: dict[str, str], bit_rate: int = 0
) -> Path:
    """Write (channels, n) floats."""
    with av.open(str(path), "w", options=options) as container:
        stream = container.add_stream(codec, rate=rate, layout=layout, options={"strict": "experimental"})
        if bit_rate:
            stream.bit_rate = bit_rate
        whole = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(signal.T.reshape(1, -1), np.float32), format="flt", layout=layout
        )
        whole.sample_rate = rate
        pieces = av.AudioFifo()
        for frame in av.AudioResampler(format=stream.format, layout=layout, rate=rate).resample(whole):
            pieces.write(frame)
        while (frame := pieces.read(stream.frame_size or 1024, partial=True)) is not None:
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def write_wav(path: Path, samples: npt.NDArray[np.int16], rate: int = SAMPLE_RATE) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(samples.tobytes())
    return path


def header(*, size: int, kind: int = 1, channels: int = 1, rate: int = SAMPLE_RATE, bits: int = 16) -> bytes:
    """A WAV header that says what it is told to."""
    step = channels * bits // 8
    form = struct.pack("<HHIIHH", kind, channels, rate, rate * step & 0xFFFFFFFF, step & 0xFFFF, bits)
    return (
        b"RIFF"
        + struct.pack("<I", min(size + 36, 0xFFFFFFFF))
        + b"WAVEfmt \x10\0\0\0"
        + form
        + b"data"
        + struct.pack("<I", size)
    )


def read(path: Path | str) -> tuple[Samples, list[str]]:
    warnings: list[str] = []
    frames = list(read_audio(path, warnings.append))
    assert all(frame.shape == (FRAME_SAMPLES,) and frame.dtype == np.int16 for frame in frames)
    return np.concatenate(frames), warnings


def loudest(samples: Samples) -> tuple[float, float]:
    """Frequency (Hz) and level (dB below full scale) of a tone, away from the ends."""
    middle = samples[len(samples) // 5 : -len(samples) // 5].astype(float) / 32768
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    return float(spectrum.argmax() * SAMPLE_RATE / len(middle)), float(10 * np.log10(np.mean(middle**2) + 1e-30))


@pytest.fixture(scope="session")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A second of 440 Hz at half of full scale in every kind of file."""
    folder = tmp_path_factory.mktemp("kinds")
    made = {}
    for kind, (suffix, codec, rate, layout, options) in KINDS.items():
        signal = np.tile(tone(rate=rate), (av.AudioLayout(layout).nb_channels, 1))
        made[kind] = encode(folder / f"{kind.replace(' ', '-')}.{suffix}", signal, codec, rate, layout, options)
    return made


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[object]:
    """Call it with bytes to have them come out of standard input, which cannot seek."""
    opened = []

    def pipe(data: bytes) -> None:
        reader, writer = os.pipe()
        stdin = os.fdopen(reader, "r")
        opened.append(stdin)
        # Small enough for the pipe's buffer: nobody need write while it is read.
        assert len(data) <= 60_000
        with os.fdopen(writer, "wb") as out:
            out.write(data)
        monkeypatch.setattr(sys, "stdin", stdin)

    yield pipe
    for stdin in opened:
        stdin.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_the_tone_at_its_level_and_length(kinds: dict[str, Path], kind: str) -> None:
    samples, warnings = read(kinds[kind])
    hertz, level = loudest(samples)
    assert hertz == pytest.approx(440, abs=2)
    # LAME takes 0.45 dB by itself; the others should be right.
    assert level == pytest.approx(-9.03, abs=0.6 if KINDS[kind][1] == "libmp3lame" else 0.1)
    assert len(samples) / SAMPLE_RATE == pytest.approx(1.0, abs=0.1 if KINDS[kind][1] in LOSSY else 0.021)
    assert warnings == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_file_gives_the_same_samples(kinds: dict[str, Path], kind: str) -> None:
    assert np.array_equal(read(kinds[kind])[0], read(kinds[kind])[0])


def test_16_khz_mono_16_bit_comes_through_unchanged(tmp_path: Path) -> None:
    samples = np.random.default_rng(1).integers(-32768, 32768, 5 * FRAME_SAMPLES + 7).astype(np.int16)
    out, _ = read(write_wav(tmp_path / "a.wav", samples))
    assert np.array_equal(out[: len(samples)], samples)
    assert len(out) == 6 * FRAME_SAMPLES
    assert not out[len(samples) :].any()


def test_a_silent_channel_takes_nothing_from_the_other(tmp_path: Path) -> None:
    voice = tone()
    encode(tmp_path / "a.flac", np.stack((voice, 0 * voice)), "flac", SAMPLE_RATE, "stereo", {})
    assert loudest(read(tmp_path / "a.flac")[0])[1] == pytest.approx(-9.03, abs=0.01)


def test_surround_with_a_voice_in_the_middle_and_a_loud_subwoofer(tmp_path: Path) -> None:
    signal = np.zeros((6, 48_000), np.float32)
    signal[2] = tone(440, rate=48_000, level=0.25)
    signal[3] = tone(40, rate=48_000, level=1.0)
    encode(tmp_path / "a.wav", signal, "pcm_s24le", 48_000, "5.1", {})
    assert loudest(read(tmp_path / "a.wav")[0]) == pytest.approx((440, -15.05), abs=0.1)


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
@pytest.mark.parametrize("hertz", [8_600, 10_000])
def test_tones_above_the_band_do_not_fold_back(tmp_path: Path, rate: int, hertz: int) -> None:
    write_wav(tmp_path / "a.wav", (tone(hertz, rate=rate) * 32767).astype(np.int16), rate)
    assert loudest(read(tmp_path / "a.wav")[0])[1] < -90


def test_digital_silence_is_audio(tmp_path: Path) -> None:
    samples, warnings = read(write_wav(tmp_path / "a.wav", np.zeros(SAMPLE_RATE, np.int16)))
    assert len(samples) == SAMPLE_RATE
    assert not samples.any()
    assert warnings == []


def test_samples_that_are_no_numbers_are_silence_and_large_ones_clipped(tmp_path: Path) -> None:
    values = np.array([np.nan, np.inf, -np.inf, 0.5, 3e38, -7.0, 0.25], np.float32)
    data = np.repeat(values, 100).tobytes()
    (tmp_path / "a.wav").write_bytes(header(size=len(data), kind=3, bits=32) + data)
    samples, _ = read(tmp_path / "a.wav")
    assert samples[:700:100].tolist() == [0, 0, 0, 16384, 32767, -32768, 8192]


def test_a_rate_that_changes_on_the_way(tmp_path: Path, kinds: dict[str, Path]) -> None:
    for rate in (48_000, 16_000):  # Opus is always decoded at 48 kHz; Vorbis is not
        encode(tmp_path / f"{rate}.ogg", np.tile(tone(rate=rate), (2, 1)), "vorbis", rate, "stereo", {})
    chained = tmp_path / "chained.ogg"
    chained.write_bytes((tmp_path / "48000.ogg").read_bytes() + (tmp_path / "16000.ogg").read_bytes())
    samples, _ = read(chained)
    assert len(samples) / SAMPLE_RATE >= 0.9
    assert loudest(samples[: SAMPLE_RATE * 8 // 10])[0] == pytest.approx(440, abs=3)


# Files that end early, or lie.


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"mp3 8k"}))
def test_half_a_file_is_read_and_reported_or_refused(kinds: dict[str, Path], kind: str, tmp_path: Path) -> None:
    cut = tmp_path / "cut.bin"
    whole = kinds[kind].read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    try:
        samples, warnings = read(cut)
    except BadInput as fault:
        # Nothing can be had of these: the index is at the end of an M4A, and a whole second in one page of Ogg.
        assert kind.startswith(("m4a", "o"))
        assert str(cut) in str(fault)
    else:
        assert len(samples) < 0.95 * SAMPLE_RATE
        (warning,) = warnings
        assert str(cut) in warning
        assert "ends early" in warning


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_at_every_hundredth_is_read_or_refused(
    kinds: dict[str, Path], tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str
) -> None:
    whole = kinds[kind].read_bytes()
    for hundredths in range(100):
        frames = frames_or_refusal(tmp_path / "cut.bin", whole[: len(whole) * hundredths // 100])
        assert frames * FRAME_SAMPLES <= 1.2 * SAMPLE_RATE
    assert capfd.readouterr() == ("", "")


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(sorted(KINDS)),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=40),
    header_only=st.booleans(),
)
def test_a_damaged_file_is_read_or_refused(
    kinds: dict[str, Path],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    kind: str,
    changes: list[tuple[float, int]],
    header_only: bool,
) -> None:
    data = bytearray(kinds[kind].read_bytes())
    for where, value in changes:
        data[int(where * (200 if header_only else len(data)))] = value
    frames_or_refusal(tmp_path / "damaged.bin", bytes(data))
    assert capfd.readouterr() == ("", "")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=3_000),
    magic=st.sampled_from([b"", b"RIFF", b"fLaC", b"OggS", b"ID3", b"\xff\xfb", b"FORM"]),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, magic: bytes) -> None:
    frames_or_refusal(tmp_path / "any.bin", magic + data)


def frames_or_refusal(path: Path, data: bytes) -> int:
    path.write_bytes(data)
    try:
        return len(read(path)[0]) // FRAME_SAMPLES
    except BadInput as fault:
        assert str(path) in str(fault)
        return 0


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF, 0x7FFFFFFF - 36, 0x80000000])
def test_the_unknown_length_of_a_streamed_wav_is_no_fault(tmp_path: Path, size: int) -> None:
    samples = (tone() * 32767).astype("<i2")
    (tmp_path / "a.wav").write_bytes(header(size=size) + samples.tobytes())
    out, warnings = read(tmp_path / "a.wav")
    assert np.array_equal(out, samples)
    assert warnings == []


def test_an_mp3_without_a_note_of_its_length_may_mention_one(tmp_path: Path) -> None:
    """A tag with the word Info in it, then frames of growing bit rate, by the first of which it would be longer."""
    for name, bit_rate in (("low", 32_000), ("high", 128_000)):
        options = {"write_xing": "0", "id3v2_version": "0"}
        encode(tmp_path / f"{name}.mp3", tone(rate=44_100)[None], "libmp3lame", 44_100, "mono", options, bit_rate)
    tag = b"ID3\4\0\0\0\0\0\x12" + b"Info: two takes..."
    frames = (tmp_path / "low.mp3").read_bytes() + (tmp_path / "high.mp3").read_bytes()
    (tmp_path / "both.mp3").write_bytes(tag + frames)
    with av.open(str(tmp_path / "both.mp3")) as container:
        assert (container.duration or 0) / 1e6 > 3
    samples, warnings = read(tmp_path / "both.mp3")
    assert len(samples) / SAMPLE_RATE == pytest.approx(2.0, abs=0.15)
    assert warnings == []


def test_a_wav_that_says_it_is_longer(tmp_path: Path) -> None:
    samples = (tone() * 32767).astype("<i2")
    (tmp_path / "a.wav").write_bytes(header(size=4 * samples.nbytes) + samples.tobytes())
    out, warnings = read(tmp_path / "a.wav")
    assert np.array_equal(out, samples)
    assert warnings == [f"{tmp_path / 'a.wav'} ends early, after 1.0 of 4.0 s; what is there is used."]


@pytest.mark.parametrize("rate", [1, 100, 1_000_000])
def test_a_wav_with_an_impossible_rate(tmp_path: Path, rate: int) -> None:
    (tmp_path / "a.wav").write_bytes(header(size=4_000, rate=rate) + bytes(4_000))
    with pytest.raises(BadInput, match=rf"a\.wav .*{rate} samples a second"):
        read_audio(tmp_path / "a.wav")


@pytest.mark.parametrize("fields", [{"channels": 0}, {"bits": 0}, {"rate": 0}, {"kind": 0x1234}])
def test_a_wav_with_an_impossible_format(tmp_path: Path, fields: dict[str, int]) -> None:
    (tmp_path / "a.wav").write_bytes(header(size=4_000, **fields) + bytes(4_000))
    with pytest.raises(BadInput, match=r"a\.wav"):
        read_audio(tmp_path / "a.wav")


# What is no audio.


def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "empty.wav").touch()
    (tmp_path / "text.wav").write_text("I am a text. " * 500)
    (tmp_path / "header.wav").write_bytes(header(size=0))
    (tmp_path / "folder.wav").mkdir()
    faults = {
        "empty.wav": "is empty",
        "text.wav": "is not audio that can be read (WAV, FLAC, OGG, MP3 and M4A can).",
        "header.wav": "has no sound",
        "folder.wav": "is a folder",
        "none.wav": "does not exist",
        "nul\0.wav": "cannot be opened",
        "x" * 300: "cannot be opened",
    }
    for name, expected in faults.items():
        with pytest.raises(BadInput) as fault:
            read_audio(tmp_path / name)
        assert str(fault.value).startswith(str(tmp_path / name))
        assert expected in str(fault.value)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_wav(tmp_path / "a.wav", np.zeros(100, np.int16))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)  # root may read anything, so chmod shows nothing
    with pytest.raises(BadInput, match=r"a\.wav may not be read"):
        read_audio(path)


def test_a_disk_that_fails_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_wav(tmp_path / "a.wav", np.zeros(300_000, np.int16))
    original = files._Source.read

    def fail(source: files._Source, count: int) -> bytes:
        if source.end > 200_000:
            raise OSError(5, "Input/output error")
        return original(source, count)

    monkeypatch.setattr(files._Source, "read", fail)
    with pytest.raises(BadInput, match=r"a\.wav cannot be read \(Input/output error\)"):
        list(read_audio(path))


def test_pictures_without_sound(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "silent.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        container.mux(stream.encode(None))
    with pytest.raises(BadInput, match="has pictures but no sound"):
        read_audio(tmp_path / "silent.mp4")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{}\n#EXT-X-ENDLIST\n"),
        ("list.ffconcat", "ffconcat version 1.0\nfile {}\n"),
        ("list.sdp", "v=0\nm=audio 5004 RTP/AVP 0\nc=IN IP4 127.0.0.1\n"),
    ],
)
def test_a_list_that_names_other_files_opens_none(
    tmp_path: Path, kinds: dict[str, Path], monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("other.mp3").write_bytes(kinds["mp3"].read_bytes())
    Path(name).write_text(text.format("other.mp3"))
    with pytest.raises(BadInput, match="is not audio that can be read"):
        read_audio(Path(name))


@pytest.mark.skipif(sys.platform == "win32", reason="no such file names there")
@pytest.mark.parametrize("name", ["http:x.wav", "concat:a.wav|b.wav", "-x.wav", "pipe:0", "file:a.wav", "data:,a"])
def test_a_name_like_an_address_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    write_wav(Path(name), np.ones(FRAME_SAMPLES, np.int16))
    assert read(name)[0].all()
    assert read(Path(name))[0].all()


# Standard input, and size.


def test_a_wav_from_standard_input(piped: object) -> None:
    samples = (tone() * 32767).astype("<i2")
    assert callable(piped)
    for size in (samples.nbytes, 0, 0xFFFFFFFF):
        piped(header(size=size) + samples.tobytes())
        out, warnings = read("-")
        assert np.array_equal(out, samples)
        assert warnings == []


def test_a_wav_from_standard_input_that_breaks_off(piped: object) -> None:
    assert callable(piped)
    piped(header(size=64_000) + bytes(32_000))
    samples, warnings = read(Path("-"))
    assert len(samples) == 16_000
    assert warnings == ["Standard input ends early, after 1.0 of 2.0 s; what is there is used."]


@pytest.mark.parametrize("data", [b"", b"RIFF", b"hello\n", header(size=0)])
def test_standard_input_without_audio(piped: object, data: bytes) -> None:
    assert callable(piped)
    piped(data)
    with pytest.raises(BadInput, match="Standard input"):
        read_audio("-")


def test_no_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(BadInput, match="Standard input has no audio"):
        read_audio("-")


def test_a_long_file_takes_little_memory(tmp_path: Path) -> None:
    length = 20 * 60 * 8_000
    with (tmp_path / "long.wav").open("wb") as out:
        out.write(header(size=length, kind=7, rate=8_000, bits=8))
        out.truncate(44 + length)
    tracemalloc.start()
    try:
        frames = sum(1 for _ in read_audio(tmp_path / "long.wav"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert frames == 20 * 60 * 50
    assert peak < 8_000_000


def test_a_file_left_half_read_is_closed(tmp_path: Path) -> None:
    frames = read_audio(write_wav(tmp_path / "a.wav", np.zeros(SAMPLE_RATE, np.int16)))
    next(frames)
    del frames  # an open file would be a ResourceWarning, which fails the test
    (tmp_path / "a.wav").unlink()


# Folders.


def test_the_files_of_a_folder_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in [
        "turn10.wav",
        "Turn2.FLAC",
        "turn1.mp3",
        "turn02.ogg",
        ".hidden.wav",
        "notes.txt",
        "x.m4a",
        "a1b2.opus",
    ]:
        (tmp_path / name).touch()
    (tmp_path / "folder.wav").mkdir()
    found = [file.name for file in audio_files_in(tmp_path)]
    assert found == ["a1b2.opus", "turn1.mp3", "Turn2.FLAC", "turn02.ogg", "turn10.wav", "x.m4a"]


def test_a_folder_without_audio(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    for folder, fault in (
        (tmp_path, "no audio files"),
        (tmp_path / "no", "not exist"),
        (tmp_path / "notes.txt", "not a folder"),
    ):
        with pytest.raises(BadInput, match=fault):
            audio_files_in(folder)
