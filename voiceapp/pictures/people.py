"""Who is who: what each agent looks like, and how somebody nobody has drawn yet is made up from the name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b


@dataclass(frozen=True)
class Looks:
    """How somebody is drawn. Lengths are in hundredths of the picture's width; -1..1 and 0..1 otherwise."""

    skin: str = "#E9B993"
    hair: str = "side_part"
    hair_colour: str = "#5A3A24"
    width: float = 33.0
    height: float = 42.0
    jaw: float = 0.45
    brow: float = 0.0
    """Tilt of the eyebrows: positive is worry, negative is resolve."""
    brow_height: float = 0.0
    brow_weight: float = 1.5
    lid: float = 0.28
    """How far the upper lids have come down."""
    eyes: str = "#3B2A1E"
    smile: float = 0.1
    lips: str = ""
    nose: str = "soft"
    glasses: str = ""
    glasses_colour: str = "#22302E"
    beard: str = ""
    clothes: str = "shirt"
    cloth: str = "#3F6E8C"
    shirt: str = "#F3F1EA"
    accent: str = "#0B9486"
    extras: tuple[str, ...] = ()
    headset: str = "#1E2524"
    blink: float = 4.1
    """Seconds from one blink to the next."""
    liveliness: float = 1.0
    """How much the head moves when speaking."""
    breath: float = 5.2
    """Seconds a breath takes."""


PEOPLE: dict[str, Looks] = {
    # The container
    "gunther": Looks(
        skin="#F0C6A4",
        hair="cowlick",
        hair_colour="#B98545",
        width=31.5,
        height=43,
        jaw=0.35,
        brow=0.55,
        brow_height=1.6,
        brow_weight=1.25,
        lid=0.06,
        eyes="#3E5C6B",
        smile=0.45,
        clothes="shirt_tie",
        cloth="#DDEBF2",
        shirt="#F7FAFA",
        accent="#00857A",
        extras=("badge", "freckles", "note"),
        blink=2.7,
        liveliness=1.4,
    ),
    "marie": Looks(
        skin="#EDBE9C",
        hair="bob",
        hair_colour="#7A2B22",
        width=32,
        height=41,
        jaw=0.25,
        brow=0.3,
        brow_height=2.4,
        brow_weight=1.15,
        lid=0.2,
        eyes="#3B5B3A",
        smile=0.95,
        lips="#C5283D",
        nose="small",
        clothes="blazer",
        cloth="#C23A5C",
        shirt="#FFF6EE",
        accent="#F2C14E",
        extras=("earrings", "rosette", "blush"),
        blink=5.3,
        liveliness=1.6,
    ),
    "dirk": Looks(
        skin="#DDAE8B",
        hair="crew",
        hair_colour="#7D8482",
        width=35,
        height=43,
        jaw=0.85,
        brow=-0.15,
        brow_height=-0.8,
        brow_weight=2.4,
        lid=0.52,
        eyes="#40464A",
        smile=-0.35,
        nose="long",
        glasses="square",
        beard="moustache",
        clothes="short_sleeves",
        cloth="#B9B391",
        shirt="#C9C4A4",
        accent="#6B4E3D",
        extras=("pens",),
        blink=7.4,
        liveliness=0.35,
    ),
    "hilde": Looks(
        skin="#F1CDB4",
        hair="bun",
        hair_colour="#D5D5D0",
        width=33.5,
        height=40,
        jaw=0.4,
        brow=0.5,
        brow_height=0.8,
        brow_weight=1.2,
        lid=0.62,
        eyes="#4A5E73",
        smile=0.55,
        lips="#B9756C",
        glasses="half_moon",
        glasses_colour="#9A7B3F",
        clothes="cardigan",
        cloth="#8E7CA6",
        shirt="#EFE6DC",
        accent="#C9A86A",
        extras=("beads", "blush", "closed_eyes"),
        blink=3.6,
        liveliness=0.7,
        breath=8.0,
    ),
    # Anything
    "norbert": Looks(
        skin="#C98F66",
        hair="slick",
        hair_colour="#1D1715",
        width=31,
        height=43,
        jaw=0.4,
        brow=0.1,
        brow_height=2.2,
        brow_weight=1.3,
        lid=0.45,
        smile=0.15,
        nose="long",
        beard="pencil",
        clothes="livery",
        cloth="#7A2231",
        shirt="#F6F1E6",
        accent="#D9A441",
        extras=("key",),
        blink=4.6,
        liveliness=0.6,
    ),
    "tilly": Looks(
        skin="#E7B68F",
        hair="plaits",
        hair_colour="#2B1D18",
        width=31.5,
        height=39,
        jaw=0.2,
        brow=0.35,
        brow_height=1.4,
        brow_weight=1.3,
        lid=0.08,
        smile=0.35,
        nose="small",
        clothes="jumper",
        cloth="#E0A63A",
        shirt="#2E7C86",
        accent="#2E7C86",
        extras=("label", "blush"),
        blink=2.9,
        liveliness=1.5,
    ),
    "philippa": Looks(
        skin="#F3D2BC",
        hair="waves",
        hair_colour="#9B5A33",
        width=32,
        height=41,
        jaw=0.25,
        brow=0.75,
        brow_height=0.9,
        brow_weight=1.15,
        lid=0.36,
        eyes="#55704F",
        smile=0.25,
        lips="#B5655F",
        nose="small",
        clothes="blouse",
        cloth="#5D7F9B",
        shirt="#EAF0F3",
        accent="#D8DDE0",
        extras=("locket", "tissue"),
        blink=3.1,
    ),
    "anselm": Looks(
        skin="#E3B28B",
        hair="tousled",
        hair_colour="#8A8178",
        width=33,
        height=43,
        jaw=0.5,
        brow=0.25,
        brow_height=1.2,
        brow_weight=1.9,
        lid=0.34,
        smile=-0.05,
        glasses="round",
        beard="full",
        clothes="turtleneck",
        cloth="#2B3440",
        accent="#586577",
        extras=("cat",),
        blink=6.2,
        liveliness=0.6,
    ),
    "vera": Looks(
        skin="#A9714B",
        hair="sleek",
        hair_colour="#17120F",
        width=31,
        height=41,
        jaw=0.35,
        brow=-0.55,
        brow_height=1.0,
        brow_weight=1.4,
        lid=0.34,
        smile=-0.1,
        lips="#7C2F36",
        nose="straight",
        glasses="rectangle",
        clothes="high_collar",
        cloth="#23272E",
        shirt="#F4F5F5",
        accent="#8FA3AD",
        extras=("seal",),
        blink=8.3,
        liveliness=0.8,
    ),
    "ambrose": Looks(
        skin="#E8C3A6",
        hair="fringe_of_white",
        hair_colour="#ECEAE3",
        width=33,
        height=42,
        jaw=0.45,
        brow=0.3,
        brow_height=0.2,
        brow_weight=2.6,
        lid=0.45,
        eyes="#52606B",
        smile=0.1,
        nose="long",
        glasses="round",
        glasses_colour="#8A6B2F",
        beard="long",
        clothes="tweed",
        cloth="#6A5A45",
        shirt="#E9E0CC",
        accent="#7A2E2E",
        extras=("candle",),
        blink=6.8,
        liveliness=0.45,
        breath=6.5,
    ),
    # The parcel
    "perpetua": Looks(
        skin="#F2CFB9",
        hair="pencil_bun",
        hair_colour="#A04A28",
        width=32,
        height=42,
        jaw=0.35,
        brow=0.2,
        brow_height=1.5,
        brow_weight=1.2,
        lid=0.4,
        eyes="#41614F",
        smile=0.2,
        lips="#AA5F55",
        nose="straight",
        glasses="cat_eye",
        glasses_colour="#37514A",
        clothes="cardigan",
        cloth="#4D6B57",
        shirt="#EFE7D6",
        accent="#B88A45",
        extras=("brooch",),
        blink=5.0,
        liveliness=0.7,
    ),
    "desmond": Looks(
        skin="#7A4A2E",
        hair="close",
        hair_colour="#1C1411",
        width=33,
        height=42,
        jaw=0.55,
        brow=0.85,
        brow_height=0.9,
        brow_weight=1.7,
        lid=0.36,
        eyes="#2A1A12",
        smile=0.2,
        clothes="suit",
        cloth="#2A2E38",
        shirt="#F2F2EF",
        accent="#4B4F5C",
        extras=("carnation",),
        blink=3.9,
        liveliness=0.7,
    ),
    "morley": Looks(
        skin="#E2AE86",
        hair="cap",
        hair_colour="#8C5B33",
        width=34,
        height=41,
        jaw=0.6,
        brow=0.3,
        brow_height=0.4,
        brow_weight=1.9,
        lid=0.3,
        eyes="#4C6A7B",
        smile=0.3,
        beard="stubble",
        clothes="work_coat",
        cloth="#8A7A5C",
        shirt="#D9DDD6",
        accent="#5C6B57",
        extras=("cat",),
        blink=3.4,
    ),
    "augusta": Looks(
        skin="#F0CDB6",
        hair="high_bun",
        hair_colour="#B9B6BD",
        width=31.5,
        height=42,
        jaw=0.35,
        brow=-0.35,
        brow_height=2.6,
        brow_weight=1.2,
        lid=0.5,
        eyes="#4B5563",
        smile=-0.2,
        lips="#8E3B46",
        nose="long",
        glasses="pince_nez",
        glasses_colour="#8A6B2F",
        clothes="high_collar",
        cloth="#4A3355",
        shirt="#F1EAF0",
        accent="#C9A86A",
        extras=("beads", "brooch"),
        blink=7.0,
        liveliness=0.4,
    ),
}

_SKINS = ("#F3D2BC", "#F0C6A4", "#E7B68F", "#D9A57B", "#C18A5F", "#A9714B", "#8A5638", "#6B4128")
_HAIR = ("#1C1411", "#2B1D18", "#4A2F20", "#6B4428", "#9B5A33", "#B98545", "#8A8178", "#D5D5D0")
_STYLES = ("side_part", "crew", "bob", "bun", "waves", "tousled", "sleek", "close", "slick", "plaits", "curls", "pixie")
_CLOTHES = ("shirt_tie", "blazer", "cardigan", "turtleneck", "jumper", "suit", "blouse", "work_coat")
_CLOTHS = ("#3F6E8C", "#7A4B63", "#4D6B57", "#8A7A5C", "#2B3440", "#A4553A", "#586A8C", "#7E7A34")
_GLASSES = ("", "", "", "round", "square", "rectangle", "cat_eye")
_EYES = ("#2A1A12", "#3B2A1E", "#41614F", "#3E5C6B", "#52606B")


def looks_of(key: str) -> Looks:
    """How somebody looks, by key in the cast: drawn by hand, or made up from the key, always the same way.

    Somebody at another time of life (``perpetua_then``, ``lieve_abroad``) looks like themselves.
    """
    first = key.partition("_")[0]
    known = PEOPLE.get(key) or PEOPLE.get(first)
    return known if known else _made_up(key)


def _made_up(key: str) -> Looks:
    digits = iter(blake2b(key.encode("utf-8", "replace"), digest_size=24).digest())

    def part() -> float:
        return next(digits) / 255

    def one(of: tuple[str, ...]) -> str:
        return of[next(digits) % len(of)]

    made = Looks(
        skin=one(_SKINS),
        hair=one(_STYLES),
        hair_colour=one(_HAIR),
        width=31 + 4 * part(),
        height=39.5 + 4 * part(),
        jaw=0.2 + 0.6 * part(),
        brow=1.1 * part() - 0.4,
        brow_height=2 * part(),
        brow_weight=1.15 + part(),
        lid=0.1 + 0.4 * part(),
        eyes=one(_EYES),
        smile=0.8 * part() - 0.25,
        nose=one(("soft", "small", "long", "straight")),
        glasses=one(_GLASSES),
        clothes=one(_CLOTHES),
        cloth=one(_CLOTHS),
        blink=2.8 + 4 * part(),
        liveliness=0.5 + part(),
    )
    return replace(made, extras=("badge",)) if next(digits) % 3 == 0 else made
