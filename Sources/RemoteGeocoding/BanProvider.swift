import Geocoding

/// The Base Adresse Nationale through IGN's Géoplateforme.
struct BanProvider: AddressProvider {
  /// The public service; `api-adresse.data.gouv.fr`, its predecessor, was closed in January 2026.
  static let publicURL = "https://data.geopf.fr/geocodage"

  let baseURL: String

  /// The public service, or another that behaves like it.
  init(baseURL: String = publicURL) { self.baseURL = baseURL }

  var method: PlacementMethod { .remoteBan }
  /// The published limit is 50 per second and address, beyond which everything is refused for five seconds.
  var requestsPerSecond: Double? { 40 }
  /// The service takes 200,000 rows; a thousand are kept as soon as they are answered.
  var rowsPerBatch: Int { 1_000 }
}
