"""`cartomarches serve` for as long as a check runs."""

import contextlib
import re
import subprocess
import threading


@contextlib.contextmanager
def service(program, *arguments):
    """The service on a free port, its tables read; its address. It must end well."""
    process = subprocess.Popen([program, "serve", *arguments, "--port", "0"], stderr=subprocess.PIPE, text=True)
    try:
        address = None
        for line in process.stderr:
            found = re.search(r"url=(\S+)/", line)
            address = found.group(1) if found else address
            if address and "event=layers" in line:
                break
        # What is logged from here on is read by nobody, and must not fill the pipe.
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield address
    finally:
        process.terminate()
        code = process.wait(40)
    if code != 0:
        raise SystemExit(f"FAILED: the service ended with {code}")
