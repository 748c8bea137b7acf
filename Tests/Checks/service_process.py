"""`cartomarches serve` for as long as a check runs."""

import contextlib
import re
import subprocess
import threading


class Service:
    """The program on a free port, the tables of its arguments read."""

    def __init__(self, program, *arguments):
        self.process = subprocess.Popen(
            [program, "serve", *arguments, "--port", "0"], stderr=subprocess.PIPE, text=True)
        self.log = []
        self.address = None
        for line in self.process.stderr:
            self.log.append(line)
            found = re.search(r"url=(\S+)/", line)
            self.address = found.group(1) if found else self.address
            if self.address and (not arguments or "event=layers" in line):
                break
        # What is logged must not fill the pipe.
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()

    def end(self):
        """Ends it as a system does; its exit code."""
        self.process.terminate()
        return self.process.wait(40)


@contextlib.contextmanager
def service(program, *arguments):
    """The address of a service, which must end well."""
    running = Service(program, *arguments)
    try:
        yield running.address
    finally:
        code = running.end()
    if code != 0:
        raise SystemExit(f"FAILED: the service ended with {code}")
