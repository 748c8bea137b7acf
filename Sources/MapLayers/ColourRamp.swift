/// Colours from low to high for density images.
public enum ColourRamp: String, CaseIterable, Hashable, Sendable {
  /// Dark violet to yellow, even in grey and for colour-blind eyes (matplotlib's).
  case viridis
  /// Black over violet to cream (matplotlib's).
  case magma
  /// Black over red to pale yellow (matplotlib's).
  case inferno
  /// Pale yellow over orange to dark red (ColorBrewer's YlOrRd).
  case ylorrd

  /// Colours at equal steps from low to high, 0xRRGGBB; between them they are mixed.
  private var stops: [UInt32] {
    switch self {
    case .viridis:
      [0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6ECE58, 0xB5DE2B, 0xFDE725]
    case .magma:
      [0x000004, 0x180F3D, 0x440F76, 0x721F81, 0x9E2F7F, 0xCD4071, 0xF1605D, 0xFD9668, 0xFECA8D, 0xFCFDBF]
    case .inferno:
      [0x000004, 0x1B0C41, 0x4A0C6B, 0x781C6D, 0xA52C60, 0xCF4446, 0xED6925, 0xFB9B06, 0xF7D13D, 0xFCFFA4]
    case .ylorrd:
      [0xFFFFCC, 0xFFEDA0, 0xFED976, 0xFEB24C, 0xFD8D3C, 0xFC4E2A, 0xE31A1C, 0xBD0026, 0x800026]
    }
  }

  /// The colour at a share from 0 (low) to 1 (high); shares beyond are those.
  public func colour(at share: Double) -> (red: UInt8, green: UInt8, blue: UInt8) {
    let stops = stops
    let place = min(max(share, 0), 1) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let part = place - Double(index)
    func mixed(_ shift: UInt32) -> UInt8 {
      let (low, high) = (Double(stops[index] >> shift & 0xFF), Double(stops[index + 1] >> shift & 0xFF))
      return UInt8((low + (high - low) * part).rounded())
    }
    return (mixed(16), mixed(8), mixed(0))
  }

  /// The colour as `#rrggbb`.
  public func hexadecimal(at share: Double) -> String {
    let (red, green, blue) = colour(at: share)
    let digits = Array("0123456789abcdef")
    return "#" + [red, green, blue].map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
  }
}
