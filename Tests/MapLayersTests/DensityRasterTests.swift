import Foundation
import Geodesy
import SharedTesting
import SpatialAnalysis
import Testing

@testable import MapLayers

@Suite struct DensityRasterTests {
  /// The towns around Le Quesnoy with some weights, or those of another territory.
  static func grid(epsg: Int = 2154, shape: CellShape = .square, around centre: Coordinate? = nil) throws -> DensityGrid
  {
    let centre = centre ?? Coordinate(latitude: 50.2486, longitude: 3.6385)
    let points = (0..<40).map { index in
      Coordinate(
        latitude: centre.latitude + Double(index * index % 17) / 60,
        longitude: centre.longitude + Double(index % 9) / 40)
    }
    var options = DensityOptions()
    options.system = ReferenceSystem(epsg: epsg)
    options.shape = shape
    return try DensityGrid(coordinates: points, weights: points.indices.map { Double($0 + 1) }, options: options)
  }

  @Test func asciiGridHasSixHeaderLinesAndEveryRow() throws {
    let grid = try Self.grid()
    let text = String(decoding: try ASCIIGridWriter.bytes(of: grid), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 6 + grid.geometry.rows)
    #expect(
      lines.prefix(6).map { $0.split(separator: " ")[0] }
        == ["ncols", "nrows", "xllcorner", "yllcorner", "cellsize", "NODATA_value"])
    #expect(lines[4] == "cellsize 5000.0")
    let rows = lines.dropFirst(6).map { $0.split(separator: " ").compactMap { Double($0) } }
    #expect(rows.allSatisfy { $0.count == grid.geometry.columns })
    for (row, values) in rows.enumerated() {
      for (column, value) in values.enumerated() {
        #expect(abs(value - grid[column: column, row: row]) <= 1e-7 * abs(value))
      }
    }
  }

  @Test func asciiGridReadsBackAndMerges() throws {
    for epsg in [2154, 4326] {
      let grid = try Self.grid(epsg: epsg)
      let system = try #require(ReferenceSystem(wellKnownText: grid.geometry.system.wellKnownText))
      let back = try ASCIIGridReader.grid(from: ASCIIGridWriter.bytes(of: grid), system: system)
      #expect(back.geometry == grid.geometry)
      #expect(abs(back.totalWeight - grid.integral) < 1e-4 * grid.integral)
      let twice = try grid.merged(with: back)
      #expect(abs(twice.maximum - 2 * grid.maximum) < 1e-6 * grid.maximum)
    }
  }

  @Test(arguments: [
    "", "ncols 2\nnrows 2\n", "ncols x\n", "ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 0\n1 2",
    "ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 10\n1",
    "ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 10\n1 2 3",
    "ncols 2\nnrows 1\nxllcorner 5\nyllcorner 0\ncellsize 10\n1 2",
    "ncols 1e9\nnrows 1e9\nxllcorner 0\nyllcorner 0\ncellsize 10\n1 2",
    "ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 10\n1 nan",
  ])
  func damagedGridsAreRefused(text: String) {
    #expect(throws: RasterError.self) { try ASCIIGridReader.grid(from: Array(text.utf8), system: .lambert93) }
  }

  @Test func noDataReadsAsNothing() throws {
    let text = "NCOLS 2\nNROWS 1\nXLLCORNER 20\nYLLCORNER 0\nCELLSIZE 10\nnodata_VALUE -9999\n-9999 2.5"
    let grid = try ASCIIGridReader.grid(from: Array(text.utf8), system: .lambert93)
    #expect(grid.values == [0, 2.5])
    #expect(grid.geometry.firstColumn == 2)
  }

  @Test func hexagonsAreNoRaster() throws {
    let grid = try Self.grid(shape: .hexagon)
    #expect(throws: RasterError.hexagonalCells) { try ASCIIGridWriter.bytes(of: grid) }
    #expect(throws: RasterError.hexagonalCells) { try GeoTIFFWriter.bytes(of: grid) }
    #expect(throws: RasterError.hexagonalCells) { try DensityImage().bytes(of: grid) }
  }

  @Test func cellsAreAreasWithoutTheEmptyOnes() throws {
    for shape in CellShape.allCases {
      let grid = try Self.grid(shape: shape)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(grid.cellsAsGeoJSON())) as? [String: Any])
      let features = try #require(object["features"] as? [[String: Any]])
      #expect(features.count == grid.values.count { $0 > 0 })
      var weight = 0.0
      for feature in features {
        let properties = try #require(feature["properties"] as? [String: Any])
        weight += try #require(properties["weight"] as? Double)
        let geometry = try #require(feature["geometry"] as? [String: Any])
        let rings = try #require(geometry["coordinates"] as? [[[Double]]])
        #expect(rings[0].count == (shape == .square ? 5 : 7))
        #expect(rings[0].first == rings[0].last)
      }
      #expect(abs(weight - grid.integral) < 1e-5 * grid.integral)
    }
  }

  @Test func centresAreATable() throws {
    let grid = try Self.grid()
    var bytes: [UInt8] = []
    grid.writeCentres { bytes += $0 }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines[0] == "x,y,longitude,latitude,density,weight")
    #expect(lines.count == 1 + grid.geometry.cellCount)
    let centre = grid.geometry.centre(column: 0, row: 0)
    #expect(lines[1].hasPrefix("\(Int(centre.easting)),\(Int(centre.northing)),"))
  }

  @Test(arguments: [
    (0.0, "0"), (0.00034, "0,00034"), (1.234, "1,2"), (9.96, "10"), (12.6, "13"), (350, "350"), (12345, "12000"),
    (0.0999, "0,1"),
  ])
  func legendsHaveTwoDigits(value: Double, text: String) {
    #expect(DensityImage.label(value) == text)
  }

  // MARK: Against GDAL

  private static func run(_ tool: String, _ arguments: [String]) throws -> String {
    try Program.run(executable: "/usr/bin/" + tool, arguments).output
  }

  private static func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = try TemporaryFolder()
    try withExtendedLifetime(folder) { try body(URL(fileURLWithPath: folder.root)) }
  }

  @Test(
    arguments: [
      (2154, Coordinate(latitude: 50.2486, longitude: 3.6385)),
      (4326, Coordinate(latitude: 50.2486, longitude: 3.6385)),
      (3857, Coordinate(latitude: 50.2486, longitude: 3.6385)), (5490, Coordinate(latitude: 16.2, longitude: -61.6)),
      (2975, Coordinate(latitude: -21.3, longitude: 55.4)), (3163, Coordinate(latitude: -22.2, longitude: 166.3)),
    ])
  func gdalReadsPlaceAndValues(epsg: Int, centre: Coordinate) throws {
    let grid = try Self.grid(epsg: epsg, around: centre)
    try Self.inFolder { folder in
      let ascii = folder.appendingPathComponent("heat.asc")
      let tiff = folder.appendingPathComponent("heat.tif")
      try Data(try ASCIIGridWriter.bytes(of: grid)).write(to: ascii)
      try Data(grid.geometry.system.wellKnownText.utf8).write(to: folder.appendingPathComponent("heat.prj"))
      try Data(try GeoTIFFWriter.bytes(of: grid)).write(to: tiff)
      let information = try Self.run("gdalinfo", ["-stats", tiff.path])
      #expect(information.contains("Size is \(grid.geometry.columns), \(grid.geometry.rows)"))
      #expect(information.contains("ID[\"EPSG\",\(epsg)]"))
      #expect(information.contains("COMPRESSION=DEFLATE"))
      #expect(information.contains("Type=Float32"))
      #expect(information.contains("NoData Value=-9999"))
      let names = try Self.run("gdalsrsinfo", ["-o", "epsg", folder.appendingPathComponent("heat.prj").path])
      #expect(names.contains("EPSG:\(epsg)"), "\(names)")
      for file in [ascii, tiff] {
        for index in stride(from: 0, to: grid.geometry.cellCount, by: max(1, grid.geometry.cellCount / 7)) {
          let (column, row) = (index % grid.geometry.columns, index / grid.geometry.columns)
          let place = grid.geometry.centre(column: column, row: row)
          let answer = try Self.run(
            "gdallocationinfo", ["-valonly", "-geoloc", file.path, "\(place.easting)", "\(place.northing)"])
          let value = try #require(Double(answer.trimmingCharacters(in: .whitespacesAndNewlines)))
          #expect(abs(value - grid[column: column, row: row]) <= 1e-6 * abs(value))
        }
      }
    }
  }

  @Test func gdalReadsThePicture() throws {
    let grid = try Self.grid()
    try Self.inFolder { folder in
      let picture = folder.appendingPathComponent("heat.png")
      try Data(try DensityImage(ramp: .inferno).bytes(of: grid)).write(to: picture)
      try Data(DensityImage().worldFile(of: grid)).write(to: folder.appendingPathComponent("heat.pgw"))
      let information = try Self.run("gdalinfo", [picture.path])
      #expect(information.contains("Size is \(grid.geometry.columns), \(grid.geometry.rows)"))
      #expect(information.contains("Origin = (\(Int(grid.geometry.west))."))
      #expect(information.contains("ColorInterp=Palette"))
      #expect(information.contains("0: 0,0,0,0"))
      let legend = folder.appendingPathComponent("legend.png")
      try Data(try DensityImage().legend(maximum: grid.maximum)).write(to: legend)
      #expect(try Self.run("gdalinfo", ["-checksum", legend.path]).contains("Size is 600, 84"))
    }
  }

  /// The area above a height, as GDAL's own contours give it.
  @Test func contoursAreThoseOfGDAL() throws {
    let grid = try Self.grid()
    let bands = try grid.contourBands(count: 4)
    #expect(bands.count == 4)
    try Self.inFolder { folder in
      let tiff = folder.appendingPathComponent("heat.tif")
      let lines = folder.appendingPathComponent("lines.geojson")
      try Data(try GeoTIFFWriter.bytes(of: grid)).write(to: tiff)
      let heights = bands.map { "\($0.lower)" }
      _ = try Self.run(
        "gdal_contour",
        ["-p", "-amin", "low", "-amax", "high", "-fl"] + heights + ["-lco", "RFC7946=NO", tiff.path, lines.path])
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: lines)) as? [String: Any])
      let features = try #require(object["features"] as? [[String: Any]])
      for band in bands {
        let feature = try #require(
          features.first { feature in
            let low = (feature["properties"] as? [String: Any])?["low"] as? Double ?? -1
            return abs(low - band.lower) < 1e-4 * band.lower
          })
        let geometry = try #require(feature["geometry"] as? [String: Any])
        let polygons = try #require(geometry["coordinates"] as? [[[[Double]]]])
        let theirs = polygons.joined().reduce(0.0) { sum, ring in
          sum + abs(Self.area(ring.map { GridPosition(easting: $0[0], northing: $0[1]) }))
            * (ring == polygons.first { $0.contains(ring) }?[0] ? 1 : -1)
        }
        let ours = band.polygons.joined().reduce(0) { $0 + Self.area($1) }
        #expect(abs(ours - theirs) < 0.01 * theirs, "\(band.lower): \(ours) \(theirs)")
      }
    }
  }

  private static func area(_ ring: [GridPosition]) -> Double {
    ring.indices.reduce(0.0) { sum, index in
      let (a, b) = (ring[index], ring[(index + 1) % ring.count])
      let (x, y) = (ring[0].easting, ring[0].northing)
      return sum + ((a.easting - x) * (b.northing - y) - (b.easting - x) * (a.northing - y)) / 2
    }
  }
}
