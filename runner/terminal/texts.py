"""Texts for a terminal: control characters are shown, never sent."""

_CONTROLS = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"]
_WHITE_SPACE = str.maketrans("\t\n\r\v\f", "     ")
_SHOWN = {code: f"\\x{code:02x}" for code in _CONTROLS}
_IN_JSON = {code: f"\\u{code:04x}" for code in _CONTROLS}


def printable(text: str) -> str:
    """Return the text with control characters, tabs and line breaks apart, as \\x1b and the like."""
    return text.replace("\r\n", "\n").translate(_SHOWN)


def on_one_line(text: str) -> str:
    """Return the text as one printable line."""
    return printable(text.translate(_WHITE_SPACE))


def escaped_in_json(document: str) -> str:
    """Return the JSON document with the control characters escaped that JSON allows unescaped."""
    return document.translate(_IN_JSON)
