"""The hall's way of saying no."""


class Refused(Exception):
    """The rules do not allow it; `code` is stable and keys the catalogue of sentences, `facts` fill their blanks."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
