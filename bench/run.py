"""Measures the site beside a bare Django floor: `python bench/run.py` (bench/README.md)."""

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import report
from bench.flow import MODULE, OVERVIEW, QUESTION, QUIZ, REVIEW, SAVE, sign_in, work_through
from bench.learner import Browser, Sample, answers_of, token_of
from bench.load import Load, median, percentile, run_together
from bench.pages import in_turns, pages_of
from bench.servers import COUNTED_SITE, FLOOR, SITE, Server, run_program, serving

READ, WRITE = "floor read", "floor read and INSERT"


def main() -> None:
    options = read_options()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="groundwork-bench-") as folder:
        data = options.data or Path(folder)
        print("Filling the databases …", flush=True)
        site = run_program(data / "site", "full_site.prepare", str(options.megabytes))
        floor = run_program(data / "floor", "floor.full.prepare", settings=FLOOR)
        print(f"{site['attempts']} attempts in {site['megabytes']:.0f} MB", flush=True)
        Bench(data, site, floor, quick=options.quick).run()
    print(f"\nTook {time.monotonic() - began:.0f} s.")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer learners, under a minute")
    parser.add_argument("--megabytes", type=int, default=200, help="size of the database (200)")
    parser.add_argument("--data", type=Path, help="a new folder to work in, kept afterwards")
    return parser.parse_args()


class Bench:
    """One run: counts with one server, times with a second one beside the floor."""

    def __init__(
        self, data: Path, site: Mapping[str, Any], floor: Mapping[str, Any], *, quick: bool
    ) -> None:
        self.data, self.site, self.floor = data, site, floor
        self.names = iter(site["names"])
        self.levels = (1, 16) if quick else (1, 16, 64)
        self.alone = 2 if quick else 5
        self.each = 15 if quick else 40
        self.arriving = 30

    def run(self) -> None:
        with serving(self.data / "site", COUNTED_SITE) as server:
            counted = self.learners(server, 1, assets=True)
        with (
            serving(self.data / "floor", FLOOR) as floor,
            serving(self.data / "site", SITE) as server,
        ):
            self.warm_up(server, floor)
            print(f"\nMemory before the load: {server.memory_mib():.0f} MiB")
            self.arrive(server)
            self.steps(server, floor, counted)
            for count in self.levels:
                self.level(server, floor, count)
                print(f"  memory {server.memory_mib():.0f} MiB, ", end="")
                print(report.verdict(server.memory_mib(), report.MEMORY_MIB), flush=True)

    def learners(self, server: Server, count: int, *, assets: bool = False) -> Load:
        """So many new learners sign in one after the other, then work through at once."""
        browsers, first = [], ""
        for _ in range(count):
            browser = Browser(server.port)
            first = sign_in(browser, next(self.names), self.site["password"])
            if not assets:
                browser.samples.clear()
            browsers.append(browser)
        page = first if assets else ""
        return run_together(
            browsers,
            lambda browser: work_through(browser, self.site, assets_from=page),
            cpu=server.cpu_seconds,
        )

    def warm_up(self, server: Server, floor: Server) -> None:
        """Each of the four threads meets each page once before anything is measured."""
        load = self.learners(server, 4)
        if load.errors:
            sys.exit("\n".join(load.errors))
        self.on_floor(floor, READ, 4, 10)
        self.on_floor(floor, WRITE, 4, 10)

    def arrive(self, server: Server) -> None:
        """A class signs in at the same moment."""
        names = [next(self.names) for _ in range(self.arriving)]
        browsers = [Browser(server.port) for _ in names]
        named = {id(browser): name for browser, name in zip(browsers, names, strict=True)}
        load = run_together(
            browsers,
            lambda browser: (sign_in(browser, named[id(browser)], self.site["password"]), None)[1],
            cpu=server.cpu_seconds,
        )
        self.signed_in = browsers
        times = [s.seconds for s in load.samples]
        print(
            f"{len(names)} sign-ins at once: all in after {load.seconds:.1f} s "
            f"(p50 {percentile(times, 0.5):.2f} s), "
            f"{load.cpu_seconds / len(names) * 1000:.0f} ms CPU each; "
            f"memory {server.memory_mib():.0f} MiB"
        )

    def steps(self, server: Server, floor: Server, counted: Load) -> None:
        """One learner after the other, with the server's CPU read around each request.

        Then each page and a save again and again, in turns with the floor's two requests: like
        against like, for the ratios.
        """
        alone, again, bare = Load(), Load(), Load()
        for _ in range(self.alone):
            browser = Browser(server.port, cpu=server.cpu_seconds)
            page = sign_in(browser, next(self.names), self.site["password"])
            work_through(browser, self.site, assets_from=page)
            alone.samples += browser.samples
            browser.close()
        for _ in range(self.alone):
            for step in (READ, WRITE):
                bare.samples += self.on_floor(floor, step, 1, self.each, cpu=True).samples
            again.samples += self.again(server)
        floor_read, floor_write = (
            median(s.cpu_seconds or 0 for s in bare.of(step)) * 1000 for step in (READ, WRITE)
        )
        print(f"\nFloor: read {floor_read:.2f} ms CPU, read and INSERT {floor_write:.2f} ms CPU")
        report.print_steps(alone, again, counted, floor_read, floor_write)
        report.print_bytes(counted)
        self.other_pages(server, floor)

    def again(self, server: Server) -> list[Sample]:
        """Each page of the flow, and a save, many times in a row."""
        browser = Browser(server.port)
        path, token, form = self.begin(browser)
        attempt = path[: path.rstrip("/").rindex("/") + 1]
        browser.cpu = server.cpu_seconds
        pages = [
            (MODULE, self.site["module"]),
            (QUIZ, self.site["quiz"]),
            (QUESTION, path),
            (OVERVIEW, f"{attempt}overview/"),
        ]
        for step, address in pages:
            for _ in range(self.each):
                browser.get(step, address)
        save_again_and_again(browser, path, token, form, self.each)
        browser.post("", f"{attempt}submit/", [("csrfmiddlewaretoken", token)])
        for _ in range(self.each):
            browser.get(REVIEW, f"{attempt}review/")
        browser.close()
        return [sample for sample in browser.samples if sample.step]

    def other_pages(self, server: Server, floor: Server) -> None:
        """What a learner opens beside the flow, in turns with the floor's read, in the same way."""
        browser, measured = Browser(server.port), Load()
        pages = pages_of(browser, self.site)
        browser.cpu = server.cpu_seconds

        def on_floor() -> list[Sample]:
            return self.on_floor(floor, READ, 1, self.each // 4, cpu=True).samples

        in_turns(browser, pages, on_floor, 5)
        browser.samples.clear()
        for _ in range(self.alone):
            measured.samples += in_turns(browser, pages, on_floor, self.each // 2)
            browser.samples.clear()
        browser.close()
        report.print_pages(measured, READ)

    def level(self, server: Server, floor: Server, count: int) -> None:
        flow = self.learners(server, count)
        answers = self.saves(server, count)
        each = self.each if count > 1 else self.each * 5
        read = self.on_floor(floor, READ, count, each)
        write = self.on_floor(floor, WRITE, count, each)
        report.print_level(count, flow, answers, read, write)

    def saves(self, server: Server, count: int) -> Load:
        """Learners that do nothing but change their answer, each in an attempt of her own."""
        begun = {}
        for _ in range(count):
            browser = Browser(server.port)
            started = self.begin(browser)
            begun[id(browser)] = (browser, started)
        each = self.each if count > 1 else self.each * 5
        return run_together(
            [browser for browser, _ in begun.values()],
            lambda browser: save_again_and_again(browser, *begun[id(browser)][1], each),
            cpu=server.cpu_seconds,
        )

    def begin(self, browser: Browser) -> tuple[str, str, list[tuple[str, str]]]:
        """Sign in and start: the first question's address, token and filled-in form."""
        sign_in(browser, next(self.names), self.site["password"])
        page = browser.get("", self.site["quiz"]).body
        start = page[page.index('<form method="post" action="/modules/') :].split('"')[3]
        attempt = browser.post("", start, [("csrfmiddlewaretoken", token_of(page))]).location
        path = browser.get("", attempt).location
        shown = browser.get("", path).body
        browser.samples.clear()
        return path, token_of(shown), answers_of(shown)

    def on_floor(
        self, floor: Server, step: str, count: int, each: int, *, cpu: bool = False
    ) -> Load:
        browsers = []
        for session in self.floor["sessions"][:count]:
            browser = Browser(floor.port, {"sessionid": session})
            token = token_of(browser.get("", "/read/").body)
            browser.samples.clear()
            browser.cpu = floor.cpu_seconds if cpu else None
            browser.cookies["token"] = token
            browsers.append(browser)

        def ask(browser: Browser) -> None:
            for number in range(each):
                if step == READ:
                    browser.get(READ, "/read/")
                else:
                    text = [("text", f"Answer {number}: it was written there.")]
                    browser.post(WRITE, "/write/", text, browser.cookies["token"])

        return run_together(browsers, ask, cpu=floor.cpu_seconds)


def save_again_and_again(
    browser: Browser, path: str, token: str, form: list[tuple[str, str]], each: int
) -> None:
    kept = [(name, value) for name, value in form if name != "sequence"]
    for sequence in range(1, each + 1):
        browser.post(SAVE, f"{path}save/", [*kept, ("sequence", str(sequence))], token)


if __name__ == "__main__":
    main()
