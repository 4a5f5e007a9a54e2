"""The demo hall, written down as a technician would write it."""

from dataclasses import dataclass
from pathlib import Path
from string import Template

from edge.demo.appointments import BOOKING_KEY

WINDOWS = (1, 2, 3, 4)
TIDAL = 5  # stays closed until the hall is full, see [tides]
DESKS = (*WINDOWS, TIDAL)
BOX_ADDRESS = 10  # rating boxes answer at window + 10, on the line that they share with the keypads


@dataclass(frozen=True, slots=True)
class Places:
    """Where the demo's devices and broker are to be found this time."""

    printer: str  # tcp://…
    strips: str  # serial://…, all four on one line
    desks: str  # serial://…, keypads and rating boxes
    reader: str
    voice: str
    broker: str  # mqtt://…
    public_key: str  # base64
    web: str  # host:port


_HALL = Template("""\
# The demo's hall. Every link leads to a simulated device.

[hall]
id = "demo-001"
name = "示范区政务服务中心"
name_en = "Model District Service Hall"
notice = "好差评：请您为窗口服务打分。办不成事，请到 4 号窗口反映。"

[rating]
link = "http://$web/r/{token}"           # a phone would need an address that it can reach
link_key = "646f206e6f7420757365207468697320696e20612072656c6c2068616c6c2121"  # known to everybody: for the demo only
serves_links = true
public_at_least = 5

[closing]
appointment = "可预约改日办理：请咨询台代为预约。"
appointment_en = "Book another day: our staff at the information desk will do it for you."
self_service = "大厅东门外的自助服务区 24 小时开放。"
self_service_en = "The kiosks outside the east door are open around the clock."

[[service]]
code = "social"
department = "hrss"
name = "社会保险"
name_en = "Social insurance"
prefix = "A"
bring = ["本人身份证", "社会保障卡"]

[[service]]
code = "medical"
name = "医疗保障"
name_en = "Medical insurance"
prefix = "B"
bring = ["本人身份证", "医保电子凭证"]

[[service]]
code = "business"
department = "market"
name = "企业开办"
name_en = "Starting a business"
prefix = "C"
bring = ["法定代表人身份证", "住所使用证明"]

[[service]]
code = "tax"
name = "税务"
name_en = "Taxes"
prefix = "D"
bring = ["营业执照", "经办人身份证"]

[[service]]
code = "estate"
name = "不动产登记"
name_en = "Real estate"
prefix = "E"
needs_card = true
bring = ["本人身份证", "不动产权证书", "合同原件"]

[[service]]
code = "advice"
name = "咨询与帮办代办"
name_en = "Information and assistance"
prefix = "F"
role = "consult"

[[service]]
code = "pickup"
name = "统一出件"
name_en = "Pick-up of documents"
prefix = "G"
kind = "pickup"
default_outcome = "delivered"
bring = ["受理通知书"]

[[theme]]
code = "shop"
name = "开一家小店"
name_en = "Opening a shop"
services = ["business", "tax"]

[[service]]
code = "unresolved"
name = "办不成事反映"
name_en = "Unresolved matters"
prefix = "N"
role = "unresolved"

[[department]]
code = "hrss"
name = "人力资源和社会保障局"
name_en = "Human Resources and Social Security"
chief = "1002"

[[department]]
code = "market"
name = "市场监督管理局"
name_en = "Market Regulation"
chief = "1001"

[timers]                                  # short, so that a demo sees them
wait_min = 5
walk_min = 1
serve_min = 5
idle_min = 2
unresolved_min = 30
unresolved_near_min = 20

[[window]]
number = 1
zone = "A"
serves = ["business", "tax"]
display = "led-1"
caller = "caller-1"
evaluator = "rate-1"

[[window]]
number = 2
zone = "A"
also = ["consult"]
serves = ["social", "medical"]
spills = ["advice"]
display = "led-2"
caller = "caller-2"
evaluator = "rate-2"

[[window]]
number = 3
zone = "A"
serves = ["social", "medical"]
display = "led-3"
caller = "caller-3"
evaluator = "rate-3"

[[window]]
number = 4
zone = "A"
role = "consult"
also = ["unresolved", "accept", "deliver"]
serves = ["advice", "estate", "pickup", "unresolved"]
spills = ["social"]
display = "led-4"
caller = "caller-4"
evaluator = "rate-4"

[[window]]
number = 5
zone = "A"
role = "tidal"
serves = ["social", "medical", "business", "tax"]
display = "led-5"
caller = "caller-5"
evaluator = "rate-5"

[tides]                      # minutes; a demo's day is short
open_over_min = 1            # expected wait of a service
oldest_over_min = 3          # wait so far of its oldest ticket
close_under_min = 0.5
open_least_min = 1
quiet_min = 1

[[zone]]
name = "A"
title = "综合受理区"
announcer = "voice-a"

[[clerk]]
code = "1001"
name = "李明"
number = "1001"
department = "market"
post = "企业服务岗"

[[clerk]]
code = "1002"
name = "王芳"
number = "1002"
department = "hrss"
post = "综合受理岗"

[[clerk]]
code = "1003"
name = "张伟"
number = "1003"
post = "综合受理岗"

[[clerk]]
code = "1004"
name = "陈静"
number = "1004"
post = "咨询帮办岗"

[[dispenser]]
name = "door"
printer = "printer-1"
card_reader = "reader-1"

[[device]]
name = "printer-1"
driver = "printer.escpos"
link = "$printer"

[[device]]
name = "reader-1"
driver = "card_reader.sam"
link = "$reader"

[[device]]
name = "voice-a"
driver = "announcer.syn6288"
link = "$voice"

$devices
[central]
url = "$broker"
public_key = "$public_key"
booking_key = "$booking_key"              # known to everybody: for the demo only

[web]
listen = "$web"

[store]
path = "store"
""")

_STRIP = Template("""\
[[device]]
name = "led-$number"
driver = "display.onbon_bxk"
link = "$strips?baud=57600"
address = $number
width = 256
height = 32
align = "center"
vertical = "middle"

[[device]]
name = "caller-$number"
driver = "caller.ff68"
link = "$desks"
address = $number

[[device]]
name = "rate-$number"
driver = "evaluator.ff68"
link = "$desks"
address = $box

""")


def write(folder: Path, places: Places) -> Path:
    """Write the demo's configuration into `folder` and return its path."""
    devices = "".join(
        _STRIP.substitute(number=number, box=number + BOX_ADDRESS, strips=places.strips, desks=places.desks)
        for number in DESKS
    )
    path = folder / "hall.toml"
    path.write_text(
        _HALL.substitute(
            devices=devices,
            printer=places.printer,
            reader=places.reader,
            voice=places.voice,
            broker=places.broker,
            public_key=places.public_key,
            booking_key=BOOKING_KEY,
            web=places.web,
        ),
        encoding="utf-8",
    )
    return path
