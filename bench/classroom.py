"""A class takes a timed exam while its teachers watch and mark: `python bench/classroom.py`.

bench/README.md says what it does and prints.
"""

import argparse
import json
import random
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.flow import QUESTION, SAVE, sign_in, without
from bench.learner import Browser, Sample, Unexpected, answers_of, token_of
from bench.load import Load, median, percentile, run_together
from bench.report import P99_RATIO, verdict
from bench.servers import FLOOR, SITE, Server, databases, run_program, serving_together

WRITE = "floor read and INSERT"
CLASS_PAGE, MARK_PAGE, MARK = "class page", "marking page", "mark an essay"
SAVES_PER_PAGE = 4
THINKING = (1.0, 3.0)
TO_MARK = re.compile(r'href="(/marking/\d+/)"')
LOOKING = 5.0
MARKING = 4.0


@dataclass
class Exam:
    """What one learner was told of her saves, and whether she could hand in."""

    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    attempt: str = ""


def main() -> None:
    options = read_options()
    with (
        tempfile.TemporaryDirectory(prefix="groundwork-class-") as folder,
        databases(options.postgres, "site", "floor") as (site_database, floor_database),
    ):
        data = Path(folder)
        print("Filling the databases …", flush=True)
        sizes = [str(options.megabytes), str(options.minutes + 10), str(options.learners)]
        told = run_program(data / "site", "classroom_site.prepare", *sizes, database=site_database)
        floor = run_program(
            data / "floor", "floor.full.prepare", settings=FLOOR, database=floor_database
        )
        print(f"{told['attempts']} attempts in {told['megabytes']:.0f} MB", flush=True)
        count = 2 if options.postgres else 1
        print(f"{count} server process{'es' if count > 1 else ''}, {options.learners} learners")
        with serving_together(data / "site", SITE, database=site_database, count=count) as servers:
            day = ClassDay(servers, told, options.minutes)
            day.run()
        inspected = run_program(
            data / "site",
            "classroom_site.inspect",
            database=site_database,
            told=[one for exam in day.exams for one in exam.acknowledged],
        )
        with serving_together(
            data / "floor", FLOOR, database=floor_database, count=count
        ) as servers:
            bare = on_floor(servers, floor, options.learners, min(120.0, options.minutes * 60))
        report(day, inspected, bare)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=10, help="how long the exam goes on (10)")
    parser.add_argument("--learners", type=int, default=30)
    parser.add_argument("--megabytes", type=int, default=200, help="size of the database (200)")
    parser.add_argument(
        "--postgres", help="a PostgreSQL server: postgres://user:password@host/name"
    )
    return parser.parse_args()


class ClassDay:
    """Thirty sign-ins at once; then the exam, the teacher's look, the colleague's marks."""

    def __init__(self, servers: list[Server], told: dict[str, Any], minutes: int) -> None:
        self.servers, self.told = servers, told
        self.seconds = minutes * 60.0
        self.exams = [Exam() for _ in told["names"]]
        self.memory: list[float] = []
        self.arrival, self.exam, self.staff = Load(), Load(), Load()

    def run(self) -> None:
        self.arrive()
        self.ends = time.monotonic() + self.seconds
        staff = [
            Person(self.servers[0], self.told["teacher"], self.watch),
            Person(self.servers[-1], self.told["marker"], self.mark),
        ]
        for person in staff:
            sign_in(person.browser, person.name, self.told["password"])
            person.browser.samples.clear()
        watching = threading.Thread(target=self.watch_memory)
        watching.start()
        together = threading.Thread(target=self.staff_work, args=(staff,))
        together.start()
        work: dict[int, Callable[[], None]] = {
            id(browser): self.sitting(place, browser) for place, browser in enumerate(self.browsers)
        }
        self.exam = run_together(self.browsers, lambda b: work[id(b)](), cpu=self.cpu)
        together.join()
        watching.join()

    def cpu(self) -> float:
        return sum(server.cpu_seconds() for server in self.servers)

    def arrive(self) -> None:
        """The class signs in at the same moment, each learner at one of the processes."""
        names = self.told["names"]
        self.browsers = [
            Browser(self.servers[place % len(self.servers)].port) for place in range(len(names))
        ]
        named = {id(b): name for b, name in zip(self.browsers, names, strict=True)}
        self.arrival = run_together(
            self.browsers,
            lambda b: (sign_in(b, named[id(b)], self.told["password"]), None)[1],
            cpu=self.cpu,
        )
        for browser in self.browsers:
            browser.samples.clear()

    def sitting(self, place: int, browser: Browser) -> Callable[[], None]:
        return lambda: self.take_exam(self.exams[place], browser, random.Random(place))

    def take_exam(self, exam: Exam, browser: Browser, dice: random.Random) -> None:
        """Start; go from question to question and back to the first; hand in when time is up."""
        page = browser.get("", self.told["exam"]).body
        start = [("csrfmiddlewaretoken", token_of(page))]
        exam.attempt = browser.post("", f"{self.told['exam']}start/", start).location
        path = browser.get("", exam.attempt).location
        turn = 0
        while time.monotonic() < self.ends:
            page = browser.get(QUESTION, path).body
            token, base = token_of(page), None
            for sequence in range(1, SAVES_PER_PAGE + 1):
                time.sleep(dice.uniform(*THINKING))
                turn += 1
                form = without(answers_of(page, turn=turn), "sequence", "base" if base else "")
                if base:
                    form.append(("base", base))
                form.append(("sequence", str(sequence)))
                told = json.loads(browser.post(SAVE, f"{path}save/", form, token).body)
                base = str(told["base"])
                exam.acknowledged.append(
                    {
                        "attempt": attempt_number(exam),
                        "number": told["number"],
                        "line": told["line"],
                    }
                )
            path = self.next_path(path)
        page = browser.get("", f"{exam.attempt}overview/").body
        form = [("csrfmiddlewaretoken", token_of(page))]
        browser.post("hand in", f"{exam.attempt}submit/", form)

    def next_path(self, path: str) -> str:
        """The next question's address; after the tenth the first again."""
        attempt, position = path.rstrip("/").rsplit("/", 1)
        return f"{attempt}/{int(position) % 10 + 1}/"

    def staff_work(self, staff: "list[Person]") -> None:
        named = {id(person.browser): person.work for person in staff}
        self.staff = run_together(
            [person.browser for person in staff], lambda b: named[id(b)](b), cpu=self.cpu
        )

    def watch(self, browser: Browser) -> None:
        while time.monotonic() < self.ends:
            for path in self.told["class_pages"]:
                browser.get(CLASS_PAGE, path)
            time.sleep(LOOKING)

    def mark(self, browser: Browser) -> None:
        """Open the queue, mark what stands first, and again; the queue is empty at some time."""
        while time.monotonic() < self.ends:
            page = browser.get(MARK_PAGE, "/marking/").body
            path = first_to_mark(page)
            if path:
                shown = browser.get(MARK_PAGE, path).body
                browser.post(MARK, path, marks_of(shown))
            time.sleep(MARKING)

    def watch_memory(self) -> None:
        while time.monotonic() < self.ends:
            self.memory.append(max(server.memory_mib() for server in self.servers))
            time.sleep(5)


@dataclass
class Person:
    """A member of staff at work."""

    server: Server
    name: str
    work: Callable[[Browser], None]

    def __post_init__(self) -> None:
        self.browser = Browser(self.server.port)


def first_to_mark(page: str) -> str:
    """The address of the first response that waits, empty when none does."""
    found = TO_MARK.search(page)
    return found[1] if found else ""


def marks_of(page: str) -> list[tuple[str, str]]:
    """The form of a response's mark: of each criterion the second level, and a comment."""
    form = answers_of(page, turn=1, form_id="mark")
    return [*form, ("csrfmiddlewaretoken", token_of(page)), ("go", "next")]


def attempt_number(exam: Exam) -> int:
    return int(exam.attempt.strip("/").split("/")[1])


def on_floor(servers: list[Server], floor: dict[str, Any], count: int, seconds: float) -> Load:
    """As many clients, at the same pace, on the bare site."""
    browsers = []
    for place, session in enumerate(floor["sessions"][:count]):
        browser = Browser(servers[place % len(servers)].port, {"sessionid": session})
        browser.cookies["token"] = token_of(browser.get("", "/read/").body)
        browser.samples.clear()
        browsers.append(browser)
    ends = time.monotonic() + seconds
    dice = {id(b): random.Random(place) for place, b in enumerate(browsers)}

    def write(browser: Browser) -> None:
        number = 0
        while time.monotonic() < ends:
            time.sleep(dice[id(browser)].uniform(*THINKING))
            number += 1
            text = [("text", f"Answer {number}: it was written there.")]
            browser.post(WRITE, "/write/", text, browser.cookies["token"])

    return run_together(
        browsers, write, cpu=lambda: sum(server.cpu_seconds() for server in servers)
    )


def report(day: ClassDay, inspected: dict[str, Any], bare: Load) -> None:
    """Everything that was seen, with the bounds beside it."""
    signed_in = [s.seconds for s in day.arrival.samples]
    print(
        f"\nSign-ins at once: all in after {day.arrival.seconds:.1f} s, "
        f"p50 {percentile(signed_in, 0.5):.2f} s"
    )
    print(f"{'':28}{'count':>8}{'p50':>9}{'p95':>9}{'p99':>9} ms")
    for name, samples in (
        (QUESTION, day.exam.of(QUESTION)),
        (SAVE, day.exam.of(SAVE)),
        ("  beside a page of staff", beside(day.exam.of(SAVE), day.staff.samples)),
        (CLASS_PAGE, day.staff.of(CLASS_PAGE)),
        (MARK_PAGE, day.staff.of(MARK_PAGE)),
        (MARK, day.staff.of(MARK)),
        (WRITE, bare.of(WRITE)),
    ):
        print_row(name, samples)
    tail = p99(day.exam.of(SAVE)) / p99(bare.of(WRITE))
    print(f"p99 of a save / floor    {tail:.2f}  {verdict(tail, P99_RATIO)}")
    told = sum(len(exam.acknowledged) for exam in day.exams)
    print(
        f"acknowledged {told}, lost {len(inspected['lost'])}, written twice {inspected['twice']}, "
        f"broken chains {len(inspected['broken_chains'])}, handed in {inspected['handed_in']}"
    )
    third = max(1, len(day.memory) // 3)
    first, last = median(day.memory[:third]), median(day.memory[-third:])
    print(f"memory of a process: {first:.0f} MiB in the first third, {last:.0f} MiB in the last")
    print(f"CPU of the servers: {day.exam.cpu_seconds / day.exam.seconds * 100:.0f} % of one core")
    errors = [*day.arrival.errors, *day.exam.errors, *day.staff.errors, *bare.errors]
    print(f"errors: {len(errors)}")
    for error in errors[:5]:
        print(f"  {error}")
    if errors or inspected["lost"] or inspected["broken_chains"]:
        sys.exit(1)


def beside(samples: list[Sample], others: list[Sample]) -> list[Sample]:
    """Those that were under way while one of the others was."""
    return [
        sample
        for sample in samples
        if any(
            other.began < sample.began + sample.seconds
            and sample.began < other.began + other.seconds
            for other in others
        )
    ]


def print_row(name: str, samples: list[Sample]) -> None:
    times = [s.seconds * 1000 for s in samples]
    shares = "".join(f"{percentile(times, share):9.1f}" for share in (0.5, 0.95, 0.99))
    print(f"{name:28}{len(samples):8}{shares}")


def p99(samples: list[Sample]) -> float:
    if not samples:
        raise Unexpected("nothing was measured")
    return percentile([s.seconds for s in samples], 0.99)


if __name__ == "__main__":
    main()
