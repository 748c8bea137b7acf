import Glibc

/// How a point's weight is spread over the ground around it, up to the radius R.
///
/// Each has a volume of one, so that densities are weights per km². With u = (distance / R)²:
///
/// | kernel | density | known from |
/// |---|---|---|
/// | quartic | 3 / (π R²) (1 - u)² | Silverman 1986, p. 76; QGIS's and ArcGIS's default |
/// | gaussian | exp(-8 u) 8 / (π R² (1 - exp(-8))) | the normal law of σ = R / 4, cut at 4 σ = R |
/// | epanechnikov | 2 / (π R²) (1 - u) | Epanechnikov 1969 |
/// | triangular | 3 / (π R²) (1 - √u) | a cone |
/// | uniform | 1 / (π R²) | counting within R |
public enum DensityKernel: String, CaseIterable, Hashable, Sendable {
  /// Smooth at its edge: the default.
  case quartic
  /// Bell-shaped; the radius is four standard deviations.
  case gaussian
  /// A paraboloid.
  case epanechnikov
  /// A cone.
  case triangular
  /// A disc.
  case uniform

  /// The gaussian's (4 σ)² / (2 σ²).
  static let gaussianSteepness = 8.0

  /// The density at the point itself for a radius in km, per km².
  public func peak(radiusKilometres: Double) -> Double {
    let disc = 1 / (.pi * radiusKilometres * radiusKilometres)
    return switch self {
    case .quartic, .triangular: 3 * disc
    case .gaussian: Self.gaussianSteepness / (1 - exp(-Self.gaussianSteepness)) * disc
    case .epanechnikov: 2 * disc
    case .uniform: disc
    }
  }

  /// The density at a share of the radius relative to that at the point: 1 at 0, 0 beyond 1.
  public func shape(squaredShare u: Double) -> Double {
    guard u <= 1 else { return 0 }
    return switch self {
    case .quartic: (1 - u) * (1 - u)
    case .gaussian: exp(-Self.gaussianSteepness * u)
    case .epanechnikov: 1 - u
    case .triangular: 1 - u.squareRoot()
    case .uniform: 1
    }
  }
}
