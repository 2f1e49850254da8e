import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.audio.frames import SAMPLE_RATE
from voiceapp.audio.telephone import through_the_line
from voiceapp.errors import Missing
from voiceapp.synthesis.cache import SpeechCache
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.level import ACTIVE_LEVEL, SILENT_SECONDS, active_level
from voiceapp.synthesis.process import commands
from voiceapp.synthesis.speaker import Speaker, SynthesisFailed

posix = pytest.mark.skipif(os.name != "posix", reason="sends signals")
linux = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")

LINE = "Good morning, you are speaking with Gunther."
BUNDLED = commands()[0]


def uncached() -> SpeechCache:
    """Forgets everything, so that every line is really spoken."""
    return SpeechCache(None, in_memory=0)


def wait_for_end(pid: int) -> None:
    """Return once the process is gone; fail after 20 s."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    assert select.select([handle], [], [], 20)[0], f"process {pid} still runs"
    os.close(handle)


@pytest.fixture
def own() -> Iterator[Speaker]:
    """A speaker of the test's own, with a worker that runs."""
    with Speaker(cache=uncached()) as speaker:
        speaker.render("Ready.", Voice(id="en-us"))
        yield speaker


def test_a_line_becomes_speech_at_the_common_level(speaker: Speaker, voice: Voice) -> None:
    samples = speaker.render(LINE, voice)
    assert samples.dtype == np.int16
    assert 1.5 * SAMPLE_RATE < len(samples) < 4 * SAMPLE_RATE
    assert active_level(through_the_line(samples) / 32767) == pytest.approx(ACTIVE_LEVEL, abs=0.1)


def test_the_first_frame_can_be_heard(speaker: Speaker, voice: Voice) -> None:
    samples = np.abs(speaker.render("Hello.", voice).astype(int))
    assert samples[:320].max() > 30
    assert samples[-320:].max() > 30


def test_voices_are_equally_loud(speaker: Speaker) -> None:
    for name in ("en-us", "en-us+f1", "en-gb-x-rp+m7", "en-us+klatt4", "en-us+whisper", "en-us+Mike"):
        samples = speaker.render(LINE, Voice(id=name))
        assert active_level(through_the_line(samples) / 32767) == pytest.approx(ACTIVE_LEVEL, abs=0.1)


def test_rate_pitch_and_volume_are_heard(speaker: Speaker) -> None:
    slow, fast = (speaker.render(LINE, Voice(id="en-us", rate=rate)) for rate in (100, 250))
    assert len(slow) > 1.8 * len(fast)
    high = speaker.render(LINE, Voice(id="en-us", pitch=90))
    assert not np.array_equal(high, speaker.render(LINE, Voice(id="en-us")))
    soft = speaker.render(LINE, Voice(id="en-us", volume=0.5))
    assert active_level(through_the_line(soft) / 32767) == pytest.approx(ACTIVE_LEVEL - 6.02, abs=0.1)


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01", "<speak></speak>", "\ud83d", "...", "?!", "\u200b"])
def test_nothing_to_say_is_a_short_silence(speaker: Speaker, voice: Voice, text: str) -> None:
    samples = speaker.render(text, voice)
    assert len(samples) == SILENT_SECONDS * SAMPLE_RATE
    assert not samples.any()


def test_commands_to_espeak_are_not_obeyed(speaker: Speaker, voice: Voice) -> None:
    plain = speaker.render("h@loU there", voice)
    assert np.array_equal(speaker.render("[[h@loU]] there", voice), plain)
    assert np.array_equal(
        speaker.render("<speak><prosody rate='x-fast'>Hello</prosody></speak>", voice), speaker.render("Hello", voice)
    )
    assert len(speaker.render("\x01400S" + LINE, voice)) > len(speaker.render(LINE, voice))


@pytest.mark.parametrize(
    "text",
    [
        "漢字 と かな",
        "привет, мир",
        "مرحبا بالعالم",
        "Dirk says \U0001f602\U0001f469\u200d\U0001f680 and \U0001f1e7\U0001f1ea",
        "a" * 3000,
        "9" * 400,
        "!?." * 1000,
        "e" + "\u0301" * 500,
        "%s %n \\ / {0} ${PATH} `ls` ; | & ' \" --",
    ],
)
def test_whatever_comes_is_spoken(speaker: Speaker, voice: Voice, text: str) -> None:
    pid = speaker.pid
    assert speaker.render(text, voice).size
    assert speaker.pid == pid


def test_no_string_ends_the_worker(own: Speaker, voice: Voice) -> None:
    pid = own.pid

    @settings(max_examples=60, deadline=None)
    @given(st.text(alphabet=st.characters(codec=None), max_size=60))
    def speaks(text: str) -> None:
        assert own.render(text, voice).size
        assert own.pid == pid

    speaks()


def test_ten_thousand_characters(speaker: Speaker, voice: Voice) -> None:
    samples = speaker.render("The container is not a yoghurt pot. " * 280, voice)
    assert len(samples) > 400 * SAMPLE_RATE


def test_an_unknown_voice_is_missing_and_harms_nobody(speaker: Speaker, voice: Voice) -> None:
    pid = speaker.pid
    with pytest.raises(Missing, match=r"en-us\+f3"):
        speaker.render(LINE, Voice(id="en-us+f33"))
    with pytest.raises(Missing):
        speaker.check(voice, Voice(id="no such"))
    speaker.check(voice, Voice(id="en-gb-x-rp+m7"))
    assert speaker.pid == pid


def test_the_same_in_every_process_whatever_was_said_before(voice: Voice) -> None:
    whisper = Voice(id="en-us+whisper")
    with Speaker(cache=uncached()) as one, Speaker(cache=uncached()) as other:
        one.render("Something else first.", Voice(id="en-us+Gene"))
        for asked in (voice, whisper):
            assert one.render(LINE, asked).tobytes() == other.render(LINE, asked).tobytes()
        assert one.pid != other.pid


def test_a_cached_line_is_the_same_byte_for_byte_and_needs_no_worker(tmp_path: Path, voice: Voice) -> None:
    with Speaker(cache=SpeechCache(tmp_path)) as speaker:
        miss = speaker.render(LINE, voice)
        assert speaker.render(LINE, voice) is miss
    (entry,) = tmp_path.iterdir()
    written = entry.stat().st_ino
    with Speaker(cache=SpeechCache(tmp_path)) as speaker:
        assert speaker.render(LINE, voice).tobytes() == miss.tobytes()
        assert entry.stat().st_ino == written
        assert not np.array_equal(speaker.render(LINE, Voice(id="en-us+f3", pitch=70)), miss)
        assert len(list(tmp_path.iterdir())) == 2


def test_a_damaged_entry_is_rendered_again(tmp_path: Path, voice: Voice) -> None:
    with Speaker(cache=SpeechCache(tmp_path)) as speaker:
        whole = speaker.render(LINE, voice)
    (entry,) = tmp_path.iterdir()
    sound = entry.read_bytes()
    entry.write_bytes(sound[:-500] + bytes(500))
    with Speaker(cache=SpeechCache(tmp_path)) as speaker:
        assert speaker.render(LINE, voice).tobytes() == whole.tobytes()
    assert entry.read_bytes() == sound


def test_prepared_lines_are_there_when_wanted(tmp_path: Path, voice: Voice) -> None:
    with Speaker(cache=SpeechCache(None)) as speaker:
        lines = [f"Line number {number}." for number in range(5)]
        for line in lines:
            speaker.prepare(line, voice)
        prepared = [speaker.render(line, voice) for line in lines]
        pid = speaker.pid
        assert pid is not None
        os.kill(pid, signal.SIGTERM)  # from here on nothing new can be spoken by it
        assert all(speaker.render(line, voice) is samples for line, samples in zip(lines, prepared, strict=True))


@posix
def test_a_line_asked_for_goes_before_prepared_ones(own: Speaker, voice: Voice) -> None:
    pid = own.pid
    assert pid is not None
    done: list[str] = []
    lines = ["First.", "Second.", "Third."]
    os.kill(pid, signal.SIGSTOP)
    for line in lines:
        own.prepare(line, voice)
    futures = {line: own._enqueue(line, voice, urgent=False) for line in lines}
    for line, future in futures.items():
        future.add_done_callback(lambda _, line=line: done.append(line))
    urgent = own._enqueue("Third.", voice, urgent=True)
    os.kill(pid, signal.SIGCONT)
    urgent.result()
    for future in futures.values():
        future.result()
    assert done.index("Third.") < done.index("Second.")


def test_a_fault_while_preparing_shows_when_rendering(speaker: Speaker) -> None:
    speaker.prepare(LINE, Voice(id="no such"))
    with pytest.raises(Missing):
        speaker.render(LINE, Voice(id="no such"))


def test_many_threads_each_get_their_own_line(own: Speaker) -> None:
    jobs = [(f"This is number {n}.", Voice(id=f"en-us+{v}")) for n in range(6) for v in ("f1", "m3", "klatt4")]
    alone = [own.render(*job).tobytes() for job in jobs]
    with ThreadPoolExecutor(8) as pool:
        together = [future.result().tobytes() for future in [pool.submit(own.render, *job) for job in jobs]]
    assert together == alone


@posix
def test_a_worker_killed_in_the_middle_of_a_line_is_replaced(own: Speaker, voice: Voice) -> None:
    expected = own.render(LINE, voice)
    pid = own.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    own.prepare(LINE, voice)
    os.kill(pid, signal.SIGKILL)
    assert own.render(LINE, voice).tobytes() == expected.tobytes()
    assert own.pid not in (None, pid)


@posix
def test_a_worker_that_hangs_is_replaced(speaker: Speaker, voice: Voice) -> None:
    with Speaker(cache=uncached(), timeout=0.5) as hanging:
        hanging.render("Ready.", voice)
        pid = hanging.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        assert hanging.render(LINE, voice).tobytes() == speaker.render(LINE, voice).tobytes()
        assert hanging.pid not in (None, pid)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def worker_that_first(does: str, tmp_path: Path) -> list[str]:
    """The real worker, but its first process answers the first job in its own way."""
    code = f"""
import os, pathlib, subprocess, sys
mark = pathlib.Path({str(tmp_path / "mark")!r})
real = [*{list(BUNDLED)!r}, sys.argv[-1]]
if mark.exists():
    os.execv(real[0], real)
mark.touch()
worker = subprocess.Popen(real, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(worker.stdout.readline().decode(), end="", flush=True)
sys.stdin.readline()
{does}
sys.stdin.read()
"""
    return [sys.executable, "-c", code]


@pytest.mark.parametrize(
    "does",
    [
        "print('Audio saved to somewhere', flush=True)",
        "print('[' * 100_000, flush=True)",
        "sys.stdout.buffer.write(bytes(range(256)) + b'\\n'); sys.stdout.flush()",
        'print(\'{"job": 99, "file": "elsewhere"}\', flush=True)',
        'print(\'{"job": 1, "file": "not-there.wav"}\', flush=True)',
        'print(\'{"job": 1, "file": 7}\', flush=True)',
        'print(\'{"job": 1, "fault": "a cold"}\', flush=True)',
        "sys.exit(3)",
    ],
)
def test_after_rubbish_the_line_is_spoken_by_a_new_worker(
    tmp_path: Path, speaker: Speaker, voice: Voice, does: str
) -> None:
    with Speaker(cache=uncached(), workers=[worker_that_first(does, tmp_path)]) as unlucky:
        assert unlucky.render(LINE, voice).tobytes() == speaker.render(LINE, voice).tobytes()
    assert (tmp_path / "mark").exists()


def test_when_nothing_speaks_the_fault_is_told(voice: Voice) -> None:
    broken = [sys.executable, "-c", "raise SystemExit('I have a cold')"]
    with Speaker(cache=uncached(), workers=[broken]) as speaker:
        for _ in range(2):
            with pytest.raises(SynthesisFailed, match="I have a cold") as fault:
                speaker.render(LINE, voice)
        with pytest.raises(SynthesisFailed):
            speaker.check(voice)
    assert fault.value.exit_code == 4


def test_the_next_best_worker_is_taken(speaker: Speaker, voice: Voice) -> None:
    broken = [sys.executable, "-c", "print('rubbish')"]
    with Speaker(cache=uncached(), workers=[broken, BUNDLED]) as lucky:
        assert lucky.render(LINE, voice).tobytes() == speaker.render(LINE, voice).tobytes()


def test_without_a_folder_for_files_there_is_no_speech_until_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, voice: Voice
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "later"))
    with Speaker(cache=uncached()) as speaker:
        with pytest.raises(SynthesisFailed, match="temporary"):
            speaker.render(LINE, voice)
        (tmp_path / "later").mkdir()
        assert speaker.render(LINE, voice).any()


def test_a_folder_swept_away_while_speaking_is_made_again(scratch: Path, voice: Voice) -> None:
    with Speaker(cache=uncached()) as speaker:
        first = speaker.render(LINE, voice)
        (folder,) = scratch.iterdir()
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
        assert speaker.render(LINE, voice).tobytes() == first.tobytes()


@linux
def test_close_leaves_no_process_file_or_thread(scratch: Path, voice: Voice) -> None:
    before = set(threading.enumerate())
    speaker = Speaker(cache=uncached())
    speaker.render(LINE, voice)
    pid = speaker.pid
    assert pid is not None
    speaker.close()
    speaker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not any(scratch.iterdir())
    assert set(threading.enumerate()) <= before
    assert speaker.pid is None


def test_close_while_lines_wait(scratch: Path, voice: Voice) -> None:
    speaker = Speaker(cache=uncached())
    lines = [f"A rather long line with the number {number}. " * 50 for number in range(10)]
    futures = [speaker._enqueue(line, voice, urgent=False) for line in lines]
    speaker.close()
    assert all(future.done() for future in futures)
    assert isinstance(futures[-1].exception(), SynthesisFailed)
    with pytest.raises(SynthesisFailed, match="closed"):
        speaker.render(LINE, voice)
    speaker.prepare(LINE, voice)
    speaker.start()
    assert not any(scratch.iterdir())


def test_close_before_anything(scratch: Path) -> None:
    Speaker(cache=uncached()).close()
    speaker = Speaker(cache=uncached())
    speaker.start()
    speaker.close()
    assert not any(scratch.iterdir())


@linux
@pytest.mark.parametrize("busy", [False, True])
def test_a_worker_whose_owner_is_killed_ends_and_cleans_up(scratch: Path, busy: bool) -> None:
    code = """
import sys
from voiceapp.synthesis.cache import SpeechCache
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.speaker import Speaker
speaker = Speaker(cache=SpeechCache(None))
speaker.render("Hello.", Voice(id="en-us"))
if sys.argv[1] == "True":
    speaker.prepare("A very long line. " * 500, Voice(id="en-us"))
print(speaker.pid, flush=True)
sys.stdin.read()
"""
    owner = subprocess.Popen(
        [sys.executable, "-c", code, str(busy)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    assert owner.stdout is not None
    assert owner.stdin is not None
    pid = int(owner.stdout.readline())
    owner.kill()
    owner.wait()
    wait_for_end(pid)
    owner.stdout.close()
    owner.stdin.close()
    assert not any(scratch.iterdir())


@linux
def test_an_interrupt_does_not_reach_the_worker(own: Speaker, voice: Voice) -> None:
    pid = own.pid
    assert pid is not None
    os.kill(pid, signal.SIGINT)
    assert own.render(LINE, voice).any()
    assert own.pid == pid


def test_a_worker_is_replaced_after_so_many_jobs(monkeypatch: pytest.MonkeyPatch, voice: Voice) -> None:
    monkeypatch.setattr("voiceapp.synthesis.speaker.JOBS_PER_WORKER", 2)
    with Speaker(cache=uncached()) as speaker:
        spoken = [(speaker.render(LINE, voice).tobytes(), speaker.pid) for _ in range(6)]
    assert len({samples for samples, _ in spoken}) == 1
    assert len({pid for _, pid in spoken if pid is not None}) >= 3
