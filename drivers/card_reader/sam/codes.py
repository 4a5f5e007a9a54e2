"""What the numbers on a card and in an answer mean: SW3, sex, nation, check digit."""

from collections.abc import Mapping

SAM_FAILED = {0x60: "the module failed its self-test", 0x66: "the module is not authorised"}

# SW3 of an answer that is no success, in the words a technician reads.
SW3: Mapping[int, str] = {
    0x10: "the reader received a wrong checksum",
    0x11: "the reader received a wrong length",
    0x21: "the reader does not know the command, or not at this point",
    0x23: "not permitted",
    0x24: "unrecognised error",
    0x31: "the card did not accept the reader's module",
    0x32: "the module did not accept the card",
    0x33: "the card's data failed verification",
    0x40: "not an identity card of a known type",
    0x41: "reading failed",
    0x47: "the card gave no random number",
    0x80: "no card",
    0x81: "selecting the card failed",
    0x91: "the card has no such item",
    **SAM_FAILED,
}

# What the citizen and the staff are told, by SW3; everything else is plain "card_unreadable".
CARD_CODES: Mapping[int | None, str] = {0x32: "card_unverified", 0x33: "card_unverified", 0x40: "card_wrong_type"}
CARD_UNREADABLE = "card_unreadable"

SEX: Mapping[str, str] = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}  # GB/T 2261.1

_NATIONS = (  # GB/T 3304, 01 to 56 in order
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇"
    " 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京"
    " 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
NATION: Mapping[str, str] = {
    **{f"{code:02d}": name for code, name in enumerate(_NATIONS.split(), start=1)},
    "97": "其他",
    "98": "外国血统中国籍人士",
}

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # ISO 7064 MOD 11-2, as GB 11643 writes it
_CHECKS = "10X98765432"
LONG_NUMBER = 18


def explain(status: int | None) -> str:
    """Return SW3 in words, with its number."""
    return f"SW3 {status:02X}, {SW3.get(status, 'unknown')}" if status is not None else "no status"


def check_digit_fits(number: str) -> bool | None:
    """Say whether an 18-character number's last character is right; None where no rule is known (15 characters)."""
    if len(number) != LONG_NUMBER:
        return None
    digits = number[:-1]
    if not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[-1].upper()
