// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "cartomarches",
  products: [
    .executable(name: "cartomarches", targets: ["cartomarches"]),
    .executable(name: "gazetteer-build", targets: ["gazetteer-build"]),
    .library(name: "Geocoding", targets: ["Gazetteer", "Geodesy", "Geocoding"]),
    .library(name: "SpatialAnalysis", targets: ["SpatialAnalysis", "Geodesy"]),
    .library(name: "Tables", targets: ["Tables"]),
    .library(
      name: "SupplierMaps", targets: ["Tables", "TableGeocoding", "SupplierMaps", "ContractTables", "MapLayers"]),
    .library(name: "RemoteGeocoding", targets: ["RemoteGeocoding"]),
    .library(name: "MapServer", targets: ["MapServer"]),
    .library(name: "GazetteerBuilding", targets: ["GazetteerBuilding"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Without its traits it needs FoundationEssentials alone.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // The tables of gazetteer/, embedded in the binary with C23's #embed.
    .target(name: "GazetteerData"),
    .target(name: "Geodesy"),
    // The standard mutex; a pthread's under the thread sanitizer, which knows no other.
    .target(name: "Locking"),
    .target(name: "Gazetteer", dependencies: ["GazetteerData", "Geodesy", "Locking"]),
    // Opens a library of the system when it is first used.
    .target(name: "CLibraryLoading"),
    // libzip and expat read the archives and markup of spreadsheets; libzip is loaded when a workbook is first opened.
    .target(name: "CZip", dependencies: ["CLibraryLoading"]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .target(name: "Tables", dependencies: ["CZip", "CExpat"]),
    .target(name: "Geocoding", dependencies: ["CPrefetch", "Gazetteer", "Geodesy", "Locking"]),
    // The processor's instruction that fetches memory ahead of its use.
    .target(name: "CPrefetch"),
    .target(
      name: "TableGeocoding", dependencies: ["CPrefetch", "Tables", "Gazetteer", "Geocoding", "Geodesy", "Locking"]),
    // libcurl, loaded when a remote geocoder is first asked.
    .target(name: "CCurl", dependencies: ["CLibraryLoading"]),
    // SQLite, loaded when a database is first opened: the remote geocoder's cache, a GeoPackage.
    .target(name: "CSQLite", dependencies: ["CLibraryLoading"]),
    .target(name: "SQLite", dependencies: ["CSQLite"]),
    .target(
      name: "RemoteGeocoding", dependencies: ["CCurl", "SQLite", "Gazetteer", "Geocoding", "Geodesy", "Locking"]),
    // The loop over the cells of a density grid, compiled for two kinds of processor.
    .target(name: "CDensityCells"),
    .target(name: "SpatialAnalysis", dependencies: ["CDensityCells", "Geodesy"]),
    // zlib packs the pictures and rasters.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "MapLayers", dependencies: ["Geodesy", "SpatialAnalysis", "SQLite", "CZlib"]),
    .target(
      name: "SupplierMaps",
      dependencies: ["Gazetteer", "Geocoding", "Geodesy", "SpatialAnalysis", "SQLite", "MapLayers"]),
    // A geocoded table's rows as contracts: between two targets that do not know of each other.
    .target(name: "ContractTables", dependencies: ["Geocoding", "SupplierMaps", "TableGeocoding", "Tables"]),
    .target(
      name: "MapServer",
      dependencies: [
        "ContractTables", "Gazetteer", "Geocoding", "Geodesy", "Locking", "MapLayers", "SpatialAnalysis",
        "SupplierMaps",
        "TableGeocoding", "Tables",
        "CZlib",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .target(name: "GazetteerBuilding", dependencies: ["Gazetteer", "Geodesy"]),
    // The commit that was built, for --version.
    .target(name: "CBuildStamp"),
    // The command line as bytes, without /proc too.
    .target(name: "CArguments"),
    .executableTarget(
      name: "cartomarches",
      dependencies: [
        "CBuildStamp", "CArguments", "Locking", "ContractTables", "Geodesy",
        "SupplierMaps", "TableGeocoding", "Tables", "Geocoding", "Gazetteer", "MapLayers", "SpatialAnalysis",
        "RemoteGeocoding", "SQLite", "MapServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "gazetteer-build",
      dependencies: [
        "GazetteerBuilding",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // What several test targets share: random numbers, golden files, running programs, temporary folders.
    .target(name: "SharedTesting", path: "Tests/SharedTesting"),
    .testTarget(name: "LockingTests", dependencies: ["Locking"]),
    .testTarget(name: "GeodesyTests", dependencies: ["Geodesy", "SharedTesting"]),
    .testTarget(name: "GazetteerTests", dependencies: ["Gazetteer", "Locking", "Geodesy", "SharedTesting"]),
    .testTarget(name: "GazetteerBuildingTests", dependencies: ["GazetteerBuilding", "Gazetteer"]),
    .testTarget(
      name: "TablesTests", dependencies: ["Tables", "Locking", "SharedTesting"], resources: [.copy("Fixtures")]),
    .testTarget(name: "GeocodingTests", dependencies: ["Geocoding", "SharedTesting", "Gazetteer", "Geodesy"]),
    .testTarget(
      name: "TableGeocodingTests",
      dependencies: ["TableGeocoding", "Locking", "SharedTesting", "Gazetteer", "Geocoding", "Geodesy", "Tables"]),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "SharedTesting"]),
    .testTarget(
      name: "RemoteGeocodingTests",
      dependencies: ["RemoteGeocoding", "SQLite", "cartomarches", "Gazetteer", "Geocoding", "SharedTesting"]),
    .testTarget(
      name: "SpatialAnalysisTests", dependencies: ["SpatialAnalysis", "SharedTesting", "Geodesy"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "MapLayersTests", dependencies: ["MapLayers", "SpatialAnalysis", "SQLite", "SharedTesting", "Geodesy"],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "SupplierMapsTests",
      dependencies: ["SupplierMaps", "SQLite", "SharedTesting", "Gazetteer", "Geocoding", "Geodesy", "MapLayers"],
      resources: [.copy("Golden")]
    ),
    .testTarget(
      name: "MapServerTests",
      dependencies: [
        "MapServer", "SupplierMaps", "Tables", "Geocoding", "Gazetteer", "Locking", "SharedTesting",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ]),
    .testTarget(name: "cartomarchesTests", dependencies: ["cartomarches", "MapServer", "SharedTesting"]),
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "Geodesy", "Gazetteer", "Tables", "SQLite", "Geocoding", "TableGeocoding", "RemoteGeocoding",
        "SpatialAnalysis", "MapLayers", "SupplierMaps", "ContractTables", "MapServer", "GazetteerBuilding",
        .product(name: "Logging", package: "swift-log"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
