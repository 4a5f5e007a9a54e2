"""The stand-in central as a program: a line for every event, and commands typed on its standard input.

python -m edge.demo.central_console --url mqtt://127.0.0.1:1883
take service=social        call window=3        device name=printer-1 action=test
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from edge.demo.central import StandInCentral, Unanswered

KINDS: Mapping[str, tuple[str, str]] = {
    "day.opened": ("开始办公", "day opened"),
    "day.planned": ("今日办公安排", "sessions of the day"),
    "day.closed": ("结束办公", "day closed"),
    "service.changed": ("取号调整", "service changed"),
    "window.opened": ("窗口开放", "window opened"),
    "window.paused": ("窗口暂停", "window paused"),
    "window.closed": ("窗口关闭", "window closed"),
    "window.changed": ("窗口调整", "window changed"),
    "clerk.signed_in": ("人员登录", "clerk signed in"),
    "clerk.signed_out": ("人员退出", "clerk signed out"),
    "ticket.taken": ("取号", "ticket taken"),
    "ticket.printed": ("已出票", "ticket printed"),
    "ticket.offered": ("屏幕显示号码", "number offered on the screen"),
    "ticket.shown": ("已记下号码", "number noted"),
    "ticket.voided": ("作废", "ticket void"),
    "ticket.unsure": ("待确认", "ticket unsure"),
    "ticket.reprinted": ("补打", "ticket reprinted"),
    "ticket.called": ("呼叫", "ticket called"),
    "ticket.recalled": ("重呼", "ticket recalled"),
    "ticket.started": ("开始办理", "service started"),
    "ticket.finished": ("办结", "service finished"),
    "ticket.missed": ("过号", "ticket missed"),
    "ticket.reinstated": ("恢复排队", "ticket reinstated"),
    "ticket.transferred": ("转移", "ticket transferred"),
    "ticket.parked": ("挂起", "ticket parked"),
    "ticket.resumed": ("继续", "ticket resumed"),
    "ticket.cancelled": ("取消", "ticket cancelled"),
    "ticket.expired": ("过期", "ticket expired"),
    "feedback.given": ("收到意见", "feedback given"),
    "rating.opened": ("请求评价", "rating asked"),
    "rating.given": ("收到评价", "rating given"),
    "rating.declined": ("放弃评价", "rating declined"),
    "rating.timed_out": ("评价超时", "rating timed out"),
    "rating.failed": ("评价器故障", "rating failed"),
    "rating.ignored": ("无可评价", "nothing to rate"),
    "rating.alerted": ("差评预警", "a bad rating is alerted"),
    "rating.acknowledged": ("差评已签收", "a bad rating is acknowledged"),
    "rating.settled": ("差评已整改", "a bad rating is settled"),
    "rating.overdue": ("差评整改超期", "a bad rating is overdue"),
    "rating.defaulted": ("默认评价", "rated by default"),
    "rating.tags_adopted": ("评价标签更新", "a new list of reasons"),
    "ticket.region_noted": ("登记办理地", "region noted"),
    "unresolved.opened": ("办不成事登记", "an unresolved matter is opened"),
    "unresolved.closed": ("办不成事办结", "an unresolved matter is closed"),
    "deadline.set": ("设定办理时限", "a deadline is set"),
    "reminder.raised": ("提醒", "a reminder"),
    "reminder.cleared": ("提醒解除", "a reminder is over"),
    "chief.asked": ("呼叫首席代表", "a chief representative is asked for"),
    "chief.answered": ("首席代表应答", "a chief representative answers"),
    "problem.raised": ("出现问题", "problem raised"),
    "problem.cleared": ("问题排除", "problem cleared"),
    "case.bound": ("关联办件", "case bound"),
    "tide.advised": ("潮汐建议", "tide advised"),
    "tide.accepted": ("采纳潮汐建议", "tide accepted"),
    "tide.declined": ("不采纳潮汐建议", "tide declined"),
    "tide.withdrawn": ("撤回潮汐建议", "tide withdrawn"),
    "journal.recovered": ("记录恢复", "journal recovered"),
}

SAID = ("ticket", "number", "services", "window", "level", "outcome", "reason", "code", "place", "day", "clerk")
"""Fields worth a place on the line; a person's are not among them."""


def line(event: Mapping[str, Any]) -> str:
    """Return one event for a person to read."""
    chinese, english = KINDS.get(event["kind"], (event["kind"], event["kind"]))
    at = datetime.fromisoformat(event["at"]).strftime("%H:%M:%S")
    data = event["data"]
    facts = [f"{name}={_short(name, data[name])}" for name in SAID if data.get(name) not in (None, "", [])]
    return f"{at}  #{event['seq']:<5} {chinese}（{english}）  {' '.join(facts)}".rstrip()


def _short(name: str, value: Any) -> str:
    if name == "reason" and isinstance(value, dict):
        return str(value.get("rule", ""))
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def parse_command(typed: str) -> tuple[str, dict[str, Any]]:
    """Read `name key=value …`; numbers, true, false and JSON lists are what they look like, all else is text."""
    name, *pairs = typed.split()
    args: dict[str, Any] = {}
    for pair in pairs:
        key, separator, raw = pair.partition("=")
        if not separator:
            raise ValueError(f"{pair}: write key=value")
        try:
            args[key] = json.loads(raw)
        except json.JSONDecodeError:
            args[key] = raw
    return name, args


async def _converse(central: StandInCentral, hall: str) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while raw := await reader.readline():
        typed = raw.decode(errors="replace").strip()
        if not typed:
            continue
        try:
            name, args = parse_command(typed)
            answer = await central.send(hall or next(iter(central.halls), ""), name, args)
        except (ValueError, Unanswered) as error:
            print(f"? {error}", flush=True)
        else:
            print("→ " + json.dumps(answer, ensure_ascii=False), flush=True)
    await asyncio.Event().wait()  # the keyboard is gone, the events still come


async def _main(url: str, hall: str) -> None:
    parts = urlsplit(url)
    central = StandInCentral(
        parts.hostname or "127.0.0.1", parts.port or 1883, on_event=lambda event: print(line(event), flush=True)
    )
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(central.run())
        tasks.create_task(_converse(central, hall))


def main() -> None:
    """Run until Ctrl-C."""
    parser = argparse.ArgumentParser(description="Stand-in for central: shows what a hall reports, gives it commands.")
    parser.add_argument("--url", default="mqtt://127.0.0.1:1883", help="the broker's address")
    parser.add_argument("--hall", default="", help="whom commands go to; the first hall heard of, if left out")
    args = parser.parse_args()
    try:
        asyncio.run(_main(args.url, args.hall))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
