"""Makes the brand's font files from Fira Sans, smaller and under a name of their own.

    pip install fonttools fontpkg-fira-sans fontpkg-fira-sans-condensed
    python assets/brand/fonts/make.py

Fira Sans was drawn for Mozilla and Telefónica and is licensed under the SIL Open Font License 1.1 (see OFL.txt). Kept
are: Latin with its accents, punctuation, a few arrows and marks, kerning, and figures of one width (``tnum``). The
family is called *Mobilimbo Sans*, so that a Fira Sans installed on the machine is never mistaken for this subset.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import fontpkg_fira_sans
import fontpkg_fira_sans_condensed
from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SANS = Path(fontpkg_fira_sans.__file__).parent
CONDENSED = Path(fontpkg_fira_sans_condensed.__file__).parent

FACES = {
    "MobilimboSans-Regular": (SANS / "files" / "FiraSans-Regular.ttf", "Mobilimbo Sans", "Regular"),
    "MobilimboSans-Italic": (SANS / "files" / "FiraSans-Italic.ttf", "Mobilimbo Sans", "Italic"),
    "MobilimboSans-Medium": (SANS / "files" / "FiraSans-Medium.ttf", "Mobilimbo Sans", "Medium"),
    "MobilimboSans-Bold": (SANS / "files" / "FiraSans-Bold.ttf", "Mobilimbo Sans", "Bold"),
    "MobilimboSansNarrow-Medium": (
        CONDENSED / "files" / "FiraSansCondensed-Medium.ttf",
        "Mobilimbo Sans Narrow",
        "Medium",
    ),
}

CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A
    *(0x18F, 0x192, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x218, 0x219, 0x21A, 0x21B, 0x237),
    *range(0x2BB, 0x2DE),
    *range(0x2010, 0x2027),
    *(0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122),
    *range(0x2190, 0x2194),
    *(0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CA),
]


def main() -> None:
    for name, (source, family, style) in FACES.items():
        options = subset.Options()
        options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "case"]
        options.name_IDs = ["*"]
        options.hinting = False
        options.notdef_outline = True
        font = TTFont(source)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=CHARACTERS)
        subsetter.subset(font)
        rename(font, family, style)
        target = HERE / f"{name}.ttf"
        font.save(target)
        print(f"{target.name}: {target.stat().st_size // 1024} KB")
    shutil.copyfile(SANS / "LICENSE", HERE / "OFL.txt")


def rename(font: TTFont, family: str, style: str) -> None:
    """Give the font its own family, with ``style`` as one of its styles; copyright and licence stay as they are."""
    names = font["name"]
    kept = {0, 7, 8, 9, 11, 13, 14}
    version = names.getDebugName(5)
    names.names = [record for record in names.names if record.nameID in kept]
    plain = style in {"Regular", "Italic", "Bold"}
    given = {
        1: family if plain else f"{family} {style}",
        2: style if plain else "Regular",
        3: f"{family} {style}; subset of Fira Sans",
        4: f"{family} {style}",
        5: version,
        6: f"{family} {style}".replace(" ", ""),
        16: family,
        17: style,
    }
    for number, text in given.items():
        names.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
