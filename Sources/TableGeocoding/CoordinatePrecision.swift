import Geocoding
import Geodesy
import Tables

/// How good the coordinates of a row are by what a geocoder said of them: a table that one has placed is taken as it is, but a
/// commune's centre is not a building.
struct CoordinatePrecision: Sendable {
  /// What was found: `housenumber`, `street`...; empty when it is not known.
  var type = ""
  /// 0 to 1.
  var score: Double?
  /// The commune found.
  var citycode = ""
  /// Metres, where this program has written the table.
  var radiusMetres: Int?

  /// Below this score a number, street or locality is as likely as not another town's: addok's right answers have 0.71 and
  /// more, its wrong ones 0.48 at most.
  private static let sureScore = 0.6

  /// A resolution whose coordinates are the geocoder's, with its type and score, and a radius to match; others as they are.
  func applied(to resolution: Resolution, _ resolver: Resolver) -> Resolution {
    guard resolution.placement.method == .coordinates, resolution.placement.status == .ok,
      let coordinate = resolution.placement.coordinate, let read = resolution.placement.radiusMetres
    else { return resolution }
    var placement = resolution.placement
    if let type = PlacementType(rawValue: type) { placement.type = type }
    if let score, let own = placement.score { placement.score = min(own, score) }
    if let radius = radius(around: coordinate, placement, resolver) {
      // Where the row's code contradicts its coordinates, the radius reaches both already.
      let isContradicted = placement.notes.contains { $0.code == .farFromCode }
      placement.radiusMetres = isContradicted ? max(read, radius) : radius
    }
    return Resolution(placement, candidates: resolution.candidates)
  }

  private func radius(around point: Coordinate, _ placement: Placement, _ resolver: Resolver) -> Int? {
    if let radiusMetres { return radiusMetres }
    let type = PlacementType(rawValue: type)
    let found = type?.geocodedRadiusMetres
    if let found, score ?? 1 >= Self.sureScore { return found }
    guard found != nil || type == .municipality else { return nil }
    // The commune's extent is known around its town hall; the geocoder's point of it is another.
    let code = citycode.isEmpty ? placement.citycode : citycode
    let commune = resolver.place(LocationQuery(citycode: code))
    guard let hall = commune.coordinate, let radius = commune.radiusMetres else { return nil }
    return Int(((Double(radius) + hall.distance(to: point)) / 100).rounded(.up)) * 100
  }
}

extension CoordinatePrecision {
  /// Where a table says it.
  struct Columns: Sendable {
    private let geocoder: GeocoderColumns?
    /// The coordinates are of communes, for all rows.
    private let areOfCommunes: Bool
    /// The places of the columns.
    let places: [Int]

    /// The columns of a table; `nil` when its coordinates speak for themselves.
    init?(_ layout: TableLayout) {
      geocoder = layout.geocoderColumns
      areOfCommunes = layout.hasCoordinatesOfCommunes
      places = geocoder?.all ?? []
      guard geocoder != nil || areOfCommunes else { return nil }
    }

    /// The commune found; empty when the row names none.
    func citycode(_ batch: RecordBatch, _ record: Int) -> String {
      geocoder?.citycode.map { batch.text(record, $0) } ?? ""
    }

    /// What a row says.
    func read(_ batch: RecordBatch, _ record: Int) -> CoordinatePrecision {
      func text(_ column: Int?) -> String { column.map { batch.text(record, $0) } ?? "" }
      var precision = CoordinatePrecision()
      precision.type = areOfCommunes ? PlacementType.municipality.rawValue : text(geocoder?.type)
      precision.score = Double(text(geocoder?.score)).flatMap { (0...1).contains($0) ? $0 : nil }
      precision.citycode = citycode(batch, record)
      precision.radiusMetres = Int(text(geocoder?.radiusMetres)).flatMap { $0 > 0 ? $0 : nil }
      return precision
    }
  }
}
