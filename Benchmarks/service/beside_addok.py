"""`cartomarches serve` beside an addok that is running on the same machine: the same questions and tables, one after the other.

Usage: beside_addok.py PROGRAM ADDOK_URL        needs wrk (Debian) and curl; addok must know the communes

Prints for each: searches a second with 8 connections ("59530 Le Quesnoy", 2,000 different, whole names), half and 99 % within, over and
over and then with a parameter more that is new each time, so that no answer is one that was kept; rows a second of `/search/csv` with
5,000 rows of code and city; then the program's own rows a second with larger tables.
"""

import pathlib
import random
import re
import subprocess
import sys
import tempfile
import urllib.parse

root = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "Benchmarks" / "whole"))
import tables  # noqa: E402

ASK = """
local targets = {%s}
local number = 0
local turn = 0
local isNew = %s
request = function()
  number = number + 1
  if number > #targets then number = 1; turn = turn + 1 end
  return wrk.format("GET", isNew and targets[number] .. "&turn=" .. turn or targets[number])
end
"""


def searches(base, script):
    out = subprocess.run(
        ["wrk", "-t", "1", "-c", "8", "-d", "6s", "--latency", "-s", script, base], stdout=subprocess.PIPE, text=True).stdout
    half, most = (re.search(rf"^\s+{share}%\s+(\S+)", out, re.M).group(1) for share in (50, 99))
    failed = re.search(r"Non-2xx.*", out)
    rate = float(re.search(r"Requests/sec:\s+(\S+)", out).group(1))
    print(f"{base}: {rate:.0f} searches/s, half within {half}, 99 % within {most} {failed.group(0) if failed else ''}", flush=True)
    return rate


def rows(base, file, count, columns=("postcode", "city")):
    fields = [part for column in columns for part in ("-F", f"columns={column}")]
    out = subprocess.run(
        ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code} %{time_total}", "-F", f"data=@{file}", *fields, f"{base}/search/csv"],
        stdout=subprocess.PIPE, text=True).stdout.split()
    rate = count / float(out[1])
    print(f"{base}: {count} rows of {pathlib.Path(file).name} in {out[1]} s, {rate:.0f} rows/s, status {out[0]}", flush=True)
    return rate


def main():
    program, addok = sys.argv[1], sys.argv[2].rstrip("/")
    places, _ = tables.read_gazetteer(root / "gazetteer")
    draw = random.Random(tables.SEED)
    sample = [draw.choice(places) for _ in range(5_000)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        targets = [
            "/search/?" + urllib.parse.urlencode({"q": f"{code} {city}", "limit": 1, "autocomplete": 0}) for code, city, _ in sample]
        quoted = [f'"{target}"' for target in targets]
        for name, is_new in (("ask.lua", "false"), ("ask_new.lua", "true")):
            (folder / name).write_text(ASK % (",".join(quoted[:2_000]), is_new))
        small = folder / "small.csv"
        small.write_text("id,postcode,city\n" + "".join(f'{n},{code},"{city}"\n' for n, (code, city, _) in enumerate(sample)))
        tables.write_table(folder / "clean.csv", places, 480_000, False)
        tables.write_table(folder / "messy.csv", places, 100_000, True)
        service = subprocess.Popen([program, "serve", "--port", "0"], stderr=open(folder / "log", "w"))
        found = None
        while not found:
            found = re.search(r"url=(\S+)/", (folder / "log").read_text())
        ours = found.group(1)
        try:
            theirs_searches = max(searches(addok, folder / "ask.lua") for _ in range(2))
            ours_searches = max(searches(ours, folder / "ask.lua") for _ in range(2))
            new_searches = max(searches(ours, folder / "ask_new.lua") for _ in range(2))
            theirs_rows = max(rows(addok, small, 5_000) for _ in range(2))
            ours_rows = max(rows(ours, small, 5_000) for _ in range(3))
            most = max(rows(ours, folder / "clean.csv", 480_000) for _ in range(3))
            messy = max(rows(ours, folder / "messy.csv", 100_000) for _ in range(3))
        finally:
            service.terminate()
            service.wait(40)
    print(f"searches: {ours_searches / theirs_searches:.1f} times, {new_searches / theirs_searches:.1f} times when none is asked twice; "
          f"rows: {ours_rows / theirs_rows:.0f} times with the same table, "
          f"{most / theirs_rows:.0f} times with 50 MB, {messy / theirs_rows:.0f} times with 10 MB of messy rows")


if __name__ == "__main__":
    main()
