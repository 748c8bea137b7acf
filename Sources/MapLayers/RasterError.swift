/// Why a grid cannot be written to a file or read from one.
public enum RasterError: Error, Hashable, Sendable {
  /// Raster files hold squares; hexagons go to GeoJSON or CSV.
  case hexagonalCells
  /// A grid larger than the format can hold, 4 GB.
  case tooLarge
  /// Not an ASCII grid: the line, counted from 1, what was expected and what was found.
  case notAnASCIIGrid(line: Int, expected: String, found: String)
}
