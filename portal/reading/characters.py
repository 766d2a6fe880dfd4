"""Characters that look alike and stand for one: digits, dashes, apostrophes."""

import unicodedata

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u2032\u0060\u00b4\uff07"), "'")
_WIDE_SIGNS = {ord(wide): plain for wide, plain in zip("\uff08\uff09\uff0b\uff0e", "()+.", strict=True)}


def plain_punctuation(text: str) -> str:
    """The text with every dash as "-" and every apostrophe as "'"."""
    return text.translate(_DASHES | _APOSTROPHES)


def plain_characters(text: str) -> str:
    """The same, with the digits of every script as 0 to 9: for numbers."""
    return "".join(map(_plain_digit, plain_punctuation(text).translate(_WIDE_SIGNS)))


def _plain_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
