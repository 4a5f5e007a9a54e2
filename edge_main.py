"""The command line of hall-edge."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Coroutine
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from edge.rehearsal.policies import NamedPolicy

PROBLEM = 1  # exit status: something a person must mend
DESCRIPTION = """\
The edge controller of a public service hall (政务服务大厅边缘控制器): it runs the queue, the ticket printers, the LED
strips, callers, rating boxes, card readers and loudspeakers, and reports to central over MQTT.

First steps: `edge_main.py demo` shows a whole hall with simulated devices. `edge_main.py ports` shows what is plugged
in here, and the lines to put into the configuration. `edge_main.py check --config FILE` reads a configuration aloud.
"""


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says and return the exit status."""
    chosen = _parser().parse_args(arguments)
    status: int = chosen.action(chosen)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="edge_main.py", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="run the hall; this is what systemd starts")
    run.add_argument("--config", type=Path, required=True, metavar="FILE", help="the hall's configuration, a TOML file")
    run.add_argument("--verbose", action="store_true", help="log every refused command, too")
    run.set_defaults(action=_run)

    check = commands.add_parser("check", help="read a configuration and say everything that is wrong with it")
    check.add_argument("--config", type=Path, required=True, metavar="FILE", help="the file to read")
    check.set_defaults(action=_check)

    ports = commands.add_parser("ports", help="show what is plugged in, and the lines to put into the configuration")
    ports.set_defaults(action=_ports)

    demo = commands.add_parser("demo", help="run a whole hall with simulated devices, a broker and a central")
    demo.add_argument("--autoplay", action="store_true", help="let simulated citizens and clerks fill the hall")
    demo.add_argument("--folder", type=Path, help="keep the hall's journal and papers here; left out: thrown away")
    demo.add_argument("--port", type=int, default=0, help="of the screens; left out: 8080 or any free one")
    demo.set_defaults(action=_demo)

    simulate = commands.add_parser(
        "simulate", help="play with a simulated device", description="Serve simulated devices on one line."
    )
    simulate.add_argument("kind", nargs="+", help="printer, display, card_reader, caller@3 evaluator@13, voice …")
    simulate.add_argument(
        "--tcp", default="0", metavar="PORT", help="listen on this port (or host:port); 0: a free one"
    )
    simulate.add_argument("--pty", type=Path, metavar="PATH", help="be a serial port at this path instead")
    simulate.add_argument("--baud", type=int, help="of the serial port: any other speed is heard as rubbish")
    simulate.add_argument("--control", type=Path, metavar="PATH", help="take commands on a Unix socket, too")
    simulate.set_defaults(action=_simulate)

    _add_past_and_drawn_days(commands)

    export = commands.add_parser("export", help="write what the journal holds in the words of somebody else")
    kinds = export.add_subparsers(required=True, metavar="WHAT")
    ratings = kinds.add_parser("ratings", help="ratings under the field names of a region's platform")
    ratings.add_argument("--config", type=Path, required=True, metavar="FILE", help="the hall's configuration")
    ratings.add_argument("--journal", type=Path, metavar="FOLDER", help="another journal than the configuration's own")
    ratings.add_argument("--profile", default="", metavar="NAME", help="another region than the configuration's own")
    ratings.add_argument("--format", choices=("csv", "json"), default="csv")
    ratings.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD", help="from this day on")
    ratings.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="to this day, included")
    ratings.set_defaults(action=_export_ratings)
    return parser


def _add_past_and_drawn_days(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    replay = commands.add_parser("replay", help="read a hall's journal again and say what happened on its days")
    replay.add_argument("--config", type=Path, required=True, metavar="FILE", help="the hall's configuration")
    replay.add_argument("--journal", type=Path, metavar="FOLDER", help="another journal than the configuration's own")
    replay.add_argument("--policy", type=Path, metavar="FILE", help="play a day again under the [policy] of this file")
    replay.add_argument("--day", default="", metavar="YYYY-MM-DD", help="which day; left out: the last")
    replay.add_argument("--picture", type=Path, metavar="FILE", help="draw the waits under both policies, as PNG")
    replay.set_defaults(action=_replay)

    rehearse = commands.add_parser("rehearse", help="play drawn days of a hall under policies that are argued about")
    rehearse.add_argument("--hall", choices=("county", "city"), default="county", help="14 windows or 250")
    rehearse.add_argument("--tickets", type=int, metavar="N", help="a day; left out: 620 or 16,000")
    rehearse.add_argument("--days", type=int, default=10, metavar="N", help="how many days are drawn")
    rehearse.add_argument(
        "--policy", type=Path, action="append", default=[], metavar="FILE", help="play this one, too; may come again"
    )
    rehearse.add_argument("--picture", type=Path, metavar="FILE", help="draw the waits by policy, as PNG")
    rehearse.add_argument("--estimates", action="store_true", help="compare told waits with actual ones instead")
    rehearse.set_defaults(action=_rehearse)

    report = commands.add_parser("report", help="say what a day or a month came to, as CSV")
    report.add_argument("--config", type=Path, required=True, metavar="FILE", help="the hall's configuration")
    report.add_argument(
        "--of", default="", metavar="DATE", help="YYYY-MM-DD, or YYYY-MM for a month; left out: the last day"
    )
    report.add_argument("--table", default="services", choices=["services", "hours", "windows", "clerks", "coercion"])
    report.add_argument("--language", default="zh", choices=["zh", "en"])
    report.set_defaults(action=_report)


def _run(chosen: argparse.Namespace) -> int:
    from edge.thrift import sparing

    with sparing():
        from edge import app
    from edge.logs import start_logging
    from edge.ports import JournalBroken
    from edge.settings.problems import ConfigProblems
    from edge.settings.reading import read

    start_logging(is_verbose=chosen.verbose)
    try:
        settings = read(chosen.config)
    except ConfigProblems as problems:
        return _say_problems(problems)
    try:
        return _until_interrupted(app.run(settings))
    except* (JournalBroken, OSError) as errors:
        for error in errors.exceptions:
            print(f"the hall cannot run: {error}", file=sys.stderr)
    return PROBLEM


def _check(chosen: argparse.Namespace) -> int:
    from edge.rooms import rating_links
    from edge.settings.problems import ConfigProblems
    from edge.settings.reading import read

    try:
        settings = read(chosen.config)
    except ConfigProblems as problems:
        return _say_problems(problems)
    for problem in settings.problems:
        print(f"{problem}\n    This device stays off; the rest of the hall would run.")
    links = rating_links(settings)
    if links is not None:
        print(f"Phones rate by signed links; central checks them with the public key {links.public_key}.")
    count = f"{len(settings.services)} services, {len(settings.windows)} windows, {len(settings.devices)} devices"
    print(f"{settings.hall.name}: {count}; {'some devices stay off' if settings.problems else 'nothing is wrong'}.")
    return PROBLEM if settings.problems else 0


def _ports(chosen: argparse.Namespace) -> int:
    from edge.devices.ports import describe_ports

    del chosen
    print(describe_ports())
    return 0


def _demo(chosen: argparse.Namespace) -> int:
    from edge.demo.show import show

    return _until_interrupted(show(chosen.folder, port=chosen.port, is_autoplay=chosen.autoplay))


def _simulate(chosen: argparse.Namespace) -> int:
    from drivers.simulators import UnknownSimulatorError
    from drivers.simulators.serving import serve

    try:
        return _until_interrupted(
            serve(chosen.kind, tcp=chosen.tcp, pty=chosen.pty, control=chosen.control, baud=chosen.baud)
        )
    except (UnknownSimulatorError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return PROBLEM


def _replay(chosen: argparse.Namespace) -> int:
    from edge.rehearsal import report as rehearsal
    from edge.rehearsal.recording import NoSuchDayError
    from edge.replay import NoJournalError, report
    from edge.settings.problems import ConfigProblems
    from edge.settings.reading import read

    try:
        settings = read(chosen.config)
        folder = chosen.journal or settings.store.path
        if chosen.policy is None:
            print(report(settings, folder))
        else:
            print(rehearsal.report(settings.plan(), folder, _named(chosen.policy), chosen.day, chosen.picture))
    except ConfigProblems as problems:
        return _say_problems(problems)
    except (NoJournalError, NoSuchDayError, OSError) as error:
        print(error, file=sys.stderr)
        return PROBLEM
    return 0


def _rehearse(chosen: argparse.Namespace) -> int:
    from dataclasses import replace

    from edge.rehearsal import city, county, truth
    from edge.rehearsal.policies import ARGUED
    from edge.rehearsal.show import show
    from edge.settings.problems import ConfigProblems

    hall = city() if chosen.hall == "city" else county()
    hall = replace(hall, tickets=max(1, chosen.tickets or hall.tickets))
    if chosen.estimates:
        print(truth.table(hall, max(1, chosen.days)))
        return 0
    try:
        policies = (*ARGUED, *map(_named, chosen.policy))
        print(show(hall, policies, max(1, chosen.days), chosen.picture))
    except ConfigProblems as problems:
        return _say_problems(problems)
    except OSError as error:
        print(error, file=sys.stderr)
        return PROBLEM
    return 0


def _named(path: Path) -> "NamedPolicy":
    from edge.rehearsal.policies import NamedPolicy, Title
    from edge.settings.policy_file import read_policy

    return NamedPolicy(Title(path.name, path.name), read_policy(path))


def _report(chosen: argparse.Namespace) -> int:
    from edge.replay.reports import NoReportError, report_of
    from edge.settings.problems import ConfigProblems
    from edge.settings.reading import read

    try:
        text = report_of(read(chosen.config), chosen.of, chosen.table, chosen.language)
    except ConfigProblems as problems:
        return _say_problems(problems)
    except NoReportError as error:
        print(error, file=sys.stderr)
        return PROBLEM
    sys.stdout.write(text)
    return 0


def _export_ratings(chosen: argparse.Namespace) -> int:
    from edge.export.command import Wanted, tell_ratings
    from edge.settings.problems import ConfigProblems
    from edge.settings.reading import read

    try:
        settings = read(chosen.config)
    except ConfigProblems as problems:
        return _say_problems(problems)
    wanted = Wanted(chosen.profile, chosen.format, chosen.since, chosen.until)
    return PROBLEM if tell_ratings(settings, chosen.journal or settings.store.path, wanted) else 0


def _say_problems(problems: Exception) -> int:
    print(problems, file=sys.stderr)
    return PROBLEM


def _until_interrupted(work: Coroutine[Any, Any, None]) -> int:
    """Do the work until it ends, or until SIGINT or SIGTERM: either way it can tidy up."""

    async def run() -> None:
        task = asyncio.current_task()
        if task is not None:
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        await work

    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(run())
    return 0


if __name__ == "__main__":
    sys.exit(main())
