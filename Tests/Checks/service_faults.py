"""Does to `cartomarches serve` what rude clients and broken networks do, and says what happened: the table of docs/service.md.

Usage: service_faults.py PROGRAM EXAMPLE
"""

import concurrent.futures
import contextlib
import pathlib
import re
import resource
import signal
import socket
import struct
import sys
import threading
import time

import service_process
from checks import expect, finish

BOUNDARY = "fault"
IDLE = 10_000


def say(what, happened):
    print(f"| {what} | {happened} |", flush=True)


class Service(service_process.Service):
    """The program, asked over plain sockets."""

    @property
    def port(self):
        return int(self.address.rsplit(":", 1)[1])

    def kilobytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))

    def descriptors(self):
        return len(list(pathlib.Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def connect(self, timeout=60):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def ask(self, data, half_close=False, timeout=60):
        """Sends bytes as they are; the status of the answer, or what became of the connection."""
        with self.connect(timeout) as client:
            try:
                client.sendall(data)
                if half_close:
                    client.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            return status(client)

    def search(self):
        """Seconds that a search takes."""
        start = time.perf_counter()
        answer = self.ask(get("/search?q=le+quesnoy&limit=1"))
        expect(answer == 200, f"search: {answer}")
        return time.perf_counter() - start

    def under_way(self):
        with self.connect() as client:
            client.sendall(get("/metrics"))
            return float(re.search(r"\ncartomarches_tables_under_way (\S+)", read_all(client).decode()).group(1))


def get(target):
    return f"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()


def post(body, length=None, boundary=BOUNDARY, path="/search/csv"):
    kind = f"multipart/form-data; boundary={boundary}" if boundary else "multipart/form-data"
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: {kind}\r\n"
    return (head + f"Content-Length: {len(body) if length is None else length}\r\n\r\n").encode() + body


def form(table, *fields):
    parts = [f'name="data"; filename="t.csv"\r\n\r\n'.encode() + table]
    parts += [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields]
    return b"".join(
        b"--%s\r\nContent-Disposition: form-data; %s\r\n" % (BOUNDARY.encode(), part) for part in parts
    ) + b"--%s--\r\n" % BOUNDARY.encode()


def read_all(client):
    data = bytearray()
    while True:
        try:
            piece = client.recv(1 << 18)
        except TimeoutError:
            return bytes(data) or b"TIMEOUT"
        except OSError:
            return bytes(data) or b"RESET"
        if not piece:
            return bytes(data)
        data += piece


def status(client):
    answer = read_all(client)
    found = re.match(rb"HTTP/1.1 (\d+)", answer)
    return int(found.group(1)) if found else bytes(answer[:20]).decode("latin-1") or "closed"


def milliseconds(seconds):
    return f"{seconds * 1_000:.1f} ms"


def slow_heads(service):
    clients = [service.connect() for _ in range(300)]
    head = b"GET /search?q=lille HTTP/1.1\r\nX-Slow: "
    times = []
    start = time.monotonic()
    position = 0
    while time.monotonic() - start < 9:
        for client in clients:
            with contextlib.suppress(OSError):
                client.send(head[position:position + 1] or b"a")
        position += 1
        times += [service.search() for _ in range(20)]
        time.sleep(0.5)
    answers = [status(client) for client in clients]
    expect(set(answers) == {408}, f"slow heads: {set(answers)}")
    times.sort()
    say("300 connections sending a head byte by byte",
        f"each {answers[0]} after {time.monotonic() - start:.0f} s; {len(times)} searches meanwhile: half within "
        f"{milliseconds(times[len(times) // 2])}, the slowest {milliseconds(times[-1])}")


def broken_requests(service):
    half = service.ask(b"GET /search?q=lille HTTP/1.1\r\nHos", half_close=True)
    expect(half == 400, f"half a request: {half}")
    say("half a request, then the sending side closed", half)
    upload = service.ask(post(form(b"code\n59530\n")[:60], 5_000), half_close=True)
    expect(upload == 400 and service.under_way() == 0, f"half an upload: {upload}")
    say("half an upload, then the sending side closed", f"{upload}; its place among the tables is free again")
    for _ in range(20):
        client = service.connect()
        client.sendall(post(form(b"code\n59530\n")[:60], 5_000))
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
    time.sleep(0.5)
    expect(service.under_way() == 0, "uploads reset: places are taken")
    say("20 clients that reset the connection in the middle of an upload", "the places of all are free again")
    table = b"code\n" + b"59530\n" * 300_000
    for _ in range(8):
        with service.connect() as client:
            client.sendall(post(form(table)))
            client.recv(1_000)
        time.sleep(0.2)
    time.sleep(1)
    expect(service.under_way() == 0, "answers left: places are taken")
    say("8 clients that leave in the middle of an answer of 300,000 rows", "the places of all are free again")


def silent_upload(service):
    start = time.monotonic()
    answer = service.ask(post(form(b"code\n59530\n")[:60], 5_000), timeout=180)
    expect(answer == 408 and service.under_way() == 0, f"silent upload: {answer}")
    say("half an upload, then nothing, the connection open", f"{answer} after {time.monotonic() - start:.0f} s; its place is free again")


def too_large(service):
    service.ask(post(form(b"code\n59530\n")))
    before = service.kilobytes()
    announced = service.ask(post(b"x" * 1_000, 60 << 20))
    chunk = b"10000\r\n" + b"a" * (1 << 16) + b"\r\n"
    head = post(b"").replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    start = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="data"; filename="t.csv"\r\n\r\n'.encode()
    body = head + b"%x\r\n%s\r\n" % (len(start), start) + chunk * 960
    silent = service.ask(body)
    expect(announced == 413 and silent == 413, f"too large: {announced}, {silent}")
    say("60 MB announced; 60 MB in chunks without saying so",
        f"{announced}; {silent}; memory grew by {(service.kilobytes() - before) / 1_024:.1f} MB")
    lines = service.ask(post(form(b"59530\n" * 1_100_000)))
    expect(lines == 413, f"too many rows: {lines}")
    say("a table of 1,100,000 rows", lines)


def bad_forms(service):
    part = b'--fault\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    for what, data, wanted in [
        ("no boundary in the content type", post(form(b"code\n59530\n"), boundary=None), 415),
        ("JSON in place of a form", post(b"{}").replace(b"multipart/form-data; boundary=fault", b"application/json"), 415),
        ("a body that is no form", post(b"zzz"), 400),
        ("a boundary that never ends", post(form(b"code\n59530\n").replace(b"--fault--", b"")), 400),
        ("100 parts", post(part * 100 + b"--fault--\r\n"), 400),
        ("a part's head of 20 KB", post(b'--fault\r\nX: ' + b"a" * 20_000 + b"\r\n\r\n1\r\n--fault--\r\n"), 400),
        ("a field of 10 KB", post(form(b"code\n59530\n", ("columns", "a" * 10_000))), 413),
        ("no table in the form", post(part + b"--fault--\r\n"), 400),
        ("a table of no bytes", post(form(b"")), 400),
        ("two tables", post(form(b"code\n59530\n")[:-11] + form(b"code\n59530\n")), 400),
    ]:
        answer = service.ask(data)
        expect(answer == wanted, f"{what}: {answer}, not {wanted}")
        say(what, answer)


def encodings(service):
    table = "ville;code\nBéziers;34500\nLe Quesnoy;59530\n"
    for what, data, fields in [
        ("Latin-1 bytes, nothing said", table.encode("latin-1"), []),
        ("Latin-1 bytes, `encoding=utf-8`", table.encode("latin-1"), [("encoding", "utf-8")]),
        ("UTF-16 with a mark, nothing said", table.encode("utf-16"), []),
        ("UTF-8 bytes, `encoding=latin1`", table.encode(), [("encoding", "latin1")]),
        ("UTF-8 that breaks off in a letter", table.encode() + b"B\xc3", []),
    ]:
        with service.connect() as client:
            client.sendall(post(form(data, *fields)))
            answer = read_all(client)
        expect(answer.startswith(b"HTTP/1.1 200") and b"34032" in answer and b"59481" in answer, f"{what}: {answer[:200]}")
        say(what, "200, both towns found")
    for what, data, fields in [
        ("`encoding=klingon`", table.encode(), [("encoding", "klingon")]),
        ("a PNG as table", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100), []),
        ("random bytes", bytes(range(256)) * 100, []),
    ]:
        answer = service.ask(post(form(data, *fields)))
        expect(answer == 400, f"{what}: {answer}")
        say(what, answer)


def paths(service):
    names = ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "....//etc/passwd", "%00", "suppliers%00",
             "suppliers%2f..%2f..", "..\\..\\etc\\passwd", "%c0%ae%c0%ae%c0%af", "/etc/passwd"]
    answers = set()
    for name in names:
        for target in [f"/layers/{name}.geojson", f"/tiles/{name}/0/0/0.mvt", f"/heatmap/{name}.png", f"/assets/leaflet/{name}",
                       f"/{name}"]:
            answer = service.ask(get(target))
            answers.add(answer)
            expect(answer in (400, 404), f"{target}: {answer}")
    say(f"`..`, `%2e%2e%2f`, `%00` and the like in names and paths, {len(names) * 5} ways",
        " or ".join(map(str, sorted(answers))) + ": names are looked up in a list, no part of a path becomes a file's")


def no_http(service):
    cases = [
        ("TLS bytes", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500)), ("garbage", b"GARBAGE\r\n\r\n"),
        ("two lengths", b"POST /search/csv HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd"),
        ("100 KB of header", b"GET /health HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 100_000 + b"\r\n\r\n"),
    ]
    answers = {service.ask(data) for _, data in cases}
    expect(answers <= {400, 431, "RESET"}, f"no HTTP: {answers}")
    say(", ".join(what for what, _ in cases), f"{', '.join(map(str, answers))}, connection closed")
    target = service.ask(get("/search?q=" + "a" * 9_000))
    expect(target == 414, f"a long target: {target}")
    say("a path and query of 9 KB", target)


def idle_connections(service):
    for _ in range(20):
        service.search()
    before, files = service.kilobytes(), service.descriptors()
    start = time.monotonic()
    clients = [service.connect() for _ in range(IDLE)]
    opened = time.monotonic() - start
    times = []
    while time.monotonic() - start < opened + 5:
        times.append(service.search())
        time.sleep(0.02)
    held, most = (service.kilobytes() - before) / IDLE, service.descriptors() - files
    answers = {status(client) for client in clients}
    for client in clients:
        client.close()
    deadline = time.monotonic() + 20
    while service.descriptors() > files + 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    left = service.descriptors() - files
    expect(answers == {408} and left <= 2, f"idle: {answers}, {left} descriptors left")
    first, ordered = times[0], sorted(times)
    say(f"{IDLE:,} connections that say nothing",
        f"opened in {opened:.1f} s, held, {held:.1f} KB each ({most:,} descriptors); {len(times)} searches meanwhile: the first "
        f"{milliseconds(first)}, half within {milliseconds(ordered[len(ordered) // 2])}, the slowest {milliseconds(ordered[-1])}; "
        f"each 408 after 10 s, all descriptors are given back")


def end_under_load(program, example):
    service = Service(program, example)
    table = form(b"code;ville\n" + b"59530;LE QUESNOY\n" * 200_000)
    ending = threading.Event()
    whole, cut, refused = [], [], []

    def client(uploads):
        while True:
            begun_late = ending.is_set()
            try:
                connection = service.connect()
            except OSError:
                refused.append(begun_late)
                return
            with connection:
                try:
                    connection.sendall(post(table) if uploads else get("/search?q=lille"))
                    answer = read_all(connection)
                except OSError:
                    answer = b"RESET"
            if answer in (b"RESET", b"") or not answer.startswith(b"HTTP/1.1 200"):
                # Accepted by the system and never read by the service: refused, not cut.
                (refused if answer in (b"RESET", b"") else cut).append(begun_late)
                return
            (whole if not uploads or answer.endswith(b"\r\n0\r\n\r\n") else cut).append(ending.is_set())

    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        for number in range(6):
            pool.submit(client, number % 2 == 0)
        time.sleep(2)
        ending.set()
        start = time.monotonic()
        service.process.send_signal(signal.SIGTERM)
        code = service.process.wait(40)
        took = time.monotonic() - start
    finished = sum(whole)
    expect(not cut and code == 0, f"SIGTERM: {len(cut)} cut, exit {code}")
    say("SIGTERM under six clients, half of them uploading 200,000 rows",
        f"{len(whole)} answers before and after it, {finished} of them finished after it, {len(cut)} cut; exit {code} after {took:.1f} s")


def end_while_connecting(program, rounds=10):
    """A connection that is taken just when the service ends must not bring it down."""
    answered, cut, codes = [], [], []
    for _ in range(rounds):
        service = Service(program)
        ending = threading.Event()

        def client():
            while not ending.is_set():
                try:
                    with service.connect(40) as connection:
                        connection.sendall(get("/health"))
                        answer = read_all(connection)
                except OSError:
                    continue
                if answer and answer != b"RESET":
                    (answered if answer.endswith(b"}") else cut).append(1)

        clients = [threading.Thread(target=client) for _ in range(12)]
        for each in clients:
            each.start()
        time.sleep(0.7)
        service.process.send_signal(signal.SIGTERM)
        codes.append(service.process.wait(40))
        ending.set()
        for each in clients:
            each.join()
    expect(set(codes) == {0} and not cut, f"SIGTERM while connecting: exits {codes}, {len(cut)} cut")
    say(f"SIGTERM beside 12 clients that open a connection for each request, {rounds} times",
        f"{len(answered):,} answers, {len(cut)} cut, exits {sorted(set(codes))}")


def main():
    program, example = sys.argv[1:3]
    wanted = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, wanted))
    service = Service(program, example)
    try:
        for check in (slow_heads, broken_requests, silent_upload, too_large, bad_forms, encodings, paths, no_http, idle_connections):
            check(service)
    finally:
        service.end()
    end_under_load(program, example)
    end_while_connecting(program)
    errors = [line for line in service.log if "level=error" in line or "level=critical" in line]
    expect(not errors, f"the log: {errors[:3]}")
    finish("faults")


if __name__ == "__main__":
    main()
