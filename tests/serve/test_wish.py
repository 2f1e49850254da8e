"""What a caller's address asks for, and who may call."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.errors import UsageFault
from voiceapp.serve.access import allowed, as_uuid, is_loopback, needed
from voiceapp.serve.wish import Wish, wish

OWN = {"mine": None}


def test_a_wish():
    asked = wish("scenario=parcel&seed=3&rate=8000&events=1&from=menu&language=fr&dials=0&token=x&more=1", OWN)
    assert asked == Wish(scenario="parcel", seed=3, rate=8000, events=True, start="menu", language="fr", dials=False)
    assert wish("", OWN) == Wish()
    assert wish("scenario=mine", OWN).scenario == "mine"


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("scenario=/etc", "there is no scenario"),
        ("scenario=../container", "there is no scenario"),
        ("language=de", "there is no language"),
        ("rate=8001", "rate"),
        ("rate=4000", "rate"),
        ("rate=1e4", "rate is a whole number"),
        ("seed=-1", "seed is a whole number"),
        ("seed=٣", "seed is a whole number"),
        ("seed=" + "9" * 30, "seed is a whole number"),
        ("x=" + "a" * 600, "500 characters"),
        ("&".join("abcdefghijklmnopqrstuvwxyz").replace("&", "=&"), "20 fields"),
    ],
)
def test_what_cannot_be_had(query, fault):
    with pytest.raises(UsageFault, match=fault):
        wish(query, OWN)


@given(st.text(max_size=600))
def test_any_query_is_a_wish_or_a_fault(query):
    with suppress(UsageFault):
        assert wish(query, OWN).rate % 50 == 0


@pytest.mark.parametrize(("host", "near"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False),
                                             ("192.168.1.2", False), ("example", False)])  # fmt: skip
def test_who_can_reach_it(host, near):
    assert is_loopback(host) is near
    if near:
        needed(host, None)
    else:
        with pytest.raises(UsageFault, match="token"):
            needed(host, None)
    needed(host, "0123456789abcdef")
    with pytest.raises(UsageFault, match="16 characters"):
        needed(host, "short")


def test_tokens():
    assert allowed(None, None) and allowed("secret", "secret")
    assert not allowed("secret", None) and not allowed("secret", "") and not allowed("secret", "sécret")
    assert str(as_uuid("6f1e3a3c-9b5e-4f0e-8a0c-0a1b2c3d4e5f")) == "6f1e3a3c-9b5e-4f0e-8a0c-0a1b2c3d4e5f"
    with pytest.raises(UsageFault, match="UUID"):
        as_uuid("0123456789abcdefg")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--host", "0.0.0.0"),
        ("--host", "0.0.0.0", "--token", "short"),
        ("--audiosocket", "0", "--token", "no-uuid-but-long-enough"),
        ("--from", "menu"),
        ("--max-calls", "0"),
        ("--port", "70000"),
    ],
)
def test_a_server_that_is_not_started(voiceapp, small_scenario, arguments):
    outcome = voiceapp("serve", "--scenario", small_scenario, *arguments)
    assert outcome.code == 2
    assert outcome.err
