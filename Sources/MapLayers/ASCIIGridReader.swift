import Geodesy
import SpatialAnalysis

/// Reads Esri ASCII grids, to add grids of parts of the points up.
///
///     let system = ReferenceSystem(wellKnownText: projection) ?? .lambert93
///     let part = try ASCIIGridReader.grid(from: bytes, system: system)
///     let sum = try whole.merged(with: part)
public enum ASCIIGridReader {
  /// The grid; `NODATA_value` counts as 0. Its origin must be a whole number of cells, as ``ASCIIGridWriter`` puts it.
  /// `totalWeight` is the grid's integral. O(size of the file).
  public static func grid(from bytes: [UInt8], system: ReferenceSystem) throws(RasterError) -> DensityGrid {
    var scanner = Scanner(bytes: bytes)
    var header: [String: Double] = [:]
    while let word = scanner.peekWord(), let name = headerName(word) {
      scanner.skipWord()
      header[name] = try scanner.number(after: name)
    }
    func required(_ name: String, _ isValid: (Double) -> Bool) throws(RasterError) -> Double {
      guard let value = header[name], isValid(value) else {
        throw .notAnASCIIGrid(line: scanner.line, expected: name, found: header[name].map { "\($0)" } ?? "-")
      }
      return value
    }
    let columns = try required("ncols") { $0 >= 1 && $0 <= 1e9 }
    let rows = try required("nrows") { $0 >= 1 && $0 <= 1e9 }
    guard columns * rows <= Double(DensityOptions.cellLimit) else { throw .tooLarge }
    let cellSize = try required("cellsize") { $0 > 0 && $0.isFinite }
    let west = try required("xllcorner") { abs($0) < 1e12 } / cellSize
    let south = try required("yllcorner") { abs($0) < 1e12 } / cellSize
    // A thousandth of a cell is the rounding of corners written with few decimals.
    guard abs(west - west.rounded()) < 1e-3, abs(south - south.rounded()) < 1e-3, abs(west) < 1e15, abs(south) < 1e15
    else {
      throw .notAnASCIIGrid(
        line: scanner.line, expected: "corner = n x cellsize", found: "\(west * cellSize) \(south * cellSize)")
    }
    let geometry = GridGeometry(
      system: system, shape: .square, cellSize: cellSize, firstColumn: Int(west.rounded()),
      firstRow: Int(south.rounded()), columns: Int(columns), rows: Int(rows))
    let noData = header["nodata_value"]
    var values: [Double] = []
    values.reserveCapacity(geometry.cellCount)
    for _ in 0..<geometry.cellCount {
      let value = try scanner.number(after: "row")
      values.append(value == noData ? 0 : value)
    }
    if let rest = scanner.peekWord() {
      throw .notAnASCIIGrid(line: scanner.line, expected: "-", found: String(rest.prefix(20)))
    }
    let grid = DensityGrid(geometry: geometry, values: values, totalWeight: 0)
    return DensityGrid(geometry: geometry, values: values, totalWeight: grid.integral)
  }

  private static func headerName(_ word: String) -> String? {
    let name = word.lowercased()
    return ["ncols", "nrows", "xllcorner", "yllcorner", "cellsize", "nodata_value"].contains(name) ? name : nil
  }

  private struct Scanner {
    let bytes: [UInt8]
    var place = 0
    var line = 1

    private mutating func skipBlanks() {
      while place < bytes.count, bytes[place] <= 0x20 {
        if bytes[place] == 0x0A { line += 1 }
        place += 1
      }
    }

    private func endOfWord() -> Int {
      var end = place
      while end < bytes.count, bytes[end] > 0x20 { end += 1 }
      return end
    }

    mutating func peekWord() -> String? {
      skipBlanks()
      let end = endOfWord()
      return end > place ? String(decoding: bytes[place..<end], as: UTF8.self) : nil
    }

    mutating func skipWord() { place = endOfWord() }

    mutating func number(after name: String) throws(RasterError) -> Double {
      skipBlanks()
      let end = endOfWord()
      // Empty cells are most of a grid.
      if end == place + 1, bytes[place] == 0x30 {
        place = end
        return 0
      }
      let word = String(decoding: bytes[place..<end], as: UTF8.self)
      guard let value = Double(word), value.isFinite else {
        throw .notAnASCIIGrid(line: line, expected: "\(name): a number", found: String(word.prefix(20)))
      }
      place = end
      return value
    }
  }
}
