// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "SpatialBenchmark",
  dependencies: [.package(name: "cartomarches", path: "../..")],
  targets: [
    .executableTarget(
      name: "SpatialBenchmark", dependencies: [.product(name: "SpatialAnalysis", package: "cartomarches")])
  ],
  swiftLanguageModes: [.v6]
)
