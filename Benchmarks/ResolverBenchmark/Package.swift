// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "ResolverBenchmark",
  dependencies: [.package(name: "cartomarches", path: "../..")],
  targets: [
    .executableTarget(
      name: "ResolverBenchmark", dependencies: [.product(name: "Geocoding", package: "cartomarches")])
  ],
  swiftLanguageModes: [.v6]
)
