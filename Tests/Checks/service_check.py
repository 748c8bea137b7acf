"""Uses the page of `cartomarches serve` in Chromium, and its layers from a real uMap.

Usage: service_check.py PROGRAM EXAMPLE [PICTURES]     pictures of every view go to the folder PICTURES
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from checks import expect, finish
from service_process import service
from umap_check import import_file, open_map, settle
from umap_server import umap

def loopback_alone(context, outside):
    def route(answer):
        if urlsplit(answer.request.url).hostname in ("127.0.0.1", None):
            return answer.continue_()
        outside.append(answer.request.url)
        return answer.abort()

    context.route("**/*", route)


def check_page(browser, address, example, name, viewport, pictures, has_leaflet=True):
    context = browser.new_context(viewport=viewport, locale="fr", accept_downloads=True)
    outside, errors = [], []
    loopback_alone(context, outside)
    if not has_leaflet:
        context.route("**/assets/leaflet/**", lambda answer: answer.fulfill(status=404))
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address, wait_until="load")
    if has_leaflet:
        page.wait_for_selector("#map .leaflet-interactive, #map .many", timeout=20_000)
        expect(page.locator("#layers input").count() > 1, f"{name}: the layers are not listed")
    else:
        page.wait_for_selector("#map img", timeout=20_000)
        page.wait_for_function("() => document.querySelector('#map img').naturalWidth > 0")
    if pictures:
        page.wait_for_timeout(500)
        page.screenshot(path=pictures / f"page-{name}.png")
    # With the keyboard alone.
    page.keyboard.press("Tab")
    page.keyboard.type("le quesn")
    page.wait_for_selector("#found li")
    expect("Le Quesnoy" in page.locator("#found li").first.inner_text(), f"{name}: what is found first")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('state').textContent.startsWith('Le Quesnoy')")
    # A table.
    page.locator("#file").set_input_files(example)
    page.wait_for_selector("#download:not([hidden])", timeout=20_000)
    state = page.locator("#state").inner_text()
    expect(re.search(r"\d+ lignes placées sur 33", state), f"{name}: {state}")
    with page.expect_download() as download:
        page.locator("#download").click()
    text = pathlib.Path(download.value.path()).read_text(encoding="utf-8")
    expect(text.count("\n") == 34 and "result_citycode" in text.split("\n")[0], f"{name}: the download")
    drop_table(page, name)
    width = page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    expect(width, f"{name}: the page is wider than the screen")
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    bad = [violation["id"] for violation in results.response["violations"]]
    expect(not bad, f"{name}: axe {bad}")
    if pictures:
        page.wait_for_timeout(500)
        page.screenshot(path=pictures / f"page-{name}-placed.png")
    expect(not errors, f"{name}: {errors[:3]}")
    foreign = {urlsplit(url).hostname for url in outside} - {"tile.openstreetmap.org"}
    expect(not foreign or not has_leaflet, f"{name}: asked {foreign}")
    print(f"{name}: {state}")
    context.close()


def drop_table(page, name):
    """Drags a table over the page and drops it on the map, then on the frame made for it."""
    for target, rows in (("#map", 2), ("#drop", 3)):
        carried = page.evaluate_handle(
            """(rows) => {
              const carried = new DataTransfer();
              const text = 'nom;code;ville\\n' + 'Alpha;59530;LE QUESNOY\\n'.repeat(rows);
              carried.items.add(new File([text], 'glissé.csv', {type: 'text/csv'}));
              return carried;
            }""", rows)
        page.dispatch_event(target, "dragover", {"dataTransfer": carried})
        expect("over" in (page.locator("#drop").get_attribute("class") or ""), f"{name}: nothing shows where to drop")
        page.dispatch_event(target, "drop", {"dataTransfer": carried})
        page.wait_for_function(
            "(rows) => document.getElementById('state').textContent.startsWith(`${rows} lignes placées sur ${rows}`)", arg=rows)
        file = page.locator("#download").get_attribute("download")
        expect(file == "glissé.geocoded.csv", f"{name}: the dropped table is saved as {file}")
        expect("over" not in (page.locator("#drop").get_attribute("class") or ""), f"{name}: the frame stays marked")


COUNTS = "() => [...U.MAP.layers.tree].map((layer) => layer.features.count())"


def check_umap(browser, address, umap_address, program, example, folder, pictures):
    file = folder / "remote.umap"
    printed = subprocess.run(
        [program, "serve", example, "--print-umap", "--public-url", address], check=True, capture_output=True)
    file.write_bytes(printed.stdout)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr")
    asked = []
    context.on("request", lambda request: asked.append(request.url) if "/layers/" in request.url else None)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    open_map(page, f"{umap_address}/fr/map/new/")
    import_file(page, file)
    page.evaluate("() => U.MAP.saveAll()")
    page.wait_for_function("() => U.MAP.id && !U.MAP.isDirty", timeout=60_000)
    open_map(page, page.url.split("#")[0].split("?")[0])
    settle(page)
    counts = {}
    for zoom in (4, 8, 13):
        before = len(asked)
        page.evaluate(f"() => U.MAP._leafletMap.setView([50.2472, 3.6353], {zoom})")
        page.wait_for_timeout(2_500)
        settle(page)
        counts[zoom] = (max(page.evaluate(COUNTS), default=0), len(asked) - before)
        if pictures:
            page.screenshot(path=pictures / f"umap-remote-{zoom}.png")
    print("uMap, zoom: (features, requests)", counts)
    expect(all(features > 0 and requests > 0 for features, requests in counts.values()), f"uMap: {counts}")
    expect(any("zoom=13" in url for url in asked), "uMap does not send its zoom")
    context.close()


def main():
    program, example = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, service(program, example) as address, sync_playwright() as player:
        folder = pathlib.Path(temporary)
        folder.chmod(0o755)
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        has_leaflet = pathlib.Path("/usr/share/javascript/leaflet/leaflet.js").exists()
        check_page(browser, address, example, "wide", {"width": 1280, "height": 800}, pictures, has_leaflet)
        check_page(browser, address, example, "phone", {"width": 360, "height": 740}, pictures, has_leaflet)
        check_page(browser, address, example, "drawing", {"width": 1280, "height": 800}, pictures, False)
        with umap(folder / "umap") as umap_address:
            check_umap(browser, address, umap_address, program, example, folder, pictures)
        browser.close()
    finish("the service in a browser")


if __name__ == "__main__":
    main()
