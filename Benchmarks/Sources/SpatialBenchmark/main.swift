import Geodesy
import Glibc
import Measuring
import SpatialAnalysis

// Time and memory of clusters and density grids, without tables around them:
//
//     swift run -c release --package-path Benchmarks SpatialBenchmark clusters 1000000 random
//     swift run -c release --package-path Benchmarks SpatialBenchmark density 1000000 quartic
//
// `random` points are spread evenly over a box around France by SplitMix64; `congruence` are those of the table of
// supercluster's counts in the tests, which fall on 8,413 places. Density: 1,000 x 1,000 cells, a radius of 25 cells.

func points(_ count: Int, _ kind: String) -> [Coordinate] {
  var generator = Generator()
  var state = 59530.0
  func congruence() -> Double {
    state = (state * 1_103_515_245 + 12345).truncatingRemainder(dividingBy: 2_147_483_648)
    return state / 2_147_483_648
  }
  return (0..<count).map { _ in
    let isCongruence = kind == "congruence"
    let longitude = -4.5 + 12 * (isCongruence ? congruence() : Double.random(in: 0..<1, using: &generator))
    let latitude = 42.5 + 8.5 * (isCongruence ? congruence() : Double.random(in: 0..<1, using: &generator))
    return Coordinate(latitude: latitude, longitude: longitude)
  }
}

func measure(_ name: String, _ body: () throws -> Void) rethrows {
  let start = (wall: seconds(CLOCK_MONOTONIC), processor: seconds(CLOCK_PROCESS_CPUTIME_ID))
  try body()
  let wall = seconds(CLOCK_MONOTONIC) - start.wall
  let processor = seconds(CLOCK_PROCESS_CPUTIME_ID) - start.processor
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
  print("\(name): \(rounded(wall)) s, processors \(rounded(processor)) s, peak \(usage.ru_maxrss / 1024) MB")
}

let arguments = Array(CommandLine.arguments.dropFirst())
let count = arguments.count > 1 ? Int(arguments[1]) ?? 1_000_000 : 1_000_000
let variant = arguments.count > 2 ? arguments[2] : ""
let runs = arguments.count > 3 ? Int(arguments[3]) ?? 5 : 5
switch arguments.first {
case "clusters":
  let input = points(count, variant)
  var counts: [Int] = []
  for _ in 0..<runs {
    var index: ClusterIndex?
    try measure("\(count) points, zooms 0 to 16") { index = try ClusterIndex(coordinates: input) }
    counts = (0...16).map { index?.clusters(zoom: $0).count ?? 0 }
  }
  print("features by zoom: \(counts)")
case "density":
  let input = points(count, "random")
  var options = DensityOptions()
  options.cellMetres = 1000
  options.radiusMetres = 25_000
  options.kernel = DensityKernel(rawValue: variant) ?? .quartic
  var integral = 0.0
  for _ in 0..<runs {
    try measure("\(count) points, \(options.kernel.rawValue)") {
      let grid = try DensityGrid(coordinates: input, options: options)
      integral = grid.integral
      _ = integral
    }
  }
  print("integral: \(integral)")
default:
  print("usage: SpatialBenchmark clusters|density COUNT random|congruence|KERNEL [RUNS]")
}
