// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "library-example",
  dependencies: [.package(name: "cartomarches", path: "../..")],
  targets: [
    .executableTarget(
      name: "suppliers-map",
      dependencies: [
        .product(name: "Geocoding", package: "cartomarches"),
        .product(name: "SupplierMaps", package: "cartomarches"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
