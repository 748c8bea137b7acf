"""Whole-process times of cartomarches and its peers on the same seeded tables; checks that their answers agree."""

import argparse
import csv
import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

from peers import DUCKDB, PANDAS, POLARS, SUPERCLUSTER
from tables import read_gazetteer, write_contracts, write_join_table, write_table


class Clock:
    """Times processes by the small program of measure.c: what Python starts has Python's own memory as its least."""

    def __init__(self, work):
        self.program, self.result = str(work / "measure"), work / "measure.txt"

    def __call__(self, command, stdin=None, stdout=None):
        """Wall seconds, processor seconds and the maximum resident set in MB of one process."""
        environment = dict(os.environ, POLARS_MAX_THREADS="2")
        run = subprocess.run(
            [self.program, str(self.result)] + command,
            stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL, env=environment,
        )
        if run.returncode:
            sys.exit(f"{command[0]} ended with {run.returncode}")
        wall, processor, kilobytes = self.result.read_text().split()
        return float(wall), float(processor), int(kilobytes) / 1024


class Table:
    """Lines of figures: medians of several runs."""

    def __init__(self):
        self.rows = []

    def add(self, name, runs, rows=None):
        walls = [run[0] for run in runs]
        wall = statistics.median(walls)
        self.rows.append(
            (name, wall, min(walls), max(walls), statistics.median(r[1] for r in runs), max(r[2] for r in runs),
             rows / wall if rows else None)
        )
        return wall

    def print(self):
        print(f"\n{'':38} {'wall s':>8} {'min':>7} {'max':>7} {'cpu s':>7} {'MB':>6} {'rows/s':>12}")
        for name, wall, low, high, cpu, memory, rate in self.rows:
            shown = f"{rate:12,.0f}" if rate else ""
            print(f"{name:38} {wall:8.3f} {low:7.3f} {high:7.3f} {cpu:7.2f} {memory:6.0f} {shown}")


def versions():
    from importlib.metadata import version

    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "?")
    print(time.strftime("%Y-%m-%d"), platform.platform(), f"{model}, {os.cpu_count()} cores")
    print("Python", platform.python_version(), *[f"{name} {version(name)}" for name in ("duckdb", "polars", "pandas")])


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def column(path, name):
    with open(path, encoding="utf-8", newline="") as file:
        return {row["id"]: row[name] for row in csv.DictReader(file)}


def tables(options, work, table):
    """Tables of rows: beside the joins, messy beside clean, the same bytes on any number of threads."""
    timed = Clock(work)
    clean, messy, places = str(work / "clean.csv"), str(work / "messy.csv"), str(work / "places.csv")
    program, python = options.program, sys.executable
    out = {name: str(work / f"{name}.csv") for name in ("ours", "messy-ours", "duckdb", "polars", "pandas", "copy")}
    jobs = {
        "copy and append 140 bytes (the limit)": [str(work / "copy"), clean, out["copy"]],
        "cartomarches geocode, clean": [program, "geocode", clean, "--quiet", "-o", out["ours"]],
        "cartomarches geocode, messy": [program, "geocode", messy, "--quiet", "-o", out["messy-ours"]],
        "DuckDB join, clean": [python, "-c", DUCKDB, clean, places, out["duckdb"]],
        "Polars join, clean": [python, "-c", POLARS, clean, places, out["polars"]],
        "pandas join, clean": [python, "-c", PANDAS, clean, places, out["pandas"]],
    }
    figures = {name: [] for name in jobs}
    for _ in range(options.runs):
        for name, command in jobs.items():
            Path(command[-1]).unlink(missing_ok=True)
            figures[name].append(timed(command))
    walls = {name: table.add(name, runs, options.rows) for name, runs in figures.items()}

    checks = [
        f"times DuckDB's: {walls['DuckDB join, clean'] / walls['cartomarches geocode, clean']:.2f}",
        f"messy / clean: {walls['cartomarches geocode, messy'] / walls['cartomarches geocode, clean']:.2f}",
        "clean / copy: "
        f"{walls['cartomarches geocode, clean'] / walls['copy and append 140 bytes (the limit)']:.2f}",
    ]
    ours = column(out["ours"], "result_citycode")
    for peer in ("duckdb", "polars", "pandas"):
        theirs = column(out[peer], "citycode")
        differing = [key for key, code in theirs.items() if code and ours[key] != code]
        checks.append(f"same commune as {peer}: {len(theirs) - len(differing)} of {len(theirs)} rows")
    for name in ("ours", "messy-ours"):
        expected = digest(out[name])
        for threads in (1, 2, 8):
            source = clean if name == "ours" else messy
            again = str(work / "threads.csv")
            runs = [timed([program, "geocode", source, "--quiet", "--threads", str(threads), "-o", again])]
            if digest(again) != expected:
                sys.exit(f"{name}: other bytes on {threads} threads")
            if name == "ours":
                table.add(f"cartomarches geocode, {threads} threads", runs, options.rows)
    checks.append("same bytes on 1, 2 and 8 threads, clean and messy")
    return checks


def pipe(options, work, table):
    """Rows from a pipe, the table again and again; the output is thrown away, at both lengths."""
    timed = Clock(work)
    clean = work / "clean.csv"
    for rows in (options.rows, options.pipe_rows):
        command = f"cat {clean}; for i in $(seq {max(1, rows // options.rows) - 1}); do tail -n +2 {clean}; done"
        with open(os.devnull, "w") as nothing:
            feeder = subprocess.Popen(["bash", "-c", command], stdout=subprocess.PIPE)
            run = timed([options.program, "geocode", "-", "--quiet"], stdin=feeder.stdout, stdout=nothing)
            feeder.stdout.close()
            feeder.wait()
        table.add(f"cartomarches geocode, {rows:,} from a pipe", [run], rows)


def small(options, work, table):
    """One row, one look-up, and a map of 100,000 rows with every output."""
    timed = Clock(work)
    one = work / "one.csv"
    one.write_text("code postal,ville\n59530,Le Quesnoy\n", encoding="utf-8")
    program = options.program
    jobs = {
        "cartomarches geocode, one row": [program, "geocode", str(one), "--quiet", "-o", str(work / "one-out.csv")],
        "cartomarches lookup 59530": [program, "lookup", "59530"],
    }
    for name, command in jobs.items():
        table.add(name, [timed(command, stdout=subprocess.DEVNULL) for _ in range(101)][1:])
    command = [program, "map", str(work / "contracts.csv"), "--quiet", "-o", str(work / "map")]
    every = "geojson,geojsonl,umap,csv,kml,gpkg,png,svg,html"
    maps = {"": [], ", --buyer": ["--buyer", "59530 Le Quesnoy"], ", --buyer, every format": ["--buyer", "59530 Le Quesnoy", "--formats", every]}
    for name, more in maps.items():
        runs = []
        for _ in range(options.runs):
            shutil.rmtree(work / "map", ignore_errors=True)
            runs.append(timed(command + more))
        table.add(f"cartomarches map, 100,000 rows{name}", runs, 100_000)


def supercluster(options, work, table):
    """Building the index of all zooms in supercluster, on the positions of the clean table."""
    if not (work / "node_modules" / "supercluster").is_dir():
        return ["supercluster: not to be had here"]
    with open(work / "ours.csv", encoding="utf-8", newline="") as file:
        points = [[float(row["longitude"]), float(row["latitude"])] for row in csv.DictReader(file)][:1_000_000]
    (work / "points.json").write_text(json.dumps(points))
    result = subprocess.run(
        ["node", "-e", SUPERCLUSTER, str(work / "points.json")], cwd=work, capture_output=True, text=True, check=True
    )
    answer = json.loads(result.stdout)
    return [f"supercluster: {len(points):,} points indexed in {answer['seconds']:.2f} s (see cluster build below)"]


def addok(options, work):
    """An addok, if there is one: requests one after the other, as its clients send them."""
    if not options.addok:
        return ["addok: not asked (--addok URL)"]
    with open(work / "places.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[::50]
    same = 0
    start = time.perf_counter()
    for row in rows:
        query = urllib.parse.urlencode({"q": f"{row['postcode']} {row['city']}", "limit": 1})
        with urllib.request.urlopen(f"{options.addok.rstrip('/')}/search/?{query}") as answer:
            features = json.load(answer)["features"]
        same += bool(features) and features[0]["properties"].get("citycode") == row["citycode"]
    seconds = time.perf_counter() - start
    return [f"addok: {len(rows) / seconds:.0f} requests a second, same commune for {same} of {len(rows)}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pipe-rows", type=int, default=20_000_000)
    parser.add_argument("--addok")
    parser.add_argument("--skip-parts", action="store_true")
    options = parser.parse_args()
    work = options.work
    places, communes = read_gazetteer(Path("gazetteer"))
    write_table(work / "clean.csv", places, options.rows, messy=False)
    write_table(work / "messy.csv", places, options.rows, messy=True)
    write_contracts(work / "contracts.csv", places, 100_000)
    write_join_table(work / "places.csv", places, communes)

    table = Table()
    checks = tables(options, work, table)
    pipe(options, work, table)
    small(options, work, table)
    checks += supercluster(options, work, table) + addok(options, work)
    versions()
    print(f"{options.rows:,} rows, {os.path.getsize(work / 'clean.csv') / 1e6:.0f} MB, medians of {options.runs}")
    table.print()
    print("\n" + "\n".join(checks))
    if not options.skip_parts:
        subprocess.run(["swift", "run", "-c", "release", "--package-path", "Benchmarks", "Parts"], check=True)


main()
