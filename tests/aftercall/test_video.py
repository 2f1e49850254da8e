"""The film of a call: its pictures, sound, words, chapters, and what happens when it cannot be made."""

import json
import os
import re
import stat
import subprocess
import sys
import threading
import wave
from itertools import pairwise

import av
import jiwer
import numpy as np
import pytest

from voiceapp.aftercall.captions import cues
from voiceapp.aftercall.record import Record
from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE
from voiceapp.audio.loudness import integrated
from voiceapp.errors import BadInput, UsageFault

pytest.importorskip("PySide6")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from voiceapp.aftercall.video import LANDSCAPE, PORTRAIT, RATE, SHORT_TITLE, TITLE, write_video

pytestmark = pytest.mark.usefixtures("qapp")

CAPTION = np.s_[570:715, 240:1040]
FIGURE = np.s_[100:500, 30:450]
CARD = np.s_[390:560, 480:1250]
"""Where the wide film has its words, whoever speaks, and what was misunderstood: rows and columns."""


@pytest.fixture(autouse=True)
def brief_end(monkeypatch):
    """Nobody reads the end card here."""
    monkeypatch.setattr("voiceapp.aftercall.video.LAST_PAGE", 0.6)
    monkeypatch.setattr("voiceapp.aftercall.video.READING", 0.0)


@pytest.fixture
def folder(call_lines, call_folder, recordings):
    """The call that was made up, with a recording: each voice where the journal says, and hold music."""
    made = call_folder(call_lines)
    put_sound(made, call_lines, recordings)
    return made


def put_sound(folder, lines, recordings, *, caller=1.0, company=1.0):
    duration = lines[-1]["duration"]
    sides = np.zeros((round(duration * SAMPLE_RATE), 2))
    rng = np.random.default_rng(5)
    voice = recordings["prompt-tt-monkeysintro"].samples / 32768
    for line in lines:
        if line["kind"] == "agent.said":
            put(sides[:, 1], np.resize(voice, 12 * SAMPLE_RATE), line["start"], line["end"], company)
        elif line["kind"] == "caller.said":
            put(sides[:, 0], recordings["caller-02"].samples / 32768, line["start"], line["end"], caller)
    put(sides[:, 1], rng.normal(0, 0.02, 10 * SAMPLE_RATE), 10, 20, 1.0)
    with wave.open(str(folder.recording), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((np.clip(sides, -1, 1) * 32767).astype("<i2").tobytes())


def put(side, sound, start, end, factor):
    first, last = round(start * SAMPLE_RATE), round(end * SAMPLE_RATE)
    part = sound[: last - first] * factor
    side[first : first + len(part)] += part


def pictures(path, start, *times):
    """The pictures at some seconds of the call, shape (height, width, 3), of a film that begins at ``start``."""
    wanted = [round((SHORT_TITLE + t - start) * RATE) for t in times]
    found = {}
    with av.open(str(path)) as film:
        for n, frame in enumerate(film.decode(video=0)):
            if n in wanted:
                found[n] = frame.to_ndarray(format="rgb24")
            if n == max(wanted):
                break
    return [found[n] for n in wanted]


def difference(one, other):
    return float(np.abs(one.astype(np.int16) - other).mean())


def amber(picture):
    """How many dots have the colour of what has just been misheard."""
    red, green, blue = (picture[..., n].astype(int) for n in range(3))
    return int(((red > 200) & (green > 150) & (red - blue > 60)).sum())


def test_the_tracks_and_the_length(folder):
    path = write_video(folder, span=(20.0, 28.0))
    assert path == folder.video
    with av.open(str(path)) as film:
        picture, sound = film.streams.video[0], film.streams.audio[0]
        assert (picture.codec_context.name, picture.width, picture.height) == ("h264", *LANDSCAPE)
        assert (picture.pix_fmt, picture.average_rate) == ("yuv420p", RATE)
        assert picture.codec_context.colorspace == 1 and picture.codec_context.color_range == 1
        assert (sound.codec_context.name, sound.rate, sound.layout.name) == ("aac", 48_000, "stereo")
        assert not film.streams.subtitles
        assert film.metadata["title"] == "A test – Mobilimbo"
        seconds = picture.frames / RATE
        assert abs(float(sound.duration * sound.time_base) - seconds) < 0.1
        assert seconds == pytest.approx(SHORT_TITLE + 8 + 0.6, abs=0.1)
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "a player on the web would have to wait for the end"


def test_it_is_for_its_owner_and_nothing_else_is_left(folder):
    before = {file.name for file in folder.path.iterdir()}
    write_video(folder, span=(20.0, 21.0))
    assert {file.name for file in folder.path.iterdir()} == before | {"video.mp4"}
    assert stat.S_IMODE(folder.video.stat().st_mode) == 0o600


def test_what_is_seen_at_known_times(folder):
    film = write_video(folder, span=(20.0, 33.0))
    talking, silent, caller, misheard = pictures(film, 20.0, 22.0, 24.9, 27.0, 31.5)
    assert difference(talking[CAPTION], silent[CAPTION]) > 4, "no caption while Ann speaks"
    assert difference(caller[CAPTION], talking[CAPTION]) > 4
    assert amber(caller[CAPTION]) > 500 > amber(talking[CAPTION]), "the caller's words have a colour of their own"
    assert amber(misheard[CARD]) > 500 > amber(talking[CARD]), "nobody is shown what was misunderstood"
    mouths = [picture[FIGURE] for picture in pictures(film, 20.0, *np.arange(20.5, 23.5, 1 / RATE))]
    moved = [difference(one, other) for one, other in pairwise(mouths)]
    assert np.mean(np.array(moved) > 0.02) > 0.5, "the mouth stands still"


def test_the_file_shows_what_was_painted(folder):
    from voiceapp.aftercall.player import read_recording
    from voiceapp.aftercall.video_sound import gains
    from voiceapp.aftercall.video_story import Story
    from voiceapp.pictures.brand import Style
    from voiceapp.pictures.scene import Scene

    record, recording = Record.read(folder), read_recording(folder.recording)
    film = write_video(folder, span=(29.0, 31.0))
    shown = pictures(film, 29.0, *np.arange(29.0, 30.95, 1 / RATE))
    scene = Scene(*LANDSCAPE, Style())
    story = Story(record, recording, gains(record, recording), "en", RATE, "TES-0007-0120/11")
    for n, (shot, picture) in enumerate(zip(story.shots(29.0, 31.0), shown, strict=True)):
        scene.show(shot)
        noise = float(np.mean((scene.pixels[..., 2::-1].astype(int) - picture) ** 2))
        assert 10 * np.log10(255**2 / noise) > 32, f"frame {n} is another picture, or has other colours"


def test_parts_are_converted_as_the_whole_would_be(tmp_path):
    from voiceapp.aftercall.video_file import VideoFile

    rng = np.random.default_rng(3)
    picture = rng.integers(0, 255, (96, 128, 4), dtype=np.uint8)

    def film(name, whole):
        painted, dice = picture.copy(), np.random.default_rng(9)
        settings = {"width": 128, "height": 96, "rate": 15, "title": "", "language": "en", "seconds": 1.0}
        file = VideoFile(tmp_path / name, chapters=(), **settings)
        for _ in range(15):
            left, top = (int(dice.integers(0, n)) for n in (120, 90))
            right, bottom = int(dice.integers(left, 128)), int(dice.integers(top, 96))
            painted[top : bottom + 1, left : right + 1] = dice.integers(0, 255, 4, dtype=np.uint8)
            file.add_frame(painted, [(0, 0, 127, 95) if whole else (left, top, right, bottom)])
        file.close()
        return (tmp_path / name).read_bytes()

    assert film("parts.mp4", False) == film("whole.mp4", True)


def test_languages_sizes_and_captions_make_other_pictures(folder, call_lines, recordings):
    def picture(**more):
        return pictures(write_video(folder, span=(30.5, 31.5), **more), 30.5, 31.3)[0]

    burnt, french, bare, upright = (
        picture(),
        picture(language="fr"),
        picture(captions="none"),
        picture(size=PORTRAIT),
    )
    assert difference(burnt, french) > 0.5
    assert difference(burnt[CAPTION], bare[CAPTION]) > 4
    assert upright.shape == (PORTRAIT[1], PORTRAIT[0], 3)
    assert difference(upright[0:1000], upright[900:1900]) > 10
    assert amber(upright) > 500


def test_captions_as_tracks(folder):
    path = write_video(folder, span=(20.0, 34.0), captions="track", language="fr")
    record = Record.read(folder)
    with av.open(str(path)) as film:
        tracks = film.streams.subtitles
        assert [track.language for track in tracks] == ["fra", "eng", "nld"], "the chosen one comes first"
        for number, language in enumerate(("fr", "en", "nl")):
            film.seek(0)
            told = [
                (float(packet.pts * packet.time_base), text)
                for packet in film.demux(film.streams.subtitles[number])
                for event in (packet.decode() if packet.size > 2 else ())
                if (text := event.dialogue.decode())
            ]
            wanted = [cue for cue in cues(record, language) if cue.end > 20.2 and cue.start < 33.8]
            assert [words(text) for _, text in told] == [words(cue.text) for cue in wanted]
            for (start, _), cue in zip(told, wanted, strict=True):
                assert start == pytest.approx(max(cue.start, 20.0) - 20.0 + SHORT_TITLE, abs=0.002)


def words(text):
    return re.sub(r"\{.*?\}", "", text).replace("\\N", " ").split()


def test_chapters_begin_where_somebody_else_takes_over(folder):
    with av.open(str(write_video(folder, span=(18.0, 58.0)))) as film:
        found = [(c["metadata"]["title"], float(c["start"] * c["time_base"])) for c in film.chapters()]
        last = film.chapters()[-1]
        end = float(last["end"] * last["time_base"])
        assert end == pytest.approx(film.duration / 1e6, abs=0.1)
    assert [title for title, _ in found] == ["A test", "Hold music", "Ann, Welcome", "Bob, Sales", "Official statement"]
    assert [start for _, start in found[2:4]] == pytest.approx([2.0 + SHORT_TITLE, 26.0 + SHORT_TITLE])


def test_the_sound_is_that_of_the_call(folder, recordings, recogniser):
    path = write_video(folder, span=(24.0, 30.0))
    sound = np.concatenate(list(read_audio(path)))
    first = round((SHORT_TITLE + 0.9) * SAMPLE_RATE)
    for start in range(first, first + 5 * SAMPLE_RATE, FRAME_SAMPLES):
        recogniser.accept(sound[start : start + FRAME_SAMPLES])
    spoken = recordings["caller-02"].text.split()
    heard = recogniser.finish().text.split()
    assert heard[:6] == spoken[:6]
    assert not sound[: round((SHORT_TITLE - 0.1) * SAMPLE_RATE)].any(), "the title card is heard"


def test_a_call_is_heard_again_as_the_journal_has_it(voiceapp, small_scenario, tmp_path, speech_model, monkeypatch):
    from voiceapp.call_folder import CallFolder
    from voiceapp.recognition.recogniser import VoskRecogniser

    monkeypatch.setattr("voiceapp.recognition.recogniser.load_model", lambda path: speech_model)
    speech = small_scenario.parents[1] / "speech"
    call = voiceapp("run", "--scenario", small_scenario, "-o", tmp_path / "call", speech / "caller-01.flac")
    assert call.code == 0, call.err
    done = voiceapp("video", tmp_path / "call")
    assert done.code == 0 and done.out.strip().endswith("video.mp4"), done.err
    record = Record.read(CallFolder(tmp_path / "call"))
    turn = next(turn for turn in record.turns if turn.text)
    sound = np.concatenate(list(read_audio(tmp_path / "call" / "video.mp4")))
    first, last = (round((TITLE + t) * SAMPLE_RATE) for t in (turn.start - 0.3, turn.end + 0.3))
    recogniser = VoskRecogniser(speech_model, warm_up=False)
    for start in range(first, last, FRAME_SAMPLES):
        recogniser.accept(sound[start : start + FRAME_SAMPLES])
    assert jiwer.wer(turn.text, recogniser.finish().text) < 0.25


def test_both_sides_are_equally_loud(folder, call_lines, recordings):
    put_sound(folder, call_lines, recordings, caller=0.02, company=0.9)
    with av.open(str(write_video(folder, span=(20.0, 34.0)))) as film:
        sound = np.concatenate([frame.to_ndarray() for frame in film.decode(audio=0)], axis=1).sum(axis=0) / 2
    second = 48_000
    ann = sound[round((SHORT_TITLE + 0.2) * second) : round((SHORT_TITLE + 3.8) * second) : 3]
    caller = sound[round((SHORT_TITLE + 5.1) * second) : round((SHORT_TITLE + 8.6) * second) : 3]
    assert integrated(caller) == pytest.approx(integrated(ann), abs=3)
    assert np.abs(sound).max() < 1


def test_progress_goes_from_start_to_end(folder):
    told = []
    write_video(folder, span=(20.0, 24.0), progress=lambda done, whole: told.append((done, whole)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len({whole for _, whole in told}) == 1 and told[-1][0] == told[-1][1]
    assert len(told) > 6


@pytest.mark.parametrize("after", [0, 3, 12])
def test_cancelled_it_leaves_nothing(folder, after):
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > after

    before = {file.name for file in folder.path.iterdir()}
    assert write_video(folder, span=(20.0, 30.0), cancelled=cancelled) is None
    assert len(asked) == after + 1
    assert {file.name for file in folder.path.iterdir()} == before


def test_an_older_film_stays_until_there_is_a_new_one(folder):
    folder.video.write_bytes(b"older")
    assert write_video(folder, span=(20.0, 30.0), cancelled=lambda: True) is None
    assert folder.video.read_bytes() == b"older"
    write_video(folder, span=(20.0, 21.0))
    assert folder.video.read_bytes() != b"older"


def test_the_same_call_gives_the_same_film(folder, tmp_path):
    one = write_video(folder, span=(26.0, 31.0), output=tmp_path / "one.mp4")
    other = write_video(folder, span=(26.0, 31.0), output=tmp_path / "other.mp4")
    assert one.read_bytes() == other.read_bytes()


def test_it_is_made_on_any_thread(folder):
    made = []
    worker = threading.Thread(target=lambda: made.append(write_video(folder, span=(20.0, 22.0))))
    worker.start()
    worker.join()
    assert made == [folder.video]


def test_without_a_recording_or_a_journal(folder, tmp_path):
    folder.recording.unlink()
    with pytest.raises(BadInput, match=r"call\.wav is missing"):
        write_video(folder)
    folder.journal.unlink()
    with pytest.raises(BadInput, match=r"journal\.jsonl"):
        write_video(folder)
    assert not list(folder.path.glob("*.mp4")) and not list(folder.path.glob(".*"))


def test_a_recording_and_a_journal_that_were_torn_off(folder, call_lines):
    folder.journal.write_text("".join(json.dumps(line) + "\n" for line in call_lines[:20]) + '{"t": 3', "utf-8")
    data = folder.recording.read_bytes()
    folder.recording.write_bytes(data[: len(data) // 6])
    path = write_video(folder, span=(15.0, 22.0))
    with av.open(str(path)) as film:
        assert film.duration / 1e6 > 7


def test_a_span_that_is_none(folder):
    with pytest.raises(UsageFault, match="120 s long"):
        write_video(folder, span=(500.0, None))
    with pytest.raises(UsageFault, match="nothing to see"):
        write_video(folder, span=(50.0, 20.0))


def test_where_it_cannot_be_written(folder, tmp_path):
    with pytest.raises(BadInput, match="no such file or directory"):
        write_video(folder, span=(20.0, 21.0), output=tmp_path / "nowhere" / "film.mp4")
    (tmp_path / "taken.mp4").mkdir()
    with pytest.raises(BadInput, match=r"taken\.mp4"):
        write_video(folder, span=(20.0, 21.0), output=tmp_path / "taken.mp4")
    assert not list(tmp_path.glob(".taken*"))


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
from voiceapp.cli import main
sys.exit(main(sys.argv[1:]))
"""

NO_PAINTER = """
import sys
class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "PySide6":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Nowhere())
from voiceapp.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("program", "code", "told"),
    [(FULL, 3, "cannot be written: file too large"), (NO_PAINTER, 4, 'pip install "voiceapp[video]"')],
    ids=["a full disk", "no painter"],
)
def test_faults_are_told_in_a_sentence(folder, program, code, told):
    before = {file.name for file in folder.path.iterdir()}
    arguments = ["video", str(folder.path), "--from", "20", "--to", "0:32"]
    ended = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True)
    assert ended.returncode == code, ended.stderr
    assert told in ended.stderr and ended.stderr.count("\n") == 1
    assert {file.name for file in folder.path.iterdir()} == before


def test_the_command(voiceapp, folder, tmp_path):
    done = voiceapp("video", folder.path, "--from", "0:20", "--to", "22.5", "--portrait", "-o", tmp_path / "a.mp4")
    assert (done.code, done.out.strip()) == (0, str(tmp_path / "a.mp4")), done.err
    with av.open(str(tmp_path / "a.mp4")) as film:
        assert (film.streams.video[0].width, film.streams.video[0].height) == PORTRAIT


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--best", "5"), "15 seconds or more"),
        (("--from", "soon"), "is no time"),
        (("--size", "640x480"), "1080x1920"),
        (("--from", "9:00"), "120 s long"),
    ],
)
def test_wrong_usage(voiceapp, folder, arguments, told):
    done = voiceapp("video", folder.path, *arguments)
    assert done.code == 2 and told in done.err


def test_a_funny_minute_is_as_long_as_asked_for(voiceapp, folder):
    done = voiceapp("video", folder.path, "--best", "40")
    assert done.code == 0, done.err
    with av.open(str(folder.video)) as film:
        assert 25 < film.duration / 1e6 <= 40.1
