"""How wide words are in the fonts of our images, so that lines break where they must.

Advance widths in hundredths of the size, for the characters from space to tilde, read from the
fonts beside this file; an accented letter is as wide as its own without the accent.
"""

from collections.abc import Sequence
from typing import Literal
from unicodedata import normalize

Face = Literal["regular", "bold", "serif"]

WIDTHS: dict[Face, Sequence[int]] = {
    "regular": (
        *(28, 28, 35, 56, 56, 89, 67, 19, 33, 33, 39, 58, 28, 33, 28, 28),
        *(56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 28, 28, 58, 58, 58, 56),
        *(102, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72, 78),
        *(67, 78, 72, 67, 61, 72, 67, 94, 67, 67, 61, 28, 28, 28, 47, 56),
        *(33, 56, 56, 50, 56, 56, 28, 56, 56, 22, 22, 50, 22, 83, 56, 56),
        *(56, 56, 33, 50, 28, 56, 50, 72, 50, 50, 50, 33, 26, 33, 58),
    ),
    "bold": (
        *(28, 33, 47, 56, 56, 89, 72, 24, 33, 33, 39, 58, 28, 33, 28, 28),
        *(56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 33, 33, 58, 58, 58, 61),
        *(98, 72, 72, 72, 72, 67, 61, 78, 72, 28, 56, 72, 61, 83, 72, 78),
        *(67, 78, 72, 67, 61, 72, 67, 94, 67, 67, 61, 33, 28, 33, 58, 56),
        *(33, 56, 61, 56, 61, 56, 33, 61, 61, 28, 28, 56, 28, 89, 61, 61),
        *(61, 61, 39, 56, 33, 61, 56, 78, 56, 56, 50, 39, 28, 39, 58),
    ),
    "serif": (
        *(25, 33, 56, 50, 50, 100, 83, 28, 33, 33, 50, 57, 25, 33, 25, 28),
        *(50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 33, 33, 57, 57, 57, 50),
        *(93, 72, 67, 72, 72, 67, 61, 78, 78, 39, 50, 78, 67, 94, 72, 78),
        *(61, 78, 72, 56, 67, 72, 72, 100, 72, 72, 67, 33, 28, 33, 58, 50),
        *(33, 50, 56, 44, 56, 44, 33, 50, 56, 28, 33, 56, 28, 83, 56, 50),
        *(56, 56, 44, 39, 33, 56, 50, 72, 50, 50, 44, 39, 22, 39, 52),
    ),
}
UNKNOWN = 60
WIDE = 100  # Chinese, Japanese, Korean
NARROW_SPACES = {"\u202f": 20, "\u00a0": 28, "\u2009": 20}


def width(words: str, size: float, face: Face = "regular") -> float:
    """How many pixels wide the words are at a font size."""
    return sum(_advance(character, face) for character in words) * size / 100


def broken(
    words: str, room: float, size: float, face: Face = "regular", most: int = 3
) -> list[str]:
    """The words in lines no wider than `room`, at most `most`; what is left out ends in “…”."""
    lines = [""]
    for word in _pieces(words, room, size, face):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, face) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = shortened(f"{lines[-1]} {word} …", room, size, face)
            break
    return [line for line in lines if line]


def shortened(words: str, room: float, size: float, face: Face = "regular") -> str:
    """The words, cut to fit with “…” where they are too wide."""
    if width(words, size, face) <= room and not words.endswith(" …"):
        return words
    kept = words.removesuffix(" …")
    while kept and width(f"{kept}…", size, face) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _pieces(words: str, room: float, size: float, face: Face) -> list[str]:
    """Words between spaces; one wider than the room is cut into parts that fit."""
    pieces = []
    for word in words.split(" "):
        rest = word
        while width(rest, size, face) > room and len(rest) > 1:
            fits = len(rest) - 1
            while fits > 1 and width(rest[:fits], size, face) > room:
                fits -= 1
            pieces.append(rest[:fits])
            rest = rest[fits:]
        pieces.append(rest)
    return pieces


def _advance(character: str, face: Face) -> int:
    if character in NARROW_SPACES:
        return NARROW_SPACES[character]
    base = normalize("NFD", character)[0]
    number = ord(base) - 32
    if 0 <= number < len(WIDTHS[face]):
        return WIDTHS[face][number]
    return WIDE if "\u2e80" <= base <= "\uffef" else UNKNOWN
