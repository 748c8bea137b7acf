// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Parts",
  dependencies: [.package(name: "cartomarches", path: "../..")],
  targets: [
    .executableTarget(
      name: "Parts",
      dependencies: [
        .product(name: "Geocoding", package: "cartomarches"),
        .product(name: "SpatialAnalysis", package: "cartomarches"),
        .product(name: "SupplierMaps", package: "cartomarches"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
