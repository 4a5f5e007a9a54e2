"""What may go wrong between the hall and the broker; all of it ends the connection and is tried again."""


class BrokerLost(Exception):
    """There is no usable connection; the message says in words what may be the matter."""


class VersionRefused(BrokerLost):
    """The broker does not speak this version of MQTT."""


class PublishRefused(BrokerLost):
    """The broker acknowledged a message with a reason why it did not take it."""

    def __init__(self, topic: str, reason: str) -> None:
        super().__init__(f"the broker refused a message on {topic}: {reason}")
        self.topic = topic
        self.reason = reason
