"""Opens what `cartomarches map` wrote in Chromium and holds it to the standards: HTML, accessibility, layout, inertness.

Usage: report_check.py PROGRAM EXAMPLE [PICTURES]     pictures of every view go to the folder PICTURES
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

import html5lib
from axe_playwright_python.sync_playwright import Axe
from frictionless import Package
from playwright.sync_api import sync_playwright

import tables
from checks import expect, finish

WIDTHS = (360, 820, 1400)
# A sheet of A4 between margins of 15 mm, in CSS pixels.
PAPER_WIDTH = 680
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What sticks out of the page; tables scroll in boxes of their own.
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  const out = document.documentElement.scrollWidth > width ? ['the page'] : [];
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('.scroll, svg, .hidden')) continue;
    if (element.getBoundingClientRect().right > width + 1 || element.scrollWidth > element.clientWidth + 1
        && getComputedStyle(element).display !== 'inline') out.push(element.outerHTML.slice(0, 100));
  }
  return out;
}"""

# Sorting by the third header twice gives its numbers in falling, then rising order.
SORTING = """() => {
  const table = document.querySelector('table.sortable');
  const read = () => [...table.tBodies[0].rows].map((row) => Number(row.cells[2].dataset.key));
  const button = table.tHead.rows[0].cells[2].querySelector('button');
  const sorted = (values, sign) => values.every((value, i) => i === 0 || sign * (value - values[i - 1]) >= 0);
  button.click(); const falling = sorted(read(), -1);
  button.click(); const rising = sorted(read(), 1);
  return falling && rising && table.tHead.rows[0].cells[2].getAttribute('aria-sort') === 'ascending';
}"""

def look(browser, page_path, name, pictures):
    url = page_path.as_uri()
    views = [(width, scheme, "screen") for width in WIDTHS for scheme in ("light", "dark")]
    for width, scheme, media in views + [(PAPER_WIDTH, "light", "print")]:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        messages, requests = [], []
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("dialog", lambda dialog: (messages.append("a dialog"), dialog.dismiss()))
        page.on("request", lambda request: requests.append(request.url))
        page.emulate_media(media=media, color_scheme=scheme)
        page.goto(url)
        where = f"{name} at {width}, {scheme}, {media}"
        expect(not messages, f"{where}: console {messages}")
        expect(requests == [url], f"{where}: requests {requests}")
        out = page.evaluate(OVERFLOW)
        expect(not out, f"{where}: overflow {out}")
        expect(page.evaluate("() => window.hit === undefined"), f"{where}: a cell ran as script")
        if media == "screen":
            expect(page.evaluate(SORTING), f"{where}: sorting")
        if pictures:
            page.screenshot(path=pictures / f"{name}-{width}-{scheme}-{media}.png", full_page=True)
        context.close()


def check_access(browser, page_path, name):
    for width in (WIDTHS[0], WIDTHS[-1]):
        for scheme in ("light", "dark"):
            # The page's own policy would keep axe out.
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
            page = context.new_page()
            page.goto(page_path.as_uri())
            found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
            expect(not found, f"{name} at {width}, {scheme}: {[(v['id'], v['nodes'][0]['html'][:100]) for v in found]}")
            context.close()


def check_without_script(browser, page_path, name):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_path.as_uri())
    text = page.locator("body").inner_text()
    expect(page.locator("table").count() >= 4 and page.locator("svg").count() >= 2 and len(text) > 1000,
           f"{name}: unreadable without script")
    context.close()


def check_drawing(browser, folder, name):
    page = browser.new_page()
    page.goto((folder / "map.svg").as_uri())
    expect(page.evaluate("() => document.documentElement.localName === 'svg' && window.hit === undefined"),
           f"{name}: map.svg")
    page.close()


def check_package(folder, name):
    report = Package(str(folder / "datapackage.json")).validate()
    expect(report.valid, f"{name}: {report.flatten(['path', 'type', 'note'])[:5]}")


def main():
    program, example = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = pathlib.Path(temporary)
        maps = {
            "example": [example, "--buyer", "59530 Le Quesnoy"],
            "english": [example, "--lang", "en"],
            "nasty": [tables.nasty(folder), "--title", tables.NASTY[1]],
            "crowded": [tables.crowded(folder), "--layer-by", "year"],
            "ragged": [tables.ragged(folder), "--excel"],
        }
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, arguments in maps.items():
            out = folder / name
            subprocess.run([program, "map", *arguments, "-o", out, "--quiet"], check=True)
            page = out / "report.html"
            html5lib.HTMLParser(strict=True).parse(page.read_text(encoding="utf-8"))
            look(browser, page, name, pictures)
            check_access(browser, page, name)
            check_without_script(browser, page, name)
            check_drawing(browser, out, name)
            check_package(out, name)
        browser.close()
    finish(f"{len(maps)} maps looked at")


if __name__ == "__main__":
    main()
