import SpatialAnalysis

/// A density grid as a picture to lay over a map: one pixel per cell, clear where nothing is.
///
///     let image = DensityImage(ramp: .inferno)
///     let png = try image.bytes(of: grid)             // heatmap.png
///     let place = image.worldFile(of: grid)           // heatmap.pgw
///     let key = try image.legend(maximum: grid.maximum)
///
/// The colour goes with the square root of the density: where one city has most of the points, a place of a hundredth of
/// its density still shows a tenth of the ramp.
public struct DensityImage: Sendable {
  /// The colours.
  public var ramp: ColourRamp
  /// The density that has the last colour; `nil`: the grid's maximum. Set it to compare images.
  public var maximum: Double?

  /// An image of these colours.
  public init(ramp: ColourRamp = .viridis, maximum: Double? = nil) {
    self.ramp = ramp
    self.maximum = maximum
  }

  /// Opacity grows to its full value over this share of the ramp, so that the edge of the heat fades into the map.
  private static let fadingShare = 0.25
  /// Opacity of the faintest cell and of all others, of 255: the map's names stay readable.
  private static let opacities = (faint: 60.0, full: 215.0)

  var palette: [PNGWriter.Colour] {
    (0..<256).map { index in
      guard index > 0 else { return PNGWriter.Colour(red: 0, green: 0, blue: 0, alpha: 0) }
      let share = Double(index - 1) / 254
      let colour = ramp.colour(at: share)
      let strength = min(1, share / Self.fadingShare)
      let alpha = Self.opacities.faint + (Self.opacities.full - Self.opacities.faint) * strength
      return PNGWriter.Colour(red: colour.red, green: colour.green, blue: colour.blue, alpha: UInt8(alpha.rounded()))
    }
  }

  /// The PNG file.
  public func bytes(of grid: DensityGrid) throws(RasterError) -> [UInt8] {
    guard grid.geometry.shape == .square else { throw .hexagonalCells }
    let top = maximum ?? grid.maximum
    let pixels = grid.values.map { value -> UInt8 in
      guard value > 0, top > 0 else { return 0 }
      return 1 + UInt8((254 * min(1, value / top).squareRoot()).rounded())
    }
    return try PNGWriter.bytes(
      width: grid.geometry.columns, height: grid.geometry.rows, pixels: pixels, palette: palette)
  }

  /// The six lines of the world file: pixel size, no rotation, the centre of the north-west pixel.
  public func worldFile(of grid: DensityGrid) -> [UInt8] {
    let geometry = grid.geometry
    let centre = geometry.centre(column: 0, row: 0)
    let lines = [geometry.cellSize, 0, 0, -geometry.rowSpacing, centre.easting, centre.northing]
    return Array(lines.map { "\($0)\n" }.joined().utf8)
  }
}
