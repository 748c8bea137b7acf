"""Opens what `cartomarches serve` serves in QGIS: the vector tiles, a layer as GeoJSON, and a picture of the tiles.

Usage: qgis_check.py PROGRAM EXAMPLE [PICTURES]        with the Python of Debian's python3-qgis
"""

import os
import pathlib
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (  # noqa: E402
    QgsApplication, QgsCoordinateReferenceSystem, QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle, QgsVectorLayer,
    QgsVectorTileLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

from checks import expect, finish  # noqa: E402
from service_process import service  # noqa: E402

def drawn(layer, pictures, name):
    """Pixels that are not the background in a picture of the north of France."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(QgsRectangle(150_000, 6_350_000, 550_000, 6_650_000))
    settings.setOutputSize(QSize(800, 600))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    if pictures:
        image.save(str(pictures / f"qgis-{name}.png"))
    white = QColor("white").rgb()
    return sum(image.pixel(x, y) != white for x in range(image.width()) for y in range(image.height()))


def check(address, pictures):
    tiles = QgsVectorTileLayer(f"type=xyz&url={address}/tiles/suppliers/{{z}}/{{x}}/{{y}}.mvt&zmin=0&zmax=14", "tiles")
    expect(tiles.isValid(), "QGIS does not take the tiles")
    pixels = drawn(tiles, pictures, "tiles")
    expect(pixels > 100, f"QGIS draws {pixels} pixels of the tiles")
    layer = QgsVectorLayer(f"{address}/layers/suppliers.geojson", "suppliers", "ogr")
    expect(layer.isValid() and layer.featureCount() > 20, "QGIS does not take the layer")
    names = {field.name() for field in layer.fields()}
    expect({"name", "place"} <= names, f"fields: {sorted(names)}")
    expect(drawn(layer, pictures, "layer") > 100, "QGIS draws nothing of the layer")
    print(f"QGIS {QgsApplication.applicationVersion() if hasattr(QgsApplication, 'applicationVersion') else ''}: "
          f"{pixels} pixels of tiles, {layer.featureCount()} features")


def main():
    program, example = sys.argv[1:3]
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    application = QgsApplication([], False)
    application.initQgis()
    try:
        with service(program, example) as address:
            check(address, pictures)
    finally:
        application.exitQgis()
    finish("the service in QGIS")


if __name__ == "__main__":
    main()
