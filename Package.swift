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
    .library(name: "SupplierMaps", targets: ["Tables", "TableGeocoding", "SupplierMaps", "MapLayers"]),
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
    .target(name: "Gazetteer", dependencies: ["GazetteerData", "Geodesy"]),
    // Opens a library of the system when it is first used.
    .target(name: "CLibraryLoading"),
    // libzip and expat read the archives and markup of spreadsheets; libzip is loaded when a workbook is first opened.
    .target(name: "CZip", dependencies: ["CLibraryLoading"]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .target(name: "Tables", dependencies: ["CZip", "CExpat"]),
    .target(name: "Geocoding", dependencies: ["Gazetteer", "Geodesy", "Locking"]),
    .target(name: "TableGeocoding", dependencies: ["Tables", "Geocoding", "Locking"]),
    // libcurl, loaded when a remote geocoder is first asked.
    .target(name: "CCurl", dependencies: ["CLibraryLoading"]),
    // SQLite, loaded when a database is first opened: the remote geocoder's cache, a GeoPackage.
    .target(name: "CSQLite", dependencies: ["CLibraryLoading"]),
    .target(name: "SQLite", dependencies: ["CSQLite"]),
    .target(
      name: "RemoteGeocoding", dependencies: ["CCurl", "SQLite", "Gazetteer", "Geocoding", "Locking"]),
    // The loop over the cells of a density grid, compiled for two kinds of processor.
    .target(name: "CDensityCells"),
    .target(name: "SpatialAnalysis", dependencies: ["CDensityCells", "Geodesy"]),
    // zlib packs the pictures and rasters.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "MapLayers", dependencies: ["Geodesy", "SpatialAnalysis", "SQLite", "CZlib"]),
    .target(
      name: "SupplierMaps",
      dependencies: ["Gazetteer", "Geocoding", "Geodesy", "SpatialAnalysis", "SQLite", "MapLayers"]),
    .target(
      name: "MapServer",
      dependencies: [
        "Gazetteer", "Geocoding", "Geodesy", "Locking", "MapLayers", "SpatialAnalysis", "SupplierMaps",
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
        "CBuildStamp", "CArguments", "Locking",
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
    .testTarget(name: "GeodesyTests", dependencies: ["Geodesy"]),
    .testTarget(name: "GazetteerTests", dependencies: ["Gazetteer", "Locking"]),
    .testTarget(name: "GazetteerBuildingTests", dependencies: ["GazetteerBuilding"]),
    .testTarget(name: "TablesTests", dependencies: ["Tables", "Locking"], resources: [.copy("Fixtures")]),
    .testTarget(name: "GeocodingTests", dependencies: ["Geocoding"]),
    .testTarget(name: "TableGeocodingTests", dependencies: ["TableGeocoding", "Locking"]),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite"]),
    .testTarget(name: "RemoteGeocodingTests", dependencies: ["RemoteGeocoding", "SQLite", "cartomarches"]),
    .testTarget(name: "SpatialAnalysisTests", dependencies: ["SpatialAnalysis"], resources: [.copy("Fixtures")]),
    .testTarget(
      name: "MapLayersTests", dependencies: ["MapLayers", "SpatialAnalysis", "SQLite"],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "SupplierMapsTests", dependencies: ["SupplierMaps", "SQLite"], resources: [.copy("Golden")]),
    .testTarget(
      name: "MapServerTests",
      dependencies: [
        "MapServer", "SupplierMaps", "Tables", "Geocoding", "Gazetteer", "Locking",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ]),
    .testTarget(name: "cartomarchesTests", dependencies: ["cartomarches", "MapServer"]),
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "Geodesy", "Gazetteer", "Tables", "SQLite", "Geocoding", "TableGeocoding", "RemoteGeocoding",
        "SpatialAnalysis", "MapLayers", "SupplierMaps", "MapServer", "GazetteerBuilding",
        .product(name: "Logging", package: "swift-log"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
