"""The transcript: the call as text, live and from the journal, torn ones too."""

import pytest

from voiceapp.aftercall.transcript import Transcriber, clock, journal_lines, transcript, write_transcript
from voiceapp.call_folder import CallFolder
from voiceapp.errors import BadInput

BEGUN = {"t": 0.0, "kind": "call.started", "scenario": "small", "seed": 1, "cast": {"ann": {"name": "Ann"}, "x": []}}


@pytest.mark.parametrize(("t", "text"), [(0, "0:00"), (59.99, "0:59"), (60, "1:00"), (75.2, "1:15"), (3725, "62:05")])
def test_the_clock(t, text):
    assert clock(t) == text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ({"kind": "caller.said", "start": 61.0, "text": "hello"}, "  1:01  You: hello"),
        ({"kind": "caller.said", "text": ""}, "  0:01  You: (says nothing that can be understood)"),
        ({"kind": "agent.started", "agent": "ann", "text": "Yes?"}, "  0:01  Ann: Yes?"),
        ({"kind": "agent.started", "agent": "stranger", "text": "Yes?"}, "  0:01  stranger: Yes?"),
        ({"kind": "agent.said", "agent": "ann", "text": "Yes?"}, None),
        ({"kind": "key.pressed", "key": "#", "source": "text"}, "  0:01  [key #]"),
        ({"kind": "transfer", "from": "ann", "to": "bob"}, "  0:01  [Ann passes the call to bob]"),
        ({"kind": "hold.ended", "duration": 12.4}, "  0:01  [hold music ends after 12 seconds]"),
        ({"kind": "case.changed", "field": "name", "said": "", "recorded": "x"}, "  0:01  [on file: name = 'x']"),
        ({"kind": "synthesis.failed", "fault": "x"}, "  0:01  [a silence on the line]"),
        ({"kind": "call.ended", "reason": "completed", "duration": 75.2},
         "  0:01  [the call is over: completed, 1:15 minutes]"),
        ({"kind": "something.new"}, None),
    ],
)  # fmt: skip
def test_what_is_shown(line, text):
    transcriber = Transcriber()
    assert transcriber.text(BEGUN) == "  0:00  [calling: small, seed 1]"
    assert transcriber.text({"t": 1.0, **line}) == text


def test_a_torn_journal_is_read_as_far_as_it_is_whole(tmp_path):
    path = tmp_path / "journal.jsonl"
    path.write_bytes(
        b'{"t": 0.0, "kind": "cut.off"}\n[1]\n"x"\n\n{"kind": "cut.off"}\n{"t": 9.0, "kind": "call.resumed"}\n{"t": 1'
    )
    assert list(journal_lines(path)) == [{"t": 0.0, "kind": "cut.off"}, {"t": 9.0, "kind": "call.resumed"}]
    assert transcript(journal_lines(path)) == "  0:00  [the line goes dead]\n  0:09  [you dial again]\n"


def test_bytes_that_are_no_text_are_left_out(tmp_path):
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b'{"t": 0.0, "kind": "cut.off"}\n{"t": 1.0, "kind": "\xff"}\n{"t": 2.0, "kind": "call.resumed"}\n')
    assert [line["t"] for line in journal_lines(path)] == [0.0, 2.0]


def test_it_is_written_beside_the_journal(tmp_path):
    folder = CallFolder.create(tmp_path / "call")
    folder.journal.write_text('{"t": 0.0, "kind": "cut.off"}\n')
    write_transcript(folder)
    assert folder.transcript.read_text() == "  0:00  [the line goes dead]\n"
    assert folder.transcript.stat().st_mode & 0o777 == 0o600


def test_a_place_where_it_cannot_be_written(tmp_path):
    folder = CallFolder.create(tmp_path / "call")
    folder.journal.touch()
    folder.transcript.mkdir()
    with pytest.raises(BadInput, match="cannot be written: is a directory"):
        write_transcript(folder)
