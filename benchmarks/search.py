"""What the search costs and finds on made-up lists: `python -m benchmarks.search --sizes 92 1000 10000 100000`.

An index of so many papers is put beside the page of the search, and Chromium types into it: hosted (gzip, as hosts do
it) and from disk. Times are from the key to the first paper that is shown; bytes are those that come over http.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import multiprocessing
import os
import re
import resource
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import made_up
from benchmarks.speed import UNIT
from carrel import build
from carrel.search import index
from carrel.search.numbers import write
from carrel.search.postings import Document, Named
from carrel.search.shards import FOLDER

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browser import CHROMIUM, CHROMIUM_FLAGS, find  # the tests know where it is

CASES = 300  # of each law
TRIES = 3  # of typing a word
WORDS = ["model", "translation", "sparse attention", "zorlan"]  # found, and not found
THREE, RARE, AUTHOR = "three title words", "two rare words", "author and title word"
STATUS = Path("/proc/self/status")  # of Linux
SLOW = 2000  # papers of a list that Material's search takes seconds to answer from
WATCH = """() => {
    const seen = window.seen = { key: 0, answer: 0, tasks: [] };
    addEventListener('keydown', () => { seen.key = performance.now(); seen.answer = 0; }, true);
    addEventListener('beforeinput', () => { seen.key = performance.now(); seen.answer = 0; }, true);
    const [place, count] = ['results', 'count'].map((name) => document.querySelector(`[data-carrel=${name}]`));
    const look = new MutationObserver(() => {
        const told = place.querySelector('li a') || /Nothing|could/.test(count.textContent);
        if (!seen.answer && seen.key && told) seen.answer = performance.now();
    });
    for (const part of [place, count]) look.observe(part, { childList: true, subtree: true });
    new PerformanceObserver((list) => list.getEntries().forEach((one) => seen.tasks.push(one.duration)))
        .observe({ type: 'longtask' });
}"""


# --- an index of made-up papers --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Built:
    """What making an index took."""

    seconds: float  # of a processor
    memory: float  # megabytes more than the papers took, and
    ground: float  # those that any index takes: code, tables
    files: int
    size: int
    text: int  # bytes of all abstracts


def papers(size: int) -> list[made_up.Paper]:
    """Make up papers, newest first."""
    writer = made_up.Writer()
    return sorted((writer.paper() for _ in range(size)), key=lambda paper: paper.date, reverse=True)


def _name(person: made_up.Person) -> str:
    return f"{person[1]} {person[0]}"


def told(found: Sequence[made_up.Paper]) -> tuple[Iterator[Document], int, list[Named], dict[str, list[Named]]]:
    """Return what an index is made from, as the page kind of Carrel tells it."""
    wrote: dict[str, list[int]] = defaultdict(list)
    kinds: dict[str, dict[str, list[int]]] = {kind: defaultdict(list) for kind in ("topic", "venue", "year")}
    for number, paper in enumerate(found):
        for person in paper.authors:
            wrote[_name(person)].append(number)
        for subject in (subject for subject in made_up.STOCK["subject"] if subject in paper.abstract):
            kinds["topic"][subject].append(number)
        if paper.venue:
            kinds["venue"][paper.venue].append(number)
        kinds["year"][paper.date[:4]].append(number)
    people = [Named(_id(name), name, (), wrote[name]) for name in sorted(wrote, key=lambda name: -len(wrote[name]))]
    numbers = {one.name: number for number, one in enumerate(people)}
    values = {kind: [Named(_id(n), n, (), some) for n, some in sorted(named.items())] for kind, named in kinds.items()}

    def documents() -> Iterator[Document]:
        for number, paper in enumerate(found):
            authors = [_name(person) for person in paper.authors]
            topics = [one.name for one in values["topic"] if one.name in paper.abstract]
            card = [
                f"p{number}",
                paper.title,
                authors,
                paper.date,
                paper.venue,
                topics,
                "".join(write(numbers[a]) for a in authors),
            ]
            yield Document(paper.title, [*authors, *topics, paper.venue, paper.date], paper.abstract, card)

    return documents(), len(found), people, values


def make(found: Sequence[made_up.Paper], folder: Path) -> Built:
    """Write the index of papers into a folder."""
    start = _memory(afresh=True)
    for _ in index.make(*told(found[: made_up.DOCUMENTS[0]])):
        pass
    ground = _memory() - start
    what = told(found)
    before, began = _memory(afresh=True), time.process_time()
    size = files = 0
    (folder / FOLDER).mkdir(parents=True)
    for path, content in index.make(*what):
        size += (folder / path).write_bytes(content.encode())
        files += 1
    seconds = time.process_time() - began
    text = sum(len(paper.abstract.encode()) for paper in found)
    return Built(seconds, _memory() - before, ground, files, size, text)


def _memory(*, afresh: bool = False) -> float:
    """Return the most megabytes that this process held: since it was asked to look afresh, where that can be had."""
    if not STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNIT * 1024 / 1e6
    if afresh:
        gc.collect()
        STATUS.with_name("clear_refs").write_text("5")
    [most] = re.findall(r"VmHWM:\s+(\d+) kB", STATUS.read_text())
    return int(most) * 1024 / 1e6


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")


def page_of_search(folder: Path) -> None:
    """Build the site of a list of one paper; its index gives way to another."""
    made_up.make(40, folder)
    build.build(folder)
    shutil.rmtree(folder / "site" / "api" / "search")


# --- a browser that types --------------------------------------------------------------------------------------------


class Host:
    """A host on this machine that sends what it can compressed, and counts it."""

    def __init__(self, folder: Path) -> None:
        self.sent = 0
        host = self

        @lru_cache(maxsize=1 << 15)
        def packed(path: str) -> bytes:
            return gzip.compress((folder / path).read_bytes(), 6)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # as every host does: an answer in two parts would wait for 40 ms

            def do_GET(self) -> None:
                path = self.path.partition("?")[0].lstrip("/")
                if not (folder / path).is_file():
                    self.send_error(404)
                    return
                body = packed(path)
                self.send_response(200)
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(body)))
                self.send_header(
                    "Content-Type",
                    {"js": "text/javascript", "css": "text/css"}.get(path.rpartition(".")[2], "text/html"),
                )
                self.end_headers()
                self.wfile.write(body)
                host.sent += len(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library calls it so
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                pass  # a page that is left hangs up

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """Open the page of the search in a browser that knows nothing yet."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("window.carrelDirectory")
    page.wait_for_timeout(200)
    page.evaluate(WATCH)
    yield page
    context.close()


def answered(page: Page) -> float:
    """Wait for the answer to the last key, and return how long it took."""
    page.wait_for_function("seen.answer", timeout=60_000)
    took: float = page.evaluate("seen.answer - seen.key")
    return took


def settle(page: Page) -> None:
    """Wait until the page rests."""
    page.wait_for_timeout(350)
    page.wait_for_load_state("networkidle")


@dataclass(slots=True)
class Typed:
    """What typing took: milliseconds to the answer, bytes."""

    first: float = 0
    later: float = 0
    worst: float = 0
    first_bytes: int = 0
    further_bytes: int = 0
    task: float = 0


def type_in(browser: Browser, address: str, words: Sequence[str], host: Host | None) -> Typed:
    """Type words, and ask further questions, each time in a browser that knows nothing yet.

    Others share this machine: of each key the median of several tries counts, of all keys their median and the worst.
    """
    first: list[float] = []
    later: list[float] = []
    bytes_, further, tasks = [], [], [0.0]
    for word in words:
        keys: list[list[float]] = [[] for _ in word]
        for _ in range(TRIES):
            with opened(browser, address) as page:
                before = host.sent if host else 0
                page.get_by_role("searchbox").click()
                for letter, took in zip(word, keys, strict=True):
                    page.keyboard.press(letter)
                    took.append(answered(page))
                    if took is keys[0]:
                        settle(page)
                        bytes_.append(host.sent - before if host else 0)
                    page.wait_for_timeout(60)
                tasks += page.evaluate("seen.tasks")
        first.append(median(keys[0]))
        later += map(median, keys[1:])
        with opened(browser, address) as page:
            box = page.get_by_role("searchbox")
            for other in ("", *words):
                before = host.sent if host else 0
                box.fill(f"{other} {word}")
                answered(page)
                settle(page)
                further.append(host.sent - before if host and other else 0)
            tasks += page.evaluate("seen.tasks")
    return Typed(median(first), median(later), max(later), max(bytes_), max(further), max(tasks))


# --- known papers ----------------------------------------------------------------------------------------------------


def laws(found: Sequence[made_up.Paper], chance: Random) -> dict[str, list[tuple[str, int]]]:
    """Return questions that one paper answers, by law; what several answer alike is no question of that sort."""
    titles = [re.findall(r"\w+", paper.title.lower()) for paper in found]
    texts = [set(re.findall("[a-z]{4,}", paper.abstract.lower())) for paper in found]
    often = Counter(word for text in texts for word in text)
    by_one = [
        (f"{_name(author)} {word}", n)
        for n, (paper, title) in enumerate(zip(found, titles, strict=True))
        for author in set(paper.authors)
        for word in sorted({word for word in title if len(word) > len("with")})
    ]
    asked = {
        THREE: [
            (" ".join(t), n)
            for n, title in enumerate(titles)
            for t in {*zip(title, title[1:], title[2:], strict=False)}
        ],
        RARE: [(" ".join(sorted(text, key=lambda word: (often[word], word))[:2]), n) for n, text in enumerate(texts)],
        AUTHOR: by_one,
    }
    chosen = {}
    for law, cases in asked.items():
        times = Counter(question for question, _ in cases)
        alone = sorted((question, n) for question, n in cases if times[question] == 1)
        chosen[law] = chance.sample(alone, min(CASES, len(alone)))
    return chosen


ASK = """async ([cases, among]) => {
    let good = 0, longest = 0;
    const took = [];
    for (const [query, number] of cases) {
        const began = performance.now();
        const found = await ask(query, among);
        took.push(performance.now() - began);
        if (found.includes(`p${number}`)) good += 1;
    }
    took.sort((a, b) => a - b);
    return [100 * good / cases.length, took[took.length >> 1]];
}"""
OURS = """async () => {
    await carrelReady();
    window.ask = async (query, among) => {
        const { papers } = await carrelEngine.find(query);
        return (await Promise.all(papers.slice(0, among).map(carrelIndex.card))).map((card) => card.id);
    };
}"""
MATERIAL = """async ([worker, list]) => {
    const searching = new Worker(worker);
    const answer = (type) => new Promise((resolve) => {
        searching.onmessage = ({ data }) => data.type === type && resolve(data.data);
    });
    const began = performance.now();
    const docs = await (await fetch(list)).json();
    const fields = { title: { boost: 1e3 }, text: { boost: 1 }, tags: { boost: 1e6 } };
    const config = { lang: ['en'], separator: '[\\\\s\\\\-]+', pipeline: ['stopWordFilter'], fields };
    const ready = answer(1);
    searching.postMessage({ type: 0, data: { config, docs, options: { suggest: false } } });
    await ready;
    window.ask = async (query, among) => {
        const found = answer(3);
        searching.postMessage({ type: 2, data: query });
        return (await found).items.slice(0, among).map((item) => item[0].location);
    };
    await ask('model', 1);
    return performance.now() - began;
}"""


def known(page: Page, asked: Mapping[str, list[tuple[str, int]]]) -> list[str]:
    """Return how often each law holds, and how long an answer takes."""
    told = []
    for law, cases in asked.items():
        share, took = page.evaluate(ASK, [cases, 3 if law == AUTHOR else 1])
        told.append(f"{law}: {share:.1f} % ({took:.0f} ms)")
    return told


def compare(browser: Browser, found: Sequence[made_up.Paper], site: Path, host: Host, *, material: bool) -> None:
    """Ask both searches for papers that are known."""
    asked = laws(found, Random(1))
    with opened(browser, f"{host.address}search.html") as page:
        page.evaluate(OURS)
        print("    Carrel:  ", "; ".join(known(page, asked)), flush=True)
    if not material:
        return
    worker = next((site / "assets" / "javascripts" / "workers").glob("search.*.min.js")).relative_to(site).as_posix()
    docs = [
        {"location": f"p{n}", "title": p.title, "text": f"{', '.join(map(_name, p.authors))} {p.abstract}"}
        for n, p in enumerate(found)
    ]
    (site / "material.json").write_text(json.dumps(docs), "utf-8")
    few = {law: cases[: CASES if len(found) < SLOW else 15] for law, cases in asked.items()}
    with opened(browser, f"{host.address}search.html") as page:
        page.set_default_timeout(300_000)
        ready: float = page.evaluate(MATERIAL, [f"/{worker}", "/material.json"])
        print(f"    Material: first answer {ready:.0f} ms;", "; ".join(known(page, few)), flush=True)


# --- the table -------------------------------------------------------------------------------------------------------


def main() -> None:
    """Measure, and print a table for each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[92, 1000], metavar="N", help="papers of each list")
    parser.add_argument(
        "--words", nargs="+", default=["model", "translation", "sparse attention", "zorlan"], help="words to type"
    )
    parser.add_argument("--material", action="store_true", help="ask Material's search, too, up to 10,000 papers")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as root, sync_playwright() as playwright:
        page_of_search(Path(root) / "list")
        site = Path(root) / "list" / "site"
        browser = playwright.chromium.launch(executable_path=find(CHROMIUM), args=CHROMIUM_FLAGS)
        for size in chosen.sizes:
            shutil.rmtree(site / "api" / "search", ignore_errors=True)
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                built: Built = pool.apply(make, (papers(size), site))
            report(size, built, browser, site, chosen)


def report(size: int, built: Built, browser: Browser, site: Path, chosen: Any) -> None:  # noqa: ANN401  # argparse has no type for it
    """Print what one size takes."""
    share = built.size / built.text
    print(
        f"{size:,} papers: {built.files} files, {built.size / 1e6:.2f} MB = {share:.2f} times the abstracts, "
        f"{size / built.seconds:.0f} papers/s, {built.memory:.1f} MB more memory (and {built.ground:.1f} for any list)",
        flush=True,
    )
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    if load > processors + 1:  # this process is one, the browser may be another
        print(f"    others keep this machine busy (load {load:.1f} on {processors}): times are too long", flush=True)
    host = Host(site)
    for name, address in (("http", host.address), ("file", f"{site.as_uri()}/")):
        typed = type_in(browser, f"{address}search.html", chosen.words, host if name == "http" else None)
        sent = (
            f", {typed.first_bytes / 1e3:.0f} KB, further {typed.further_bytes / 1e3:.0f} KB" if name == "http" else ""
        )
        print(
            f"    {name}: first key {typed.first:.0f} ms, later {typed.later:.0f} ms (worst {typed.worst:.0f}), "
            f"longest task {typed.task:.0f} ms{sent}",
            flush=True,
        )
    if size <= 10_000:  # noqa: PLR2004  # more is not bearable
        compare(browser, papers(size), site, host, material=chosen.material)
    host.close()


if __name__ == "__main__":
    main()
