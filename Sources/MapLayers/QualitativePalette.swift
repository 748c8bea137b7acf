/// Colours for kinds of things that have no order, told apart by people with any colour vision.
///
/// Seven colours of Okabe and Ito, "Color Universal Design" (2008), without its yellow, which vanishes on a light map,
/// then four of Paul Tol's "muted" scheme ("Colour Schemes", SRON/EPS/TN/09-002, 2021). Markers have a white and a
/// dark edge (``MarkerImage``), so that the lighter ones too stand out on OpenStreetMap's background.
public enum QualitativePalette {
  /// Vermilion, blue, bluish green, reddish purple, orange, sky blue (Okabe and Ito), then indigo, wine, olive, teal (Tol).
  public static let colours = [
    "#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#332288", "#882255", "#999933", "#44AA99",
  ]
  /// For what is left over once the colours are used up: Okabe and Ito's black, softened.
  public static let leftover = "#3B3B3B"
  /// For what has no kind.
  public static let none = "#8A8A8A"

  /// A colour for each name: the reserved ones as given, the others from the rest of the palette by a hash of the name, the
  /// next free one when taken. So a name keeps its colour from one map to the next unless another one got there first,
  /// names being served in order. Once all are used they are used again.
  ///
  /// O(n x palette).
  public static func assign(_ names: [String], reserved: [String: Int]) -> [String: String] {
    var assigned: [String: String] = [:]
    var isTaken = Array(repeating: false, count: colours.count)
    for name in names {
      guard let index = reserved[name] else { continue }
      assigned[name] = colours[index]
    }
    for index in reserved.values where index < colours.count { isTaken[index] = true }
    for name in names where assigned[name] == nil {
      if !isTaken.contains(false) { isTaken = Array(repeating: false, count: colours.count) }
      var index = Int(hash(name) % UInt64(colours.count))
      while isTaken[index] { index = (index + 1) % colours.count }
      isTaken[index] = true
      assigned[name] = colours[index]
    }
    return assigned
  }

  /// FNV-1a, 64 bits: the same on every machine and run, unlike Swift's own hash.
  private static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
