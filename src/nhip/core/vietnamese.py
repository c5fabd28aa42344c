"""Vietnamese text: one normal form, the order of the alphabet, and search without tone marks.

The order follows the Vietnamese alphabet (a ă â b c d đ e ê …), then the tones in the order of Vietnamese
dictionaries: level, huyền, hỏi, ngã, sắc, nặng. Keys are stored beside names, so every engine sorts alike.
"""

import unicodedata

_LETTERS = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: f"{index:02d}" for index, letter in enumerate(_LETTERS)}
_GAP = "!"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_NO_TONE = "0"
_UNIT_TYPES = ("thành phố", "quận", "thị xã", "huyện", "thị trấn", "phường", "xã")
"""How administrative lists order the types of unit that share a parent."""


def normalised(text: str) -> str:
    """NFC with single blanks: the form in which every pasted or typed name is stored."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def composed(text: str) -> str:
    """NFC with plain line ends, without blanks around: the form in which longer text is stored."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def without_marks(text: str) -> str:
    """Lower case without tones, diacritics and đ: the form that search compares."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _letter_and_tone(character: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", character)
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), _NO_TONE)
    letter = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    return letter, tone


def _rank_of_stranger(letter: str) -> str:
    """After the alphabet. A mark may stand alone, and some letters of other scripts never compose to a single one."""
    return _GAP if letter.isspace() else "~" + "".join(f"{ord(one):06x}" for one in letter)


def sort_key(text: str) -> str:
    """A plain string that sorts as Vietnamese readers expect: words by letters first, tones second."""
    letters, tones = [], []
    for character in normalised(text).lower():
        letter, tone = _letter_and_tone(character)
        letters.append(_RANK.get(letter) or _rank_of_stranger(letter or character))
        tones.append(tone)
    return "".join(letters) + " " + "".join(tones)


def unit_sort_key(name: str) -> str:
    """Order units under one parent: by type (thành phố, huyện, thị trấn, xã …), then by proper name."""
    lowered = normalised(name).lower()
    for rank, kind in enumerate(_UNIT_TYPES):
        if lowered.startswith(kind + " "):
            return f"{rank} {sort_key(lowered[len(kind) :])}"
    return f"{len(_UNIT_TYPES)} {sort_key(lowered)}"
