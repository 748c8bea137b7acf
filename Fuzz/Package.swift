// swift-tools-version: 6.1
import PackageDescription

// libFuzzer brings the main function, so nothing in a target may be read as one.
let fuzzer = [SwiftSetting.unsafeFlags(["-parse-as-library"])]

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "cartomarches", path: "..")],
  targets: [
    .target(name: "FuzzReading", dependencies: [.product(name: "Tables", package: "cartomarches")]),
    .executableTarget(name: "FuzzText", dependencies: ["FuzzReading"], swiftSettings: fuzzer),
    .executableTarget(name: "FuzzWorkbook", dependencies: ["FuzzReading"], swiftSettings: fuzzer),
    .executableTarget(name: "FuzzXLSXSheet", dependencies: ["FuzzReading"], swiftSettings: fuzzer),
    .executableTarget(name: "FuzzODSContent", dependencies: ["FuzzReading"], swiftSettings: fuzzer),
    .executableTarget(name: "FuzzXLS", dependencies: ["FuzzReading"], swiftSettings: fuzzer),
    .executableTarget(name: "FuzzJSON", dependencies: ["FuzzReading"], swiftSettings: fuzzer),
    .target(name: "FuzzAnswers", dependencies: [.product(name: "Geocoding", package: "cartomarches")]),
    .executableTarget(name: "FuzzLocation", dependencies: ["FuzzAnswers"], swiftSettings: fuzzer),
    .executableTarget(
      name: "FuzzMaps", dependencies: ["FuzzAnswers", .product(name: "SupplierMaps", package: "cartomarches")],
      swiftSettings: fuzzer),
    .executableTarget(
      name: "FuzzQueries", dependencies: ["FuzzAnswers", .product(name: "MapServer", package: "cartomarches")],
      swiftSettings: fuzzer),
  ],
  swiftLanguageModes: [.v6]
)
