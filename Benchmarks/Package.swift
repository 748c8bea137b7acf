// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "cartomarches", path: "..")],
  targets: [
    // Counts instructions and allocations.
    .target(name: "CMeasuring"),
    // The clocks, and the generator of data that is the same in every run.
    .target(name: "Measuring", dependencies: ["CMeasuring"]),
    .executableTarget(
      name: "Parts",
      dependencies: [
        "Measuring",
        .product(name: "Geocoding", package: "cartomarches"),
        .product(name: "SpatialAnalysis", package: "cartomarches"),
        .product(name: "SupplierMaps", package: "cartomarches"),
      ]),
    .executableTarget(
      name: "SpatialBenchmark",
      dependencies: ["Measuring", .product(name: "SpatialAnalysis", package: "cartomarches")]),
  ],
  swiftLanguageModes: [.v6]
)
