"""Imports what `cartomarches map` wrote into a real uMap through its import panel, filters, saves and opens it again.

Usage: umap_check.py PROGRAM EXAMPLE [PICTURES]
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

import tables
from checks import expect, finish
from umap_server import umap

# Alerts as they come, and what a script in a cell would do.
WATCH = """
window.alertsSeen = [];
document.addEventListener('umap:alert', (event) => window.alertsSeen.push(event.detail));
window.alert = () => { window.hit = 1; };
"""

# Layers from the top: name, kind, features, the colours in force, and the words of some popups.
DESCRIBE = """async () => {
  const layers = [];
  for (const layer of U.MAP.layers.tree) {
    const features = layer.features.all();
    const popups = [];
    if (layer.layer.getType() !== 'Heat') for (const feature of features.slice(0, 60)) {
      await feature.attachPopup();
      popups.push(feature.ui.getPopup().getContent().innerText || feature.ui.getPopup().getContent().textContent);
    }
    layers.push({ name: layer.getName(), kind: layer.layer.getType(), count: features.length,
      shown: layer.isVisible(),
      colours: [...new Set(features.map((feature) => feature.getPreviewColor()))],
      names: features.map((feature) => feature.getDisplayName()), popups });
  }
  return layers;
}"""

QUIET = """() => JSON.stringify([U.MAP.layers.tree.map((layer) => [layer.features.count(), layer.isLoaded()]),
  document.querySelectorAll('.umap-loader.on').length])"""

SHOWN = """() => [...U.MAP.layers.tree].filter((layer) => ['Default', 'Cluster'].includes(layer.layer.getType()) && layer.isVisible())
  .flatMap((layer) => layer.features.all()).filter((feature) => !feature.isFiltered()).length"""

def settle(page):
    last, same = None, 0
    for _ in range(400):
        now = page.evaluate(QUIET)
        same = same + 1 if now == last else 0
        if same >= 5:
            return
        last = now
        page.wait_for_timeout(200)


def open_map(page, address):
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_function("() => window.U?.MAP?.dataloaded && U.MAP.importer", timeout=60_000)


def import_file(page, path):
    page.locator(".umap-edit-bar [data-ref=import]").first.click()
    panel = page.locator(".umap-import")
    panel.wait_for(state="visible")
    page.wait_for_timeout(700)
    panel.locator("input[type=file]").set_input_files(path)
    panel.locator("input[name=submit]").click()
    page.wait_for_function("() => U.MAP.layers.count() > 0", timeout=60_000)
    settle(page)


def expected_layers(path):
    """From the top, as uMap lists them: the file's last layer is first."""
    layers = json.loads(path.read_text(encoding="utf-8"))["layers"]
    return [(layer["_umap_options"]["name"], layer["_umap_options"]["type"], len(layer["features"]))
            for layer in reversed(layers)]


def check(browser, address, path, name, pictures):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr")
    context.add_init_script(WATCH)
    outside = []

    def route(answer):
        if urlsplit(answer.request.url).hostname in ("127.0.0.1", None):
            return answer.continue_()
        # Tiles of the background map are all that a map may ask of others.
        if answer.request.resource_type != "image":
            outside.append(answer.request.url)
        return answer.abort()

    context.route("**/*", route)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error"
            and not message.text.startswith("Failed to load resource") else None)
    page.on("dialog", lambda dialog: dialog.accept())
    open_map(page, f"{address}/fr/map/new/")
    import_file(page, path)
    layers = page.evaluate(DESCRIBE)
    found = [(layer["name"], layer["kind"], layer["count"]) for layer in layers]
    expect(found == expected_layers(path), f"{name}: layers {found}")
    for layer in layers:
        for popup in layer["popups"]:
            bad = [word for word in ("undefined", "[object Object]") if word in popup and name != "nasty"]
            expect(not bad and "{popup}" not in popup, f"{name}: popup {popup[:80]!r}")
    if name == "nasty":
        shown = "\n".join(text for layer in layers for text in layer["popups"]).replace("\u2060", "")
        for cell in tables.NASTY:
            if cell.isascii() and cell.isprintable():
                expect(cell in shown, f"nasty: {cell[:40]!r} is not shown as typed")
    expect(page.evaluate("() => window.hit === undefined"), f"{name}: a cell ran as script")
    # uMap lists every feature beside the filters: 30,000 of them take it minutes on a small machine.
    if name != "large":
        check_filter(page, name)
    if pictures:
        page.screenshot(path=pictures / f"umap-{name}.png")
    page.evaluate("() => U.MAP.saveAll()")
    page.wait_for_function("() => U.MAP.id && !U.MAP.isDirty", timeout=120_000)
    open_map(page, page.url.split("#")[0].split("?")[0])
    settle(page)
    # Layers that are off at first, or at this zoom, load when they come on.
    again = {layer["name"]: layer["count"] for layer in page.evaluate(DESCRIBE) if layer["shown"]}
    expect(again == {layer["name"]: layer["count"] for layer in layers if layer["shown"]}, f"{name}: after saving {again}")
    expect(not errors, f"{name}: console {errors[:3]}")
    expect(not outside, f"{name}: asked {outside[:3]}")
    context.close()


def check_filter(page, name):
    """The first value of the first filter hides what is not of it, and nothing once it is unchecked."""
    if page.evaluate("() => U.MAP.filters.size") == 0:
        return
    before = page.evaluate(SHOWN)
    page.evaluate("() => U.MAP.openBrowser('filters')")
    box = page.locator(".umap-browser input[type=checkbox][name]:not([name=inBbox])").first
    box.wait_for(state="attached", timeout=60_000)
    box.check(force=True, timeout=120_000)
    page.wait_for_timeout(600)
    during = page.evaluate(SHOWN)
    box.uncheck(force=True, timeout=120_000)
    page.wait_for_timeout(600)
    expect(before == page.evaluate(SHOWN), f"{name}: unchecking a filter")
    if before > 1:
        expect(0 < during < before, f"{name}: a filter leaves {during} of {before}")
    print(f"{name}: a filter leaves {during} of {before}")


def main():
    program, example = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        folder.chmod(0o755)
        maps = {
            "example": [example, "--buyer", "59530 Le Quesnoy"],
            "nasty": [tables.nasty(folder)],
            "crowded": [tables.crowded(folder), "--layer-by", "year", "--colour-by", "category"],
            "many": [tables.large(folder, "many", 1_000), "--buyer", "59530 Le Quesnoy"],
            "large": [tables.large(folder, "large", 20_000)],
        }
        with umap(folder / "umap") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for name, arguments in maps.items():
                out = folder / name
                subprocess.run([program, "map", *arguments, "-o", out, "--quiet"], check=True)
                check(browser, address, out / "map.umap", name, pictures)
            browser.close()
    finish(f"{len(maps)} maps imported")


if __name__ == "__main__":
    main()
