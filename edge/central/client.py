"""The client of one connection, set up as the contract wants it."""

import logging
import socket
from dataclasses import dataclass
from typing import Any

import aiomqtt
import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from edge.central.address import Address

MOST_IN_FLIGHT = 20
SESSION_EXPIRY_S = 7 * 24 * 3600  # commands wait this long for a hall that is off
LARGEST_PACKET = 1024 * 1024  # bytes that we let a MQTT 5 broker send us at once; NATS has the same limit
V5 = aiomqtt.ProtocolVersion.V5
V311 = aiomqtt.ProtocolVersion.V311

_SILENT = logging.getLogger("edge.central.paho")
_SILENT.setLevel(logging.CRITICAL)  # what paho logs as an error is raised here as BrokerLost


@dataclass(frozen=True, slots=True)
class Times:
    """How long the broker may take, in seconds; a replicated broker electing a leader needs ten."""

    connect_s: float = 10.0
    acknowledge_s: float = 20.0
    goodbye_s: float = 2.0
    look_s: float = 1.0  # how often the age of what is in flight is looked at
    keepalive_s: int = 15  # a half-open link is found after two of them


@dataclass(frozen=True, slots=True)
class Will:
    """What the broker says of the hall once the hall is gone; retained."""

    topic: str
    payload: bytes


def make_client(
    address: Address, client_id: str, will: Will, version: aiomqtt.ProtocolVersion, keepalive_s: int
) -> aiomqtt.Client:
    """Return a client that is not connected yet."""
    is_5 = version is V5
    properties = None
    if is_5:
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = SESSION_EXPIRY_S
        properties.ReceiveMaximum = MOST_IN_FLIGHT
        properties.MaximumPacketSize = LARGEST_PACKET
    return aiomqtt.Client(
        address.host,
        address.port,
        username=address.user,
        password=address.password,
        logger=_SILENT,
        identifier=client_id,
        protocol=version,
        will=aiomqtt.Will(will.topic, will.payload, qos=1, retain=True),
        clean_session=None if is_5 else False,
        clean_start=False if is_5 else 3,  # 3: paho's default, which MQTT 3.1.1 never reads
        keepalive=keepalive_s,
        properties=properties,
        socket_options=[(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)],
    )


def close_unborn(client: mqtt.Client, _data: Any, opened: Any) -> None:
    """Close a socket that was opened, on its thread, after nobody wanted it any more."""
    opened.close()
    client.on_socket_close = None
