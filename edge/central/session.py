"""The session with the broker: MQTT 5, or 3.1.1 where that is refused; one `Link` after the other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from edge.central.address import Address
from edge.central.client import V5, V311, Times, Will
from edge.central.errors import BrokerLost, VersionRefused
from edge.central.link import Link


async def open_link(address: Address, client_id: str, will: Will, times: Times) -> Link:
    """Connect with the highest version that the broker takes; BrokerLost."""
    for version in (V5, V311):
        link = Link(address, client_id, will, version, times)
        try:
            await link.open()
        except VersionRefused:
            await link.close(is_orderly=False)
            if version is V311:
                raise
        except BaseException:
            await link.close(is_orderly=False)
            raise
        else:
            return link
    raise BrokerLost("the broker speaks neither MQTT 5 nor 3.1.1")


@asynccontextmanager
async def connected(address: Address, client_id: str, will: Will, times: Times) -> AsyncIterator[Link]:
    """Give a link for as long as it holds: its loss cancels the body and comes out as BrokerLost.

    Leaving the body by itself or by cancellation is an orderly goodbye; after an error the broker speaks the will.
    """
    link = await open_link(address, client_id, will, times)
    is_orderly = False
    try:
        async with asyncio.TaskGroup() as tasks:
            watch = tasks.create_task(link.until_lost())
            try:
                yield link
                is_orderly = True
            except asyncio.CancelledError:
                is_orderly = not watch.done()
                raise
            finally:
                watch.cancel()
    finally:
        await link.close(is_orderly=is_orderly)
