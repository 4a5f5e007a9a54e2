"""Specimen cards for the simulated reader: nobody's, made of numbers printed as examples and of names that say so."""

from dataclasses import dataclass

Field = tuple[int, int, str]  # offset and length in bytes, text

TEXT_BYTES = 256
PHOTO_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Specimen:
    """One kind of card with its example person; `name_places` is where the name goes, first part first."""

    title: str
    name: str
    fields: tuple[Field, ...]
    name_places: tuple[tuple[int, int], ...]
    flag: str

    def text(self, name: str) -> bytes:
        """Return the card's text block, with another name if one is given."""
        block = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))
        rest = name or self.name
        for offset, length in self.name_places:
            _write(block, offset, length, rest)
            rest = rest[length // 2 :]
        for offset, length, text in (*self.fields, (248, 2, self.flag)):
            _write(block, offset, length, text)
        return bytes(block)


def _write(block: bytearray, offset: int, length: int, text: str) -> None:
    raw = text.encode("utf-16-le", errors="replace")[:length]
    block[offset : offset + len(raw)] = raw


SPECIMENS = {
    "mainland": Specimen(
        "a resident's identity card",
        "王样本",
        (
            (30, 2, "2"),
            (32, 4, "01"),
            (36, 16, "19491231"),
            (52, 70, "样本省样本市样本区示例路1号"),
            (122, 36, "11010519491231002X"),  # the example of GB 11643
            (158, 30, "样本市公安局"),
            (188, 16, "20200101"),
            (204, 16, "长期"),
        ),
        ((0, 30),),
        " ",
    ),
    "foreigner2017": Specimen(
        "a foreigner's permanent residence card of 2017",
        "ZHENGJIAN, YANGBEN",
        (
            (120, 2, "1"),
            (122, 30, "CAN110081080319"),
            (152, 6, "CAN"),
            (158, 30, "证件样本"),
            (188, 16, "20180101"),
            (204, 16, "20280101"),
            (220, 16, "19810803"),
            (236, 4, "01"),
            (240, 8, "1500"),
        ),
        ((0, 120),),
        "I",
    ),
    "foreigner2023": Specimen(
        "a foreigner's permanent residence card of 2023",
        "ZHENGJIAN YANGBEN",
        (
            (0, 30, "证件样本"),
            (30, 2, "2"),
            (32, 4, "00"),
            (36, 16, "19800101"),
            (122, 36, "931586198001010028"),
            (188, 16, "20231201"),
            (204, 16, "20331130"),
            (242, 6, "PAK"),
            (250, 6, "000"),
        ),
        ((52, 70), (220, 22)),
        "Y",
    ),
    "hkmt": Specimen(
        "a residence permit for Hong Kong, Macao and Taiwan residents",
        "陈样本",
        (
            (30, 2, "1"),
            (36, 16, "19990101"),
            (52, 70, "样本省样本市样本区示例路2号"),
            (122, 36, "810000199901010014"),
            (158, 30, "样本市公安局"),
            (188, 16, "20220101"),
            (204, 16, "20270101"),
            (220, 18, "H00000000"),
            (238, 4, "01"),
        ),
        ((0, 30),),
        "J",
    ),
}
