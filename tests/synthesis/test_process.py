"""The worker process, driven directly."""

import os
import shutil
import sys
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from voiceapp.synthesis.process import WorkerFault, WorkerProcess, commands, read_sound, trial

LINE = {"text": "Good morning, you are speaking with Gunther.", "voice": "gmw/en-us", "rate": 170, "pitch": 50}
BUNDLED = commands()[0]
SYSTEM = commands()[1]


@pytest.fixture
def worker() -> Iterator[WorkerProcess]:
    worker = WorkerProcess(BUNDLED)
    worker.engine()
    yield worker
    worker.end()


def speak(worker: WorkerProcess, **changes: object) -> bytes:
    samples, rate = worker.speak(**{**LINE, **changes}, timeout=20.0)  # type: ignore[arg-type]
    assert rate == 22050
    return samples.tobytes()


def test_the_first_long_text_of_a_fresh_engine_is_complete(worker: WorkerProcess) -> None:
    text = "This line is long and has to be complete although it is the first. " * 40
    first = speak(worker, text=text)
    assert len(first) / 2 / 22050 > 100
    assert speak(worker, text=text) == first


def test_the_job_before_leaves_no_trace(worker: WorkerProcess) -> None:
    first = speak(worker)
    for voice in ("gmw/en-us+Gene", "gmw/en-us+whisper", "gmw/en-us+klatt4", "gmw/en+f3"):
        before = speak(worker, voice=voice)
        assert speak(worker, voice=voice) == before
        assert speak(worker) == first


def test_noise_does_not_depend_on_the_process() -> None:
    rendered = set()
    for _ in range(2):
        worker = WorkerProcess(BUNDLED)
        worker.engine()
        rendered.add(speak(worker, voice="gmw/en-us+whisper") + speak(worker, voice="gmw/en-us+klatt4"))
        worker.end()
    assert len(rendered) == 1


def test_every_setting_is_heard_every_time(worker: WorkerProcess) -> None:
    """Settings wait in eSpeak's queue, and pyttsx3 empties it when a job starts."""
    plain, high = speak(worker), speak(worker, pitch=90)
    for _ in range(20):
        slow, fast = len(speak(worker, rate=100)), len(speak(worker, rate=300))
        assert slow > 1.3 * len(plain) > 1.3 * 1.3 * fast
        assert speak(worker, pitch=90) == high != plain


def test_each_voice_is_another(worker: WorkerProcess) -> None:
    voices = [f"gmw/en-us+{name}" for name in ("f1", "f2", "f3", "f4", "f5", "m1", "m2", "m3", "m7", "klatt", "Mike")]
    assert len({speak(worker, voice=voice) for voice in voices}) == len(voices)


@pytest.mark.parametrize("voice", ["gmw/en-us+nosuch", "nosuch", ""])
def test_a_voice_that_is_not_there_is_refused_instead_of_replaced(worker: WorkerProcess, voice: str) -> None:
    with pytest.raises(WorkerFault, match="the synthesiser says: "):
        speak(worker, voice=voice)


def test_files_are_gone_once_read(worker: WorkerProcess) -> None:
    speak(worker)
    assert [path.name for path in worker.folder.iterdir()] == ["log"]
    worker.end()
    assert not worker.folder.exists()


def test_what_pyttsx3_prints_stays_off_the_pipe(worker: WorkerProcess) -> None:
    speak(worker)
    assert "Audio saved" in (worker.folder / "log").read_text()


def test_a_folder_that_has_gone_is_told_at_once(worker: WorkerProcess) -> None:
    shutil.rmtree(worker.folder)
    with pytest.raises(WorkerFault, match="No such file"):
        speak(worker)


@pytest.mark.skipif(os.name != "posix", reason="limits a process")
def test_a_full_disk_is_told_at_once() -> None:
    """The library's callback fails there, after which pyttsx3 waits for ever."""
    limited = ["sh", "-c", 'ulimit -f 40; exec "$@"', "sh", *BUNDLED]
    worker = WorkerProcess(limited)
    worker.engine()
    with pytest.raises(WorkerFault, match=r"says: .*File too large"):
        speak(worker)
    worker.end()


def test_no_folder_for_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(WorkerFault, match="temporary"):
        WorkerProcess(BUNDLED)


def test_no_such_program(scratch: Path) -> None:
    with pytest.raises(WorkerFault, match="start"):
        WorkerProcess(["no-such-program"])
    assert not any(scratch.iterdir())


def test_a_data_path_longer_than_espeaks_buffer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import espeakng_loader

    deep = tmp_path.joinpath(*["a-long-name-of-a-folder"] * 10)
    deep.mkdir(parents=True)
    (deep / "espeakng_loader").symlink_to(Path(espeakng_loader.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", str(deep))
    assert "espeakng-loader" in trial(BUNDLED, 20.0).library


def test_the_working_directory_cannot_replace_a_module(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("wave", "queue", "pyttsx3"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('wrong module')")
    monkeypatch.chdir(tmp_path)
    trial(BUNDLED, 20.0)


def test_an_installed_library_serves_too() -> None:
    try:
        engine = trial(SYSTEM, 20.0)
    except WorkerFault as fault:
        pytest.skip(f"{fault}")
    assert engine.driver == "espeak"
    assert "espeakng-loader" not in engine.library


def script(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("print('what?'); input()", "rubbish"),
        ("print('[1, 2]'); input()", "rubbish"),
        ("print('{}'); input()", "what it is"),
        ("print('{\"voices\": 3}'); input()", "what it is"),
        (
            'print(\'{"voices": [], "variants": [], "driver": "", "library": "", "pyttsx3": ""}\'); input()',
            "no voices",
        ),
        ("print('x' * 3_000_000, end='')", "ended"),
        ("raise SystemExit('the last words')", "ended: the last words"),
        ("", "ended"),
    ],
)
def test_whoever_is_no_worker_is_found_out(code: str, words: str) -> None:
    worker = WorkerProcess(script(code))
    with pytest.raises(WorkerFault, match=words):
        worker.engine()
    worker.end()


def write_wav(path: Path, samples: np.ndarray, rate: int = 22050) -> bytes:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(samples.ndim)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples.astype("<i2").tobytes())
    return path.read_bytes()


NOISE = np.random.default_rng(0).integers(-9000, 9000, 4410).astype(np.int16)


def test_wav_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    write_wav(path, NOISE)
    samples, rate = read_sound(path)
    assert rate == 22050
    assert np.array_equal(samples, NOISE)
    write_wav(path, np.stack([NOISE, NOISE], axis=1))
    assert np.array_equal(read_sound(path)[0], NOISE)


@pytest.mark.parametrize(("codec", "rate"), [("pcm_s16be", 22050), ("pcm_s16be", 44100), ("pcm_s16le", 16000)])
def test_aiff_is_recognised_whatever_the_file_is_called(tmp_path: Path, codec: str, rate: int) -> None:
    path = tmp_path / "sound.wav"
    with av.open(str(path), "w", format="aiff") as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(NOISE[None, :], format="s16", layout="mono")
        frame.rate = rate
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    samples, found = read_sound(path)
    assert found == rate
    assert np.array_equal(samples, NOISE)


def test_a_file_that_is_not_what_its_header_says_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    whole = write_wav(path, NOISE)
    for data in (b"", whole[:20], whole[:-100], whole[:44], b"FORM", b"FORM\0\0\0\x04AIFF", b"<html>" * 50):
        path.write_bytes(data)
        with pytest.raises(WorkerFault):
            read_sound(path)
    path.unlink()
    with pytest.raises(WorkerFault):
        read_sound(path)
