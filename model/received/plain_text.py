"""Text from outside as it may be printed and written: without what steers a terminal or hides its order.

Accents, emoji and scripts that run from right to left stay as they are; what goes are control characters,
escape sequences, line ends, overrides of the reading direction and characters nobody sees.
"""

from __future__ import annotations

import re
from typing import Any

# Whole escape sequences (ECMA-48): with parameters, with a text of their own, and short ones.
_escapes = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
_blanks = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_flags = r"(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)"  # flags of regions are spelt in hidden letters
_hidden = re.compile(
    _flags + r"|[\x00-\x1f\x7f-\x9f"  # controls
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # reading direction
    r"\xad\u180e\u200b\u2060-\u2065\ufeff\ufff9-\ufffb"  # no width; the joiners 200c and 200d are needed
    r"\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_halves = re.compile(r"[\ud800-\udfff]")  # of a pair of surrogates: no text
_suspicious = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


def cleaned(text: str) -> str:
    """The text on one line, without controls, escape sequences and hidden characters."""
    if _suspicious.search(text) is None:
        return text
    text = _blanks.sub(" ", _escapes.sub("", text))
    text = _hidden.sub(lambda found: found[1] or "", text)
    return _halves.sub("\ufffd", text).strip()


def cleaned_lines(text: str) -> str:
    """A message of several lines, each of them cleaned."""
    return "\n".join(cleaned(line) for line in text.split("\n"))


def is_clean(text: str) -> bool:
    """Whether cleaning leaves a text as it is."""
    return cleaned(text) == text


def cleaned_content(content: Any) -> Any:
    """Nested mappings and lists with every text in them cleaned, keys included."""
    if isinstance(content, str):
        return cleaned(content)
    if isinstance(content, dict):
        return {cleaned_content(key): cleaned_content(value) for key, value in content.items()}
    if isinstance(content, list):
        return [cleaned_content(value) for value in content]
    return content
