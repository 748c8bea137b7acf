"""Whole-process times of geocoding a table, beside database joins that repair nothing.

Makes a clean table (every code and official name exact) and a messy one (15 % of the rows with a lost zero, spaces, a
prefix, another case or no code) from a fixed seed, runs each program in turn, checks that the joins and the program put
every clean row in the same commune, and prints one table of medians.
"""

import argparse
import csv
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

SEED = 59530
MESSY_SHARE = 0.15


def read_gazetteer(folder):
    def rows(name):
        with open(folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))

    names = {row["citycode"]: row for row in rows("communes.csv")}
    return [
        (row["postcode"], names[row["citycode"]]["name"], row["citycode"])
        for row in rows("postal_codes.csv")
        if not names[row["citycode"]]["parent"]
    ], names


def mess(rng, code, city):
    kind = rng.randrange(5)
    if kind == 0:
        return (code.lstrip("0"), city) if code.startswith("0") else (f" {code} ", city)
    if kind == 1:
        return f"{code[:2]} {code[2:]}", city
    if kind == 2:
        return f"F-{code}", city
    if kind == 3:
        return code, city.upper().replace("-", " ")
    return "", city


def write_table(path, places, rows, messy):
    rng = random.Random(SEED)
    with open(path, "w", encoding="utf-8", buffering=1 << 20) as file:
        file.write("id,name,object,amount,date,postcode,city\n")
        for number in range(rows):
            code, city, _ = places[rng.randrange(len(places))]
            if messy and rng.random() < MESSY_SHARE:
                code, city = mess(rng, code, city)
            file.write(
                f"{number},ENTREPRISE {rng.randrange(100000)} SARL,Travaux de voirie et reseaux lot {number % 97},"
                f"{rng.randrange(1000, 900000)}.{number % 100:02d},2015-{number % 12 + 1:02d}-{number % 28 + 1:02d},"
                f"{code},{city}\n"
            )


def write_join_table(path, places, names):
    with open(path, "w", encoding="utf-8") as file:
        file.write("postcode,city,citycode,latitude,longitude\n")
        seen = set()
        for code, city, citycode in places:
            if (code, city) in seen:
                continue
            seen.add((code, city))
            row = names[citycode]
            file.write(f"{code},{city},{citycode},{row['latitude']},{row['longitude']}\n")


DUCKDB = """
import duckdb, sys
table, places, out = sys.argv[1:]
db = duckdb.connect(config={"threads": 2})
text = "all_varchar=true"
db.execute(f"copy (select t.*, p.citycode, p.latitude, p.longitude from read_csv('{table}', {text}) t "
           f"left join read_csv('{places}', {text}) p using (postcode, city)) to '{out}' (header, delimiter ',')")
"""

POLARS = """
import polars as pl, sys
table, places, out = sys.argv[1:]
left = pl.read_csv(table, infer_schema=False)
left.join(pl.read_csv(places, infer_schema=False), on=["postcode", "city"], how="left", maintain_order="left").write_csv(out)
"""


def timed(command, environment=None):
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{command[0]} ended with {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def communes(path, column):
    with open(path, encoding="utf-8", newline="") as file:
        return {row["id"]: row[column] for row in csv.DictReader(file)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--runs", type=int, required=True)
    options = parser.parse_args()
    work = options.work
    places, names = read_gazetteer(options.gazetteer)
    write_table(work / "clean.csv", places, options.rows, messy=False)
    write_table(work / "messy.csv", places, options.rows, messy=True)
    write_join_table(work / "places.csv", places, names)

    python = sys.executable
    environment = dict(os.environ, POLARS_MAX_THREADS="2")
    clean, messy, table = str(work / "clean.csv"), str(work / "messy.csv"), str(work / "places.csv")
    jobs = {
        "cartomarches, clean": [options.program, "geocode", clean, "--quiet", "-o", str(work / "ours.csv")],
        "cartomarches, messy": [options.program, "geocode", messy, "--quiet", "-o", str(work / "messy-ours.csv")],
        "DuckDB join, clean": [python, "-c", DUCKDB, clean, table, str(work / "duckdb.csv")],
        "Polars join, clean": [python, "-c", POLARS, clean, table, str(work / "polars.csv")],
    }
    figures = {name: [] for name in jobs}
    for _ in range(options.runs):
        for name, command in jobs.items():
            figures[name].append(timed(command, environment))

    size = os.path.getsize(clean) / 1e6
    print(f"{options.rows} rows, {size:.0f} MB, medians of {options.runs}")
    print(f"{'':24} {'wall s':>8} {'min':>6} {'max':>6} {'cpu s':>7} {'MB':>6} {'rows/s':>12}")
    for name, runs in figures.items():
        walls = [run[0] for run in runs]
        wall = statistics.median(walls)
        cpu = statistics.median(run[1] for run in runs)
        memory = max(run[2] for run in runs)
        print(
            f"{name:24} {wall:8.2f} {min(walls):6.2f} {max(walls):6.2f} {cpu:7.2f} {memory:6.0f}"
            f" {options.rows / wall:12,.0f}"
        )

    ours, theirs = communes(work / "ours.csv", "result_citycode"), communes(work / "duckdb.csv", "citycode")
    differing = [key for key, code in theirs.items() if code and ours[key] != code]
    print(f"same commune as the join: {len(theirs) - len(differing)} of {len(theirs)} rows")
    if differing:
        print(f"  first: id {differing[0]}, ours {ours[differing[0]]}, join {theirs[differing[0]]}")


main()
