"""Ten minutes of mixed load on `cartomarches serve`, and how much memory it has each minute.

Usage: load.py PROGRAM [MINUTES]        needs wrk (Debian) and curl

At once: wrk on /search (4 connections) and /reverse (2), tables of 100,000 rows one after the other, layers, tiles and heat
pictures of random views, and clients that leave in the middle of uploads and of answers. Ends with 1 when the memory of the last
minute is more than a tenth above that of the second, when an answer was wrong, or when the service did not end in order.
"""

import http.client
import pathlib
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

root = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "Benchmarks" / "whole"))
import tables  # noqa: E402

TABLE_ROWS = 100_000
LAYER_ROWS = 20_000
GROWTH_ALLOWED = 1.10

SEARCHES = """
local targets = {%s}
local number = 0
request = function()
  number = number %% #targets + 1
  return wrk.format("GET", targets[number])
end
"""


class Load:
    def __init__(self, port, table):
        self.port, self.table = port, table
        self.ending = threading.Event()
        self.counts = {}
        self.wrong = []
        self.lock = threading.Lock()

    def count(self, what, problem=None):
        with self.lock:
            self.counts[what] = self.counts.get(what, 0) + 1
            if problem:
                self.wrong.append(f"{what}: {problem}")

    def repeat(self, act):
        while not self.ending.is_set():
            try:
                act()
            except (OSError, http.client.HTTPException) as error:
                if not self.ending.is_set():
                    self.count(act.__name__, repr(error))

    def get(self, target):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", target, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def batch(self):
        run = subprocess.run(
            ["curl", "-sS", "-F", f"data=@{self.table}", f"http://127.0.0.1:{self.port}/search/csv"], stdout=subprocess.PIPE)
        rows = run.stdout.count(b"\n") - 1
        self.count("tables", None if rows == TABLE_ROWS else f"{rows} rows")

    def view(self):
        zoom = random.randrange(3, 15)
        west, south = random.uniform(-5, 7), random.uniform(42, 50)
        size = 360 / 2**zoom * 3
        box = f"{west},{south},{west + size},{south + size}"
        x, y = random.randrange(2**zoom), random.randrange(2**zoom)
        for target in (
            f"/layers/suppliers.geojson?bbox={box}&zoom={zoom}", f"/tiles/suppliers/{zoom}/{x}/{y}.mvt",
            f"/heatmap/suppliers.png?bbox={box}&width=256&height=256", "/layers", "/metrics",
        ):
            status, _ = self.get(target)
            self.count("views", None if status in (200, 503) else f"{target} {status}")
        time.sleep(0.05)

    def leaver(self):
        """Leaves in the middle of an upload, or of an answer; with a reset or in order."""
        table = b"code;ville\n" + b"59530;LE QUESNOY\n" * 50_000
        head = b'--x\r\nContent-Disposition: form-data; name="data"; filename="t.csv"\r\n\r\n'
        body = head + table + b"\r\n--x--\r\n"
        request = (
            b"POST /search/csv HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: %d\r\n\r\n" % len(body)
            + body)
        client = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        if random.random() < 0.5:
            client.sendall(request[:random.randrange(len(request))])
        else:
            client.sendall(request)
            client.recv(10_000)
        if random.random() < 0.5:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
        self.count("clients that left")
        time.sleep(0.2)


def kilobytes(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))


def wrk(folder, name, port, targets, connections, seconds):
    script = folder / f"{name}.lua"
    script.write_text(SEARCHES % ",".join(f'"{target}"' for target in targets))
    return subprocess.Popen(
        ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "-s", script, f"http://127.0.0.1:{port}"],
        stdout=subprocess.PIPE, text=True)


def main():
    program, minutes = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10
    places, communes = tables.read_gazetteer(root / "gazetteer")
    draw = random.Random(tables.SEED)
    sample = [draw.choice(places) for _ in range(2_000)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        tables.write_table(folder / "table.csv", places, TABLE_ROWS, True)
        tables.write_contracts(folder / "layers.csv", places, LAYER_ROWS)
        log = open(folder / "log", "w")
        process = subprocess.Popen([program, "serve", folder / "layers.csv", "--port", "0"], stderr=log)
        port = None
        while not port or "event=layers" not in (folder / "log").read_text():
            time.sleep(0.2)
            found = re.search(r"url=http://127.0.0.1:(\d+)/", (folder / "log").read_text())
            port = int(found.group(1)) if found else None
        load = Load(port, folder / "table.csv")
        quote = urllib.parse.quote
        searches = [f"/search?limit=5&q={quote(city[: draw.randrange(3, 20)])}" for _, city, _ in sample]
        searches += [f"/search?limit=1&autocomplete=0&q={code}+{quote(city)}" for code, city, _ in sample]
        reverses = [
            f"/reverse?lat={communes[code]['latitude']}&lon={communes[code]['longitude']}" for _, _, code in sample]
        loads = [wrk(folder, "search", port, searches, 4, minutes * 60), wrk(folder, "reverse", port, reverses, 2, minutes * 60)]
        threads = [threading.Thread(target=load.repeat, args=(act,)) for act in (load.batch, load.view, load.leaver)]
        for thread in threads:
            thread.start()
        resident = [kilobytes(process)]
        print("minute, resident MB:", 0, round(resident[0] / 1_024, 1), flush=True)
        for minute in range(1, minutes + 1):
            time.sleep(60)
            resident.append(kilobytes(process))
            print("minute, resident MB:", minute, round(resident[-1] / 1_024, 1), load.counts, flush=True)
        load.ending.set()
        for thread in threads:
            thread.join()
        for run in loads:
            print(re.sub(r"\s+", " ", run.communicate()[0]))
        process.send_signal(signal.SIGTERM)
        code = process.wait(40)
        log.close()
        bad = [line for line in (folder / "log").read_text().splitlines() if "level=error" in line or "status=5" in line]
        bad = [line for line in bad if "status=503" not in line]
    growth = resident[-1] / resident[min(2, minutes)]
    print(f"exit {code}, {len(load.wrong)} wrong answers {load.wrong[:3]}, {len(bad)} errors logged {bad[:3]}, growth {growth:.3f}")
    sys.exit(0 if code == 0 and not load.wrong and not bad and growth <= GROWTH_ALLOWED else 1)


if __name__ == "__main__":
    main()
