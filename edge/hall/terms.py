"""The closed sets of the hall's words: states, steps, classes, roles, outcomes."""

from enum import Enum


class TicketState(Enum):
    PRINTING = "printing"
    OFFERED = "offered"
    UNSURE = "unsure"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    MISSED = "missed"
    PARKED = "parked"
    DONE = "done"
    VOID = "void"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    @property
    def is_open(self) -> bool:
        """Whether the visit may still go on."""
        return self not in _ENDED


_ENDED = frozenset({TicketState.DONE, TicketState.VOID, TicketState.CANCELLED, TicketState.EXPIRED})


class Step(Enum):
    """What can be done to a ticket; the columns of the transition table."""

    PRINTED = "printed"
    OFFER = "offer"
    SHOW = "show"
    GIVE_UP = "give_up"
    LAPSE = "lapse"
    CONFIRM = "confirm"
    VOID = "void"
    REPRINT = "reprint"
    CALL = "call"
    RECALL = "recall"
    START = "start"
    MISS = "miss"
    REINSTATE = "reinstate"
    FINISH = "finish"
    FINISH_LEG = "finish_leg"
    TRANSFER = "transfer"
    PARK = "park"
    RESUME = "resume"
    CANCEL = "cancel"
    EXPIRE = "expire"


class ServiceKind(Enum):
    """What a visit is about, as far as taking the ticket is concerned."""

    ORDINARY = "ordinary"
    PICKUP = "pickup"  # 出件: joined to its case by the number on the receipt, or by the card
    CONSULT = "consult"  # 咨询: nobody has to say who they are


class TicketClass(Enum):
    ORDINARY = "ordinary"
    APPOINTMENT = "appointment"
    PRIORITY = "priority"


class Admission(Enum):
    """Whether a service takes tickets now: as calendar and capacity allow, or as a person has said for today."""

    BY_RULE = "by_rule"
    ALWAYS = "always"
    NEVER = "never"


class PriorityReason(Enum):
    """Who is served before others (绿色通道)."""

    ELDERLY = "elderly"
    PREGNANT = "pregnant"
    DISABLED = "disabled"
    SERVICEMAN = "serviceman"
    INFANT = "infant"
    PATIENT = "patient"


class WindowState(Enum):
    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


class Role(Enum):
    ACCEPT = "accept"
    DELIVER = "deliver"
    CONSULT = "consult"
    ASSIST = "assist"
    CROSS = "cross"
    THEME = "theme"
    UNRESOLVED = "unresolved"
    TIDAL = "tidal"


class Outcome(Enum):
    """How a leg ended; there is no bare refusal: what was not accepted got a one-time notice or is 办不成事."""

    SERVED = "served"
    ACCEPTED = "accepted"
    NOTICE_GIVEN = "notice_given"
    UNRESOLVED = "unresolved"
    DELIVERED = "delivered"
    CONSULTED = "consulted"


class RatingState(Enum):
    OPEN = "open"
    GIVEN = "given"
    DECLINED = "declined"
    TIMED_OUT = "timed_out"
    FAILED = "failed"


class FeedbackTopic(Enum):
    """What a complaint or suggestion is about."""

    ATTITUDE = "attitude"
    WAITING = "waiting"
    GUIDANCE = "guidance"
    PROCEDURE = "procedure"
    FACILITIES = "facilities"
    OTHER = "other"


class FeedbackSource(Enum):
    """Where it was said."""

    KIOSK = "kiosk"
    PAPER = "paper"  # a card (评议卡) that staff typed in
    ONLINE = "online"
    PHONE = "phone"


class AlertState(Enum):
    """How far somebody is with a bad rating."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"


class Channel(Enum):
    """Where a rating was given; the numbers are those of the national interface."""

    PC = 1
    MOBILE = 2
    QR = 3
    TABLET = 4
    TERMINAL = 5
    PHONE = 6
    SMS = 7


class Rule(Enum):
    """Which part of the order rule chose a ticket."""

    CEILING = "ceiling"
    BOUND = "bound"
    SCORE = "score"
    SPILL = "spill"
    ELSEWHERE = "elsewhere"
    EARLY_RETURN = "early_return"
    BY_NUMBER = "by_number"


class Timer(Enum):
    """What takes too long, or nearly; the rule that a reminder names."""

    WAIT = "wait"
    WALK = "walk"
    SERVE = "serve"
    PARK = "park"
    IDLE = "idle"
    CASE_NEAR = "case_near"
    CASE_OVER = "case_over"
    UNRESOLVED_NEAR = "unresolved_near"
    UNRESOLVED_OVER = "unresolved_over"


class Resolution(Enum):
    """How a report of what could not be done ended; being told no is not among them."""

    RESOLVED = "resolved"
    EXPLAINED = "explained"  # why the law does not allow it, in words
    REFERRED = "referred"  # to whoever is responsible, by name
    WITHDRAWN = "withdrawn"
