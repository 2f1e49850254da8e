"""``voiceapp run``: every kind of file, every kind of fault, and a call folder that is readable whatever happens."""

import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from voiceapp.audio.frames import SAMPLE_RATE

SPEECH = Path(__file__).parent / "data" / "speech"
PLEASE = SPEECH / "caller-01.flac"
"""\"I would like to speak to a human please.\""""


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch, speech_model):
    """The real model, loaded once for all tests."""
    monkeypatch.setattr("voiceapp.recognition.recogniser.load_model", lambda path: speech_model)


@pytest.fixture
def run(voiceapp, small_scenario, tmp_path):
    """Holds a call of the small scenario; the folder is ``tmp_path / "call"``."""

    def hold(*arguments, stdin=b"", output=tmp_path / "call"):
        return voiceapp("run", "--scenario", small_scenario, "-o", output, *arguments, stdin=stdin)

    return hold


@pytest.fixture
def hold_process(command, small_scenario, tmp_path):
    """The same in a process of its own, which is started but not waited for."""
    processes = []

    def start(*arguments, **options):
        words = command("run", "--scenario", small_scenario, "-o", tmp_path / "call", *arguments)
        processes.append(subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options))
        return processes[-1]

    yield start
    for process in processes:
        with contextlib.suppress(OSError):
            process.kill()
        process.communicate()


def journal(folder: Path) -> list[dict]:
    text = (folder / "journal.jsonl").read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def of_kind(folder: Path, kind: str) -> list[dict]:
    return [line for line in journal(folder) if line["kind"] == kind]


def seconds_recorded(folder: Path) -> float:
    with wave.open(str(folder / "call.wav")) as recording:
        assert (recording.getnchannels(), recording.getsampwidth(), recording.getframerate()) == (2, 2, 16_000)
        assert recording.getnframes() * 4 + 44 == (folder / "call.wav").stat().st_size
        return recording.getnframes() / recording.getframerate()


def assert_whole(folder: Path) -> None:
    """Begun, ended, recorded to its end, and told."""
    lines = journal(folder)
    assert lines[0]["kind"] == "call.started"
    assert lines[-1]["kind"] == "call.ended"
    assert [line["t"] for line in lines] == sorted(line["t"] for line in lines)
    assert seconds_recorded(folder) == pytest.approx(lines[-1]["duration"], abs=0.021)
    assert f"the call is over: {lines[-1]['reason']}" in (folder / "transcript.txt").read_text(encoding="utf-8")


def samples_of(path: Path) -> np.ndarray:
    from voiceapp.audio.files import read_audio

    return np.concatenate(list(read_audio(path)))


def write_wav(path: Path, data: bytes, *, code: int = 1, bits: int = 16, rate: int = SAMPLE_RATE, channels: int = 1):
    """A WAV of any coding; ``code`` is the format's number in RFC 2361 (1 PCM, 3 float, 7 u-law)."""
    step = channels * bits // 8
    form = b"".join(
        n.to_bytes(size, "little")
        for n, size in ((code, 2), (channels, 2), (rate, 4), (rate * step, 4), (step, 2), (bits, 2))
    )
    body = b"WAVEfmt " + len(form).to_bytes(4, "little") + form + b"data" + len(data).to_bytes(4, "little") + data
    path.write_bytes(b"RIFF" + len(body).to_bytes(4, "little") + body)
    return path


def encode(path: Path, samples: np.ndarray, codec: str, layout: str = "mono", form: str = "s16") -> Path:
    """Write ``samples`` (16 kHz, mono) with one of libav's encoders."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=SAMPLE_RATE, layout=layout)
        resampler = av.AudioResampler(format=stream.format, layout=layout, rate=SAMPLE_RATE)
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format=form, layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = 0
        for ready in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(ready))
        container.mux(stream.encode(None))
    return path


# Files that are as they should be


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.wav", "pcm_s16le"), ("a.flac", "flac"), ("a.ogg", "libopus"), ("a.mp3", "libmp3lame"), ("a.m4a", "aac")],
)
def test_every_container_is_heard(run, tmp_path, name, codec):
    outcome = run(encode(tmp_path / name, samples_of(PLEASE), codec), "-q", "--max-minutes", "0.2")
    assert outcome.code == 0, outcome.err
    assert "i would like to speak to" in of_kind(tmp_path / "call", "caller.said")[0]["text"]
    assert_whole(tmp_path / "call")


def test_telephone_u_law_is_heard(run, tmp_path):
    samples = samples_of(PLEASE)[::2].astype(np.int32)  # of a synthesised voice, without much above 4 kHz
    # ITU-T G.711: sign, exponent and mantissa of the magnitude plus 33, in steps of 4; all bits inverted
    magnitude = np.clip(np.abs(samples) // 4 + 33, 0, 8191)
    exponent = np.floor(np.log2(magnitude)).astype(int) - 5
    code = ((samples < 0) * 0x80) | (exponent << 4) | ((magnitude >> (exponent + 1)) & 0xF)
    file = write_wav(tmp_path / "a.wav", (~code).astype(np.uint8).tobytes(), code=7, bits=8, rate=8_000)
    assert run(file, "-q", "--max-minutes", "0.2").code == 0
    assert "like to speak" in of_kind(tmp_path / "call", "caller.said")[0]["text"]


def test_96_khz_24_bit_surround_is_heard(run, tmp_path):
    wide = np.repeat(samples_of(PLEASE), 6).astype("<i4")
    frames = np.zeros((len(wide), 6), "<i4")
    frames[:, 2] = wide << 8  # the centre
    data = frames.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    file = write_wav(tmp_path / "a.wav", data, bits=24, rate=96_000, channels=6)
    assert run(file, "-q", "--max-minutes", "0.2").code == 0
    assert "i would like to speak" in of_kind(tmp_path / "call", "caller.said")[0]["text"]


@pytest.mark.parametrize("kind", ["silence", "nan"])
def test_silence_and_no_numbers_are_a_silent_caller(run, tmp_path, kind):
    if kind == "silence":
        file = write_wav(tmp_path / "a.wav", bytes(2 * 5 * SAMPLE_RATE))
    else:
        file = write_wav(tmp_path / "a.wav", np.full(5 * SAMPLE_RATE, np.nan, "<f4").tobytes(), code=3, bits=32)
    assert run(file, "-q").code == 0
    assert of_kind(tmp_path / "call", "caller.said") == []
    assert of_kind(tmp_path / "call", "call.ended")[0]["reason"] == "completed"
    assert_whole(tmp_path / "call")


def test_a_cut_file_is_used_and_told_of(run, tmp_path):
    whole = write_wav(tmp_path / "a.wav", samples_of(PLEASE).tobytes()).read_bytes()
    (tmp_path / "a.wav").write_bytes(whole[: len(whole) // 2])
    outcome = run(tmp_path / "a.wav", "-q")
    assert outcome.code == 0
    assert f"{tmp_path / 'a.wav'} ends early" in outcome.err
    assert_whole(tmp_path / "call")


def hours_of_silence(tmp_path: Path) -> Path:
    """Three hours, 8 kHz u-law; a hole on disk, whose zeros are u-law's loudest level, without a voice in it."""
    file = write_wav(tmp_path / "long.wav", b"", code=7, bits=8, rate=8_000)
    n = 3 * 3600 * 8_000
    with file.open("r+b") as wav:
        wav.seek(40)
        wav.write(n.to_bytes(4, "little"))
        wav.truncate(44 + n)
    return file


def test_three_hours_are_bounded_in_time_and_memory(tmp_path, small_scenario):
    file = hours_of_silence(tmp_path)
    script = (
        "import sys; from pathlib import Path; from voiceapp.cli import main; code = main(sys.argv[1:])\n"
        "status = Path('/proc/self/status').read_text().split()\n"
        "print(status[status.index('VmHWM:') + 1], file=sys.stderr); sys.exit(code)"
    )
    options = ["-q", "--max-minutes", "0.5", "--scenario", small_scenario, "-o", tmp_path / "call"]
    done = subprocess.run([sys.executable, "-c", script, "run", file, *options], capture_output=True, check=True)
    assert int(done.stderr) < 480_000  # kB; three hours at 16 kHz would be 345,000 more than the program takes
    assert of_kind(tmp_path / "call", "call.ended") == [
        {"t": 30.0, "kind": "call.ended", "reason": "time is up", "duration": 30.0}
    ]
    assert_whole(tmp_path / "call")


def test_standard_input_is_a_caller(run, tmp_path):
    wav = write_wav(tmp_path / "a.wav", samples_of(PLEASE).tobytes()).read_bytes()
    assert run("-", "-q", "--max-minutes", "0.2", stdin=wav).code == 0
    assert "i would like to speak to" in of_kind(tmp_path / "call", "caller.said")[0]["text"]


def test_the_transcript_is_shown_live_and_ends_with_where_the_files_are(run, tmp_path):
    lines = run(PLEASE).out.splitlines()
    told = (tmp_path / "call" / "transcript.txt").read_text(encoding="utf-8").splitlines()
    assert lines[: len(told)] == told
    for left in ("call.wav", "report.html"):
        assert str(tmp_path / "call" / left) in "".join(lines[len(told) :])
    assert any("You: i would like to speak to" in line for line in told)


# Turn by turn


def test_turns_are_played_when_the_company_waits(run, tmp_path):
    files = [SPEECH / f"caller-0{n}.flac" for n in (2, 3, 4, 5, 6, 7)]
    assert run("--turns", "-q", *files).code == 0
    lines = journal(tmp_path / "call")
    said = [line for line in lines if line["kind"] == "caller.said"]
    assert [line["text"].split()[-1] for line in said] == [
        "tuesday",
        "angry",
        "today",
        "springfield",
        "said",
        "minutes",
    ]
    for turn in said:
        for speech in (line for line in lines if line["kind"] == "agent.said"):
            assert turn["end"] <= speech["start"] or speech["end"] <= turn["start"], "nobody talks over another"
    assert of_kind(tmp_path / "call", "cut.off")
    assert of_kind(tmp_path / "call", "call.resumed")
    assert lines[-1]["reason"] == "completed"
    assert_whole(tmp_path / "call")


def test_a_folder_of_turns_is_played_by_name(run, tmp_path):
    folder = tmp_path / "turns"
    folder.mkdir()
    for name, number in (("turn10", "06"), ("turn2", "04")):
        shutil.copy(SPEECH / f"caller-{number}.flac", folder / f"{name}.flac")
    (folder / "notes.txt").write_text("not audio")
    assert run("--turns", "-q", folder).code == 0
    said = [line["text"] for line in of_kind(tmp_path / "call", "caller.said")]
    assert said == ["can you please move the container today", "no that is not what i said"]


def test_a_folder_may_hold_more_turns_than_files_can_be_open(run, tmp_path):
    folder = tmp_path / "turns"
    folder.mkdir()
    quiet = write_wav(folder / "0.wav", bytes(640)).read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for n in range(1, 200):
        (folder / f"{n}.wav").write_bytes(quiet)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/proc/self/fd").iterdir())) + 60, hard))
    try:
        assert run("--turns", "-q", folder).code == 0
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_one_bad_turn_is_found_before_the_call(run, tmp_path):
    (tmp_path / "bad.wav").write_bytes(b"RIFF of nothing")
    outcome = run("--turns", "-q", PLEASE, tmp_path / "bad.wav")
    assert outcome.code == 3
    assert str(tmp_path / "bad.wav") in outcome.err
    assert not (tmp_path / "call").exists()


def test_standard_input_is_one_turn_only(run):
    outcome = run("--turns", "-", "-")
    assert outcome.code == 2
    assert "can be given once" in outcome.err


# Time passes


def quiet(seconds: float) -> np.ndarray:
    return (np.random.default_rng(1).normal(0, 3, round(seconds * SAMPLE_RATE))).astype(np.int16)


def test_a_long_recording_breaks_in_and_rings_back(run, tmp_path):
    """The caller speaks by the clock of the recording, whoever else is speaking just then."""
    pieces = [quiet(3), samples_of(SPEECH / "caller-02.flac"), quiet(1)]
    for number in ("03", "04", "06", "07", "08", "09", "10", "01", "02", "04"):
        pieces += [samples_of(SPEECH / f"caller-{number}.flac"), quiet(3.5)]
    file = write_wav(tmp_path / "long.wav", np.concatenate(pieces).tobytes())
    assert run(file, "-q").code == 0
    lines = journal(tmp_path / "call")
    broken_off = [line for line in lines if line["kind"] == "agent.said" and line.get("interrupted")]
    assert broken_off, "nobody was broken in upon"
    for speech in broken_off:
        assert any(line["kind"] == "caller.said" and line["start"] < speech["end"] for line in lines)
    cut = of_kind(tmp_path / "call", "cut.off")[0]["t"]
    back = of_kind(tmp_path / "call", "call.resumed")[0]["t"]
    assert 3 < back - cut < 10
    assert lines[-1]["reason"] == "completed"
    assert_whole(tmp_path / "call")


# Files that are not as they should be


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("missing.wav", None, "does not exist"),
        ("empty.wav", b"", "is empty"),
        ("header.wav", b"RIFF\x24\0\0\0WAVE", "is not audio"),
        ("text.wav", b"Dear Sir or Madam,\n" * 99, "is not audio"),
        ("noise.mp3", bytes(np.random.default_rng(1).integers(0, 256, 5000, np.uint8)), "is not audio"),
        ("list.m3u8", b"#EXTM3U\n#EXTINF:1,\nother.wav\n", "is not audio"),
    ],
)
@pytest.mark.parametrize("turns", [[], ["--turns"]])
def test_bad_files_are_named_with_fault_and_way_out(run, tmp_path, name, content, fault, turns):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    outcome = run(tmp_path / name, *turns)
    assert outcome.code == 3
    assert outcome.err.startswith(f"voiceapp: {tmp_path / name} {fault}")
    assert outcome.out == ""
    assert not (tmp_path / "call").exists()


def test_a_folder_where_a_file_is_meant(run, tmp_path):
    outcome = run(SPEECH)
    assert outcome.code == 2
    assert "--turns" in outcome.err
    assert str(SPEECH) in outcome.err


def test_a_folder_without_audio(run, tmp_path):
    outcome = run("--turns", tmp_path)
    assert outcome.code == 3
    assert "no audio files" in outcome.err


def test_two_recordings_without_turns(run):
    assert run(PLEASE, PLEASE).code == 2


@pytest.mark.parametrize("stdin", [b"", b"not a wav"])
def test_standard_input_without_a_wav(run, stdin):
    outcome = run("-", stdin=stdin)
    assert outcome.code == 3
    assert "Standard input" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--from", "nowhere"), 2, "there is no act 'nowhere'; there are menu, music, ann"),
        (("--scenario", "nowhere"), 3, "there is no scenario 'nowhere'"),
        (("--model", "/nowhere"), 4, "/nowhere"),
        (("--max-minutes", "soon"), 2, "'soon' is not a number of minutes"),
        (("--max-minutes", "0"), 2, "'0' is not a number of minutes"),
        (("--max-minutes", "nan"), 2, "'nan' is not a number of minutes"),
        (("--seed", "seven"), 2, "--seed"),
        (("--language", "tlh"), 2, "--language"),
    ],
)
def test_options_that_cannot_be_followed_leave_no_folder(run, tmp_path, arguments, code, words):
    outcome = run(PLEASE, *arguments)
    assert outcome.code == code
    assert words in outcome.err
    assert not (tmp_path / "call").exists()


def test_begin_in_the_middle(run, tmp_path):
    assert run(PLEASE, "-q", "--from", "goodbye").code == 0
    assert [line["agent"] for line in of_kind(tmp_path / "call", "agent.said")] == ["machine"]


# Folders that cannot be had


def test_a_folder_with_something_in_it_is_left_alone(run, tmp_path):
    folder = tmp_path / "call"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    outcome = run(PLEASE)
    assert outcome.code == 3
    assert f"{folder} is not empty" in outcome.err
    assert [file.name for file in folder.iterdir()] == ["letter.txt"]


def test_an_empty_folder_is_taken(run, tmp_path):
    (tmp_path / "call").mkdir()
    assert run(PLEASE, "-q", "--from", "goodbye").code == 0
    assert_whole(tmp_path / "call")


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_a_file_in_the_place_of_the_folder(run, tmp_path, below):
    (tmp_path / "file").write_text("mine")
    outcome = run(PLEASE, output=tmp_path / "file" / below)
    assert outcome.code == 3
    assert "is a file, or goes through one; give a folder with -o" in outcome.err
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_where_nothing_can_be_written(run):
    outcome = run(PLEASE, output="/proc/call" if Path("/proc/self").exists() else "/dev/null/call")
    assert outcome.code == 3
    assert "cannot be written" in outcome.err
    assert "-o" in outcome.err


def test_what_a_call_leaves_is_its_owners_only(run, tmp_path):
    (tmp_path / "call").mkdir(mode=0o755)
    run(PLEASE, "-q", "--from", "goodbye")
    modes = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "call").iterdir()}
    assert {"call.wav", "journal.jsonl", "transcript.txt", "captions.en.srt", "captions.nl.vtt"} <= modes.keys()
    assert set(modes.values()) == {0o600}


def test_without_a_folder_a_dated_one_is_made(voiceapp, small_scenario, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert voiceapp("run", PLEASE, "-q", "--scenario", small_scenario, "--from", "goodbye").code == 0
    folders = list((tmp_path / "calls").iterdir())
    assert len(folders) == 2
    for folder in folders:
        assert_whole(folder)


@pytest.mark.parametrize("limit", [20_000, 50_000, 300_001])
def test_a_disk_that_fills_up_in_the_middle(tmp_path, hold_process, limit):
    """A limit on the size of a file looks to a program like a full disk, but for the reason given."""
    process = hold_process(PLEASE, "-q", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    _, err = process.communicate(timeout=120)
    assert process.returncode == 3
    assert f"{tmp_path / 'call' / 'call.wav'} cannot be written: " in err.decode()
    assert b"Traceback" not in err
    folder = tmp_path / "call"
    with wave.open(str(folder / "call.wav")) as recording:
        assert recording.getnframes() == (limit - 44) // 4
        assert len(recording.readframes(10**9)) == recording.getnframes() * 4
    lines = journal(folder)
    assert lines[-1]["kind"] == "call.ended"
    assert lines[-1]["reason"] == "interrupted"
    assert "interrupted" in (folder / "transcript.txt").read_text(encoding="utf-8")


# What breaks on the way


def wait_until(condition, process) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)


def kinds(folder: Path) -> str:
    file = folder / "journal.jsonl"
    return file.read_text(encoding="utf-8") if file.exists() else ""


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)], ids=["interrupt", "kill"]
)
def test_a_call_that_is_broken_off_is_left_readable(tmp_path, hold_process, small_scenario, sent, code):
    """On hold for an hour, so that the call is sure to last."""
    text = small_scenario.joinpath("scenario.yaml").read_text(encoding="utf-8")
    assert "seconds: [3, 4]" in text
    (tmp_path / "patience.yaml").write_text(text.replace("seconds: [3, 4]", "seconds: [3600, 3600]"), encoding="utf-8")
    process = hold_process(hours_of_silence(tmp_path), "--max-minutes", 70, "--scenario", tmp_path / "patience.yaml")
    wait_until(lambda: "hold.started" in kinds(tmp_path / "call"), process)
    process.send_signal(sent)
    _, err = process.communicate(timeout=60)
    assert process.returncode == code
    folder = tmp_path / "call"
    assert seconds_recorded(folder) > 0.5
    assert journal(folder)[0]["kind"] == "call.started"
    if sent is signal.SIGINT:
        assert journal(folder)[-1]["reason"] == "interrupted"
        assert_whole(folder)
        started = {line["speech"] for line in of_kind(folder, "agent.started")}
        assert {line["speech"] for line in of_kind(folder, "agent.said")} == started
        assert err == b"voiceapp: interrupted\n"


def test_a_reader_of_the_transcript_who_leaves_is_not_complained_about(tmp_path, hold_process):
    process = hold_process(PLEASE)
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, b"")
    assert_whole(tmp_path / "call")


def test_the_call_goes_on_when_the_synthesiser_is_killed(run, tmp_path, monkeypatch):
    """Its process is killed before each of the first sentences, those it works on ahead of time included."""
    from voiceapp.synthesis.cache import SpeechCache
    from voiceapp.synthesis.speaker import Speaker

    monkeypatch.setattr("voiceapp.company.Speaker", lambda: Speaker(cache=SpeechCache(None, in_memory=0)))
    render, killed = Speaker.render, []

    def kill_and_render(speaker, text, voice):
        if text and len(killed) < 5:
            killed.append(speaker.pid)
            os.kill(killed[-1], signal.SIGKILL)
        return render(speaker, text, voice)

    monkeypatch.setattr(Speaker, "render", kill_and_render)
    assert run(SPEECH / "caller-04.flac", "-q").code == 0
    assert len(set(killed)) == 5
    folder = tmp_path / "call"
    assert of_kind(folder, "call.ended")[0]["reason"] == "completed"
    assert of_kind(folder, "synthesis.failed") == []
    assert_whole(folder)


def test_a_sentence_that_cannot_be_spoken_is_a_silence(run, tmp_path, monkeypatch):
    from voiceapp.synthesis.speaker import Speaker, SynthesisFailed

    render = Speaker.render

    def fail(speaker, text, voice):
        if "Goodbye" in text:
            raise SynthesisFailed("The line could not be spoken: no.")
        return render(speaker, text, voice)

    monkeypatch.setattr(Speaker, "render", fail)
    assert run(SPEECH / "caller-04.flac", "-q").code == 0
    folder = tmp_path / "call"
    assert "no" in of_kind(folder, "synthesis.failed")[0]["fault"]
    assert "a silence on the line" in (folder / "transcript.txt").read_text(encoding="utf-8")
    assert of_kind(folder, "call.ended")[0]["reason"] == "completed"


def test_a_damaged_model_is_told(run, tmp_path, monkeypatch):
    def refuse(model):
        raise Exception("Failed to create a recognizer")  # all that vosk tells of a graph with random bytes in it

    monkeypatch.setattr("voiceapp.company.VoskRecogniser", refuse)
    outcome = run(PLEASE)
    assert outcome.code == 4
    assert "the speech model is damaged" in outcome.err
    assert "voiceapp model --verify" in outcome.err
    assert not (tmp_path / "call").exists()


@pytest.mark.parametrize("part", ["am/final.mdl", "graph/Gr.fst", "ivector/final.ie"])
def test_a_model_with_a_part_cut_short_is_told(voiceapp, small_scenario, tmp_path, part):
    from voiceapp.recognition.model_store import find_model

    model = tmp_path / "model"
    shutil.copytree(find_model(), model, copy_function=os.link)
    whole = (model / part).read_bytes()
    (model / part).unlink()
    (model / part).write_bytes(whole[: len(whole) // 2])
    outcome = voiceapp("run", PLEASE, "--scenario", small_scenario, "--model", model, "-o", tmp_path / "call")
    assert outcome.code == 4
    assert str(model) in outcome.err
    assert part in outcome.err
    assert "voiceapp model --fetch" in outcome.err
    assert not (tmp_path / "call").exists()
