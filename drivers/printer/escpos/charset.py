"""Which characters the printer's own font has, and how many cells each takes."""

from dataclasses import dataclass

# Characters without a place in GBK that have a near twin there.
_TWINS = str.maketrans({"¥": "￥", "\xa0": " ", "•": "·", "−": "－", "〜": "～", "‑": "-", "′": "′"})


@dataclass(frozen=True, slots=True)
class PrinterFont:
    """A resident font by the name of its coding: gb2312, gbk or gb18030."""

    coding: str

    def encode(self, text: str) -> bytes:
        """Return the bytes that print `text`; a question mark stands for what the font lacks."""
        return text.translate(_TWINS).encode(self.coding, errors="replace")

    def has_all(self, text: str) -> bool:
        """Say whether every character of `text` can be printed."""
        try:
            encoded = text.replace("\n", " ").translate(_TWINS).encode(self.coding)
        except UnicodeEncodeError:
            return False
        return b"\x10" not in encoded

    def cells(self, text: str) -> int:
        """Width in cells: one for a letter of ASCII, two for all that is sent as more bytes."""
        return sum(1 if character < "\x80" else 2 for character in text)
