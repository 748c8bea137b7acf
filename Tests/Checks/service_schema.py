"""Holds `cartomarches serve` to its own `/openapi.json`: schemathesis asks what the document allows and what it forbids.

Usage: service_schema.py PROGRAM EXAMPLE [PICTURES]
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from service_process import service

here = pathlib.Path(__file__).resolve().parent

# Refusals that schemathesis does not count as such: a text of 201 letters is 413, as addok has it, a long target 414 or 431. The
# fields of a form are texts, whatever type they are given, so that what is no text there cannot be told.
SETTINGS = """
[checks]
negative_data_rejection.expected-statuses = ["400", "404", "405", "406", "408", "413", "414", "415", "422", "431"]

[[operations]]
include-path-regex = "/csv$"
checks.negative_data_rejection.enabled = false
"""


def main():
    program, example = sys.argv[1:3]
    with service(program, example) as address, tempfile.TemporaryDirectory() as folder:
        settings = pathlib.Path(folder, "schemathesis.toml")
        settings.write_text(SETTINGS)
        run = subprocess.run(
            [pathlib.Path(sys.executable).with_name("schemathesis"), "--config-file", settings, "run", f"{address}/openapi.json",
             "--continue-on-failure", "--seed", "59530", "--no-color", "--max-examples", "200"],
            cwd=folder, env={**os.environ, "PYTHONPATH": str(here), "SCHEMATHESIS_HOOKS": "schema_hooks"})
    sys.exit(run.returncode)


if __name__ == "__main__":
    main()
