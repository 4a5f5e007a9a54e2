"""What a technician can try on a device: something harmless that shows whether it works."""

from drivers.contract import (
    CallerNotice,
    Clock,
    CollectsRatings,
    Driver,
    Lines,
    NotifiesClerk,
    Pair,
    PrintsTickets,
    Rule,
    ShowsCalls,
    Slip,
    Speaks,
    Text,
    Utterance,
)

RATING_TRIAL_S = 5.0
TEXT = "设备测试 TEST"


async def try_out(driver: Driver, name: str, clock: Clock) -> str:
    """Let the device do what it is for, and return what it did; DeviceError if it could not."""
    if isinstance(driver, PrintsTickets):
        return (await driver.print(_slip(name, clock))).value
    if isinstance(driver, ShowsCalls):
        await driver.show(Lines((TEXT,)))
        return "shown"
    if isinstance(driver, Speaks):
        await driver.speak(Utterance("语音测试"))
        return "spoken"
    if isinstance(driver, CollectsRatings):
        await driver.invite()
        await clock.sleep(RATING_TRIAL_S)
        await driver.dismiss()
        return "invited"
    if isinstance(driver, NotifiesClerk):
        await driver.notify(CallerNotice(waiting=88))
        return "notified"
    await driver.probe()
    return "answered"


def _slip(name: str, clock: Clock) -> Slip:
    now = clock.now()
    return Slip(
        f"trial/{name}/{now.isoformat()}",
        (
            Text("打印测试", scale=2, align="center", is_bold=True),
            Text("Printer test", align="center"),
            Rule(),
            Pair("打印机 Printer", name),
            Pair("时间 Time", f"{now:%Y-%m-%d %H:%M:%S}"),
            Text("本纸不是号票。This is not a ticket."),
        ),
    )
