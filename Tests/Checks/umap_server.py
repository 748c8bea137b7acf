"""A real uMap (PyPI's umap-project) on loopback for as long as a check runs, with a PostgreSQL of its own."""

import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

SETTINGS = """
from umap.settings.base import MIDDLEWARE as BASE_MIDDLEWARE
SECRET_KEY = "for a check on loopback"
DEBUG = False
SITE_URL = "{url}"
ALLOWED_HOSTS = ["127.0.0.1"]
UMAP_ALLOW_ANONYMOUS = True
DATABASES = {{"default": {{"ENGINE": "django.contrib.gis.db.backends.postgis", "NAME": "postgres", "USER": "umap",
  "HOST": "{socket}"}}}}
STATIC_ROOT = "{folder}/static"
MEDIA_ROOT = "{folder}/media"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = REALTIME_ENABLED = False
MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware", *BASE_MIDDLEWARE]
"""


def postgres_programs():
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        sys.exit("umap_server: no PostgreSQL here; scripts/check-maps installs it")
    return found[-1].parent


@contextlib.contextmanager
def umap(folder: pathlib.Path):
    """Starts uMap in an empty folder, gives its address, ends it."""
    programs = postgres_programs()
    database, sockets = folder / "database", folder / "sockets"
    # PostgreSQL refuses to run as root.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    for place in (folder, database, sockets):
        place.mkdir(exist_ok=True)
        place.chmod(0o755)
    if prefix:
        for place in (database, sockets):
            shutil.chown(place, "postgres")

    def run(command, **options):
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder, **options)
        if done.returncode:
            sys.exit(f"umap_server: {command[0]}: {done.stderr[-2000:]}")

    run([*prefix, programs / "initdb", "-D", database, "-U", "umap", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"])
    server = subprocess.Popen(
        [*prefix, programs / "postgres", "-D", database, "-c", "listen_addresses=", "-c", "fsync=off",
         "-c", f"unix_socket_directories={sockets}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    site = None
    try:
        query = [programs / "psql", "-h", sockets, "-U", "umap", "-d", "postgres", "-q", "-c"]
        for _ in range(100):
            if subprocess.run([*query, "select 1"], capture_output=True).returncode == 0:
                break
            time.sleep(0.1)
        run([*query, "create extension postgis"])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        settings = folder / "settings.py"
        settings.write_text(SETTINGS.format(url=url, socket=sockets, folder=folder))
        environment = dict(os.environ, UMAP_SETTINGS=str(settings), DJANGO_SETTINGS_MODULE="umap.settings")
        # The addresses of pages name static files by their hash: those come first.
        for command in (["collectstatic", "--noinput"], ["migrate", "--noinput"]):
            run([pathlib.Path(sys.executable).parent / "umap", *command], env=environment)
        site = subprocess.Popen(
            [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "--threads=6", "umap.wsgi:application"],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/en/map/new/", timeout=10).read()
                break
            except OSError:
                time.sleep(0.2)
        else:
            sys.exit("umap_server: uMap did not start")
        yield url
    finally:
        for process in (site, server):
            if process:
                process.terminate()
                process.wait(30)
