"""Captions: all that was spoken, in order, never overlapping, and read by somebody else's parser."""

import json
import re
from itertools import pairwise

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.aftercall.caption_files import srt, vtt, write_captions
from voiceapp.aftercall.captions import GAP, LINE_LENGTH, LINES, LONGEST, SHORTEST, cues
from voiceapp.aftercall.record import Record
from voiceapp.aftercall.sound_words import SOUNDS
from voiceapp.call_folder import CallFolder
from voiceapp.dialogue.scenario import LANGUAGES, Line
from voiceapp.errors import BadInput
from voiceapp.scenarios import built_in, load

BEGUN = {"t": 0.0, "kind": "call.started", "cast": {"ann": {"name": "Ann"}, "bob": {"name": "Bob"}}}


def said(start, end, text, agent="ann", number=1, **more):
    captions = {"en": text}
    return {
        "t": end, "kind": "agent.said", "start": start, "end": end, "speech": number, "agent": agent, "text": text,
        "captions": captions, **more,
    }  # fmt: skip


def heard(start, end, text):
    return {"t": end, "kind": "caller.said", "start": start, "end": end, "text": text}


def record(*lines):
    return Record([BEGUN, *lines])


def shown(lines, language="en"):
    return [(round(c.start, 2), round(c.end, 2), c.text) for c in cues(record(*lines), language) if c.kind != "sound"]


def test_who_speaks_is_told_and_the_caption_stays_until_it_is_read():
    lines = [said(2.0, 3.0, "Hello there, this is Ann of the Welcome Desk."), heard(9.0, 9.4, "hello")]
    (start, end, text), (_, until, words) = shown(lines)
    assert text.replace("\n", " ") == "Ann: Hello there, this is Ann of the Welcome Desk."
    assert start == 2.0
    assert end == pytest.approx(2.0 + len(text) / 20)
    assert words == "You: hello"
    assert until == pytest.approx(9.0 + SHORTEST, abs=0.01), "short words stay long enough to be seen"


def test_a_caption_gives_way_to_the_next():
    lines = [said(2.0, 6.0, "I will go on about this for quite a while."), heard(4.0, 5.0, "stop it now please")]
    (_, end, _), (start, _, _) = shown(lines)
    assert (end, start) == pytest.approx((4.0 - GAP, 4.0))


def test_words_that_were_cut_short_are_shown_as_far_as_they_were_heard():
    whole = "One two three four five six seven eight nine ten."
    lines = [said(1.0, 5.0, whole), said(10.0, 12.0, whole, number=2, interrupted=True)]
    _, (_, _, half) = shown(lines)
    assert half.startswith("Ann: One two three four")
    assert half.endswith(" –")
    assert "ten" not in half


def test_in_another_language_the_callers_words_are_quoted_as_they_were():
    line = said(1.0, 3.0, "A campaigner.")
    line["captions"]["fr"] = "Un « campaigner »."
    lines = [line, heard(4.0, 5.0, "a container"), said(6.0, 7.0, "Right.", "bob", 2)]
    assert [text for *_, text in shown(lines, "fr")] == [
        "Ann: Un «\u00a0campaigner\u00a0».",
        "Vous: «\u00a0a container\u00a0»",
        "Bob: Right.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sound_of_a_line_has_words(language):
    used = {
        line.sound
        for name in built_in()
        for voice in load(name).cast.values()
        for pool in voice.lines.values()
        for line in pool
        if isinstance(line, Line) and line.sound
    }
    assert used and used <= SOUNDS[language].keys()


def test_sounds_are_told_where_nobody_speaks():
    lines = [
        {"t": 3.0, "kind": "act", "act": "menu"},
        said(3.0, 5.0, "Press one.", "bob"),
        {"t": 6.0, "kind": "key.pressed", "key": "1", "source": "text"},
        {"t": 6.5, "kind": "key.pressed", "key": "#", "source": "text"},
        {"t": 8.0, "kind": "hold.started", "music": "hold"},
        {"t": 20.0, "kind": "hold.ended", "duration": 12.0},
        said(20.0, 22.0, "It is and it is and it is", "ann", 2, interrupted=True, sound="knock"),
        {"t": 22.0, "kind": "cut.off"},
        {"t": 30.0, "kind": "call.ended", "reason": "completed", "duration": 30.0},
    ]
    found = [(round(c.start, 1), c.text) for c in cues(record(*lines), "en") if "[" in c.text]
    assert [text.replace("\n", " ").partition("]")[0] for _, text in found] == [
        "[it rings",
        "[key 1 #",
        "[♪ hold music",
        "Ann: [a knock on metal",
        "[the line goes dead",
        "[the receiver is put down",
    ]
    assert [start for start, _ in found][:3] == [0.0, 6.0, 8.0]


def test_a_sound_without_room_is_told_with_the_words_over_it():
    lines = [said(0.0, 7.0, "I talk all the time. " * 5), said(7.0, 14.0, "And so do I. " * 6, "bob", 2)]
    lines.insert(1, {"t": 7.0, "kind": "hold.started", "music": "hold"})
    texts = [c.text for c in cues(record(*lines), "en")]
    assert any(text.startswith("[♪ hold music] Bob:") for text in texts)


words = st.text("abcdefghij ,.?!é<>&{}-", min_size=1, max_size=260).filter(str.strip)
speeches = st.tuples(
    st.floats(0, 300), st.floats(0.05, 30), words, st.sampled_from(["ann", "bob", "you"]), st.booleans()
)


@given(st.lists(speeches, max_size=12), st.sampled_from(["en", "fr", "nl"]))
def test_any_call_has_captions_that_cover_it_and_never_overlap(spoken, language):
    lines = []
    for n, (start, length, text, who, interrupted) in enumerate(spoken):
        if who == "you":
            lines.append(heard(start, start + length, text))
        else:
            lines.append(said(start, start + length, text, who, n, interrupted=interrupted))
    found = cues(record(*lines), language)
    for cue, following in pairwise(found):
        assert cue.end <= following.start
    for cue in found:
        assert cue.end - cue.start >= SHORTEST - 0.01 or cue.kind == "sound"
        assert cue.end - cue.start <= LONGEST + 0.01
        assert len(cue.text.splitlines()) <= LINES
    told = re.sub(r"\s", "", "".join(cue.text for cue in found if cue.kind != "sound"))
    for _, _, text, who, interrupted in spoken:
        if who == "you" or not interrupted:
            first = text.split()[0]
            assert first[:LINE_LENGTH] in told
    assert sum(len(re.sub(r"\s", "", s[2])) for s in spoken if not s[4] or s[3] == "you") <= len(told)


def parsed(path):
    """What a player finds in a caption file: start, end and text of each entry."""
    with av.open(str(path)) as file:
        (stream,) = file.streams.subtitles
        packets = [packet for packet in file.demux(stream) if packet.size]
        return [(float(p.pts * p.time_base), float((p.pts + p.duration) * p.time_base), bytes(p)) for p in packets]


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_a_player_reads_them(tmp_path, form):
    folder = CallFolder.create(tmp_path / "call")
    lines = [
        said(1.0, 3.0, "Is it <b>bold</b> & {brave} --> now?\n\nYes."),
        heard(4.0, 5.5, "no"),
        said(3601.0, 3603.5, "Ah.", "bob", 2),
    ]
    folder.journal.write_text("".join(json.dumps(line) + "\n" for line in [BEGUN, *lines]), encoding="utf-8")
    write_captions(folder, Record.read(folder))
    captions = cues(Record.read(folder), "en")
    found = parsed(folder.captions("en", form))
    assert [(a, b) for a, b, _ in found] == [pytest.approx((c.start, c.end), abs=0.002) for c in captions]
    assert b"Ah." in found[-1][2]
    assert folder.captions("nl", form).stat().st_mode & 0o777 == 0o600


def test_the_forms():
    captions = cues(record(said(1.0, 3.0, "So & <so>."), heard(4.0, 5.5, "no")), "en")[1:]
    assert srt(captions).startswith("1\n00:00:01,000 --> 00:00:03,000\nAnn: So & ‹so›.\n\n2\n00:00:04,000")
    assert "<i>You: no</i>" in srt(captions)
    assert vtt(captions, "en").startswith("WEBVTT\nLanguage: en\n\n00:00:01.000 --> 00:00:03.000\n<v.company Ann>")
    assert "So &amp; &lt;so&gt;.</v>" in vtt(captions, "en")


def test_the_command(voiceapp, small_scenario, tmp_path):
    typed = b"#1\nmy container is in the wrong place\n"
    assert voiceapp("rehearse", "--scenario", small_scenario, "-o", tmp_path / "call", stdin=typed).code == 0
    before = (tmp_path / "call" / "captions.en.srt").read_bytes()
    (tmp_path / "call" / "captions.en.srt").unlink()
    assert voiceapp("captions", tmp_path / "call", "--language", "en").code == 0
    assert (tmp_path / "call" / "captions.en.srt").read_bytes() == before
    assert voiceapp("captions", tmp_path / "call", "--print", "srt").out == before.decode("utf-8")
    told = json.loads(voiceapp("captions", tmp_path / "call", "--json").out)
    assert [c["kind"] for c in told].count("caller") == 1
    assert voiceapp("captions", tmp_path).code == 3
    assert voiceapp("captions", tmp_path / "none").code == 3


def test_a_folder_without_a_journal_says_so(tmp_path):
    with pytest.raises(BadInput, match="journal"):
        Record.read(CallFolder.create(tmp_path / "call"))
