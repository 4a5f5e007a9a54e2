"""One catalogue of sentences, Chinese and English: refusals, problems, reasons of calls, slips, voice."""

from collections.abc import Mapping

from edge.texts.problems import PROBLEMS, REPAIRS
from edge.texts.refusals import REFUSALS
from edge.texts.words import WORDS

LANGUAGES = ("zh", "en")


class _Facts(dict[str, object]):
    """Blanks that nobody filled stay visible instead of breaking the sentence."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def sentence(code: str, language: str = "zh", **facts: object) -> str:
    """Return the sentence for a code of a refusal, a problem or a word; the code itself where there is none."""
    for catalogue in (REFUSALS, PROBLEMS, WORDS):
        if code in catalogue:
            return _said(catalogue, code, language, facts)
    return code


def refused(code: str, facts: Mapping[str, object], language: str = "zh") -> str:
    """Return the sentence of a refusal with its facts: lists as people read them, states as words of the field."""
    blanks: dict[str, object] = {"fields": list(facts)}
    for name, fact in (blanks | dict(facts)).items():
        if isinstance(fact, list | tuple):
            blanks[name] = ("、" if language == "zh" else ", ").join(str(one) for one in fact)
        elif name == "state" and f"state.{fact}" in WORDS:
            blanks[name] = sentence(f"state.{fact}", language)
        else:
            blanks[name] = fact
    return sentence(code, language, **blanks)


def repair(code: str, language: str = "zh", **facts: object) -> str:
    """Return what a person does about a problem; "" where nothing is known."""
    return _said(REPAIRS, code, language, facts) if code in REPAIRS else ""


def _said(catalogue: Mapping[str, tuple[str, str]], code: str, language: str, facts: Mapping[str, object]) -> str:
    return catalogue[code][LANGUAGES.index(language)].format_map(_Facts(facts))
