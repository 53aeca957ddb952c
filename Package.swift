// swift-tools-version: 6.2
// The manifest is the floor plan: a target may import what stands beside it, and nothing else.
import PackageDescription

// `make fuzz` sets this: readers are then built so that libFuzzer sees which ways their bytes take.
let isFuzzing = Context.environment["FLYT_FUZZ"] == "1"

let settings: [SwiftSetting] =
  [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address"])] : [])

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let tomlKit = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

func floor(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(of name: String, uses dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: "\(name)Tests", dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
  name: "flyt",
  products: [.executable(name: "flyt", targets: ["flyt"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // Floor 0: values and shims.
    .target(name: "CLinux"),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CXML", dependencies: ["CLibXML2"]),
    .target(name: "CZip", linkerSettings: [.linkedLibrary("zip"), .linkedLibrary("z")]),
    floor("FlowTables"),
    floor("Extracts", uses: [crypto]),
    floor("StatusFile"),
    floor("ControlSocket", uses: [flyingFox, flyingSocks]),
    floor("Systemd"),
    // Floor 1: bytes in, files opened, definitions read, digit groups parted.
    floor("Acquisition", uses: ["CCurl", "CLinux", "Extracts", "FlowTables"]),
    floor("Documents", uses: ["CXML", "CZip", "Extracts", subprocess, system]),
    floor("Definitions", uses: ["FlowTables", tomlKit]),
    floor("DigitGroups"),
    // Floors 2 to 5: the belt and the answers.
    floor("Layouts", uses: ["DigitGroups", "Documents", "FlowTables"]),
    floor("Checks", uses: ["FlowTables"]),
    floor("ReleaseStore", uses: ["Checks", "Extracts", "FlowTables", grdb, grdbSQLite]),
    floor("Answers", uses: ["FlowTables", "ReleaseStore"]),
    floor(
      "Ingest",
      uses: ["Checks", "Definitions", "Documents", "Extracts", "FlowTables", "Layouts", "ReleaseStore"]),
    // Floors 6 and 7: what people see.
    floor("Rendering", uses: ["Answers", "Checks", "FlowTables", "ReleaseStore"]),
    .executableTarget(
      name: "flyt",
      dependencies: [
        "Acquisition", "Answers", "Checks", "CLinux", "ControlSocket", "Definitions", "Documents", "Extracts",
        "FlowTables", "Ingest", "Layouts", "ReleaseStore", "Rendering", "StatusFile", "Systemd",
        argumentParser, logging, serviceLifecycle, unixSignals,
      ],
      swiftSettings: settings),
    // For test targets only.
    floor("FlytTesting", uses: ["Definitions", "DigitGroups", "Documents", "Extracts", "FlowTables"]),
    .executableTarget(
      name: "GroupingBenchmark", dependencies: ["DigitGroups", "FlytTesting"], path: "Benchmarks/Grouping",
      swiftSettings: settings),
    .executableTarget(
      name: "IngestBenchmark", dependencies: ["Definitions", "FlowTables", "FlytTesting", grdb],
      path: "Benchmarks/Ingest", swiftSettings: settings),
    .executableTarget(
      name: "AnswersBenchmark",
      dependencies: ["Extracts", "FlowTables", "FlytTesting", "Ingest", "ReleaseStore"],
      path: "Benchmarks/Answers", swiftSettings: settings),
    .executableTarget(
      name: "PollingBenchmark", dependencies: ["FlytTesting"], path: "Benchmarks/Polling",
      swiftSettings: settings),
    .executableTarget(
      name: "IdleBenchmark", dependencies: ["FlytTesting"], path: "Benchmarks/Idle",
      swiftSettings: settings),
    .executableTarget(
      name: "ReadingBenchmark",
      dependencies: [
        "Checks", "Documents", "Extracts", "FlowTables", "FlytTesting", "Ingest", "ReleaseStore",
      ],
      path: "Benchmarks/Reading", swiftSettings: settings),
    tests(of: "FlowTables", uses: ["FlowTables"]),
    tests(of: "Acquisition", uses: ["Acquisition", "Extracts", "FlytTesting"]),
    tests(of: "Documents", uses: ["Documents", "Extracts", "FlowTables", "FlytTesting"]),
    tests(of: "Definitions", uses: ["Definitions", "FlowTables", "FlytTesting"]),
    tests(of: "DigitGroups", uses: ["DigitGroups", "FlytTesting"]),
    tests(of: "Layouts", uses: ["Checks", "Layouts", "Documents", "Extracts", "FlowTables", "FlytTesting"]),
    tests(of: "Checks", uses: ["Checks", "FlowTables", "FlytTesting"]),
    tests(
      of: "ReleaseStore",
      uses: ["Checks", "Extracts", "FlowTables", "FlytTesting", "ReleaseStore", grdb, grdbSQLite]),
    tests(
      of: "Ingest",
      uses: [
        "Checks", "Documents", "Extracts", "FlowTables", "FlytTesting", "Ingest", "Layouts", "ReleaseStore",
      ]),
    tests(of: "StatusFile", uses: ["StatusFile", "FlytTesting"]),
    tests(of: "ControlSocket", uses: ["ControlSocket", "Definitions", "FlytTesting"]),
    tests(of: "Systemd", uses: ["Systemd"]),
    tests(of: "FloorPlan", uses: ["Definitions", "FlowTables"]),
    tests(
      of: "Answers", uses: ["Answers", "Extracts", "FlowTables", "FlytTesting", "Ingest", "ReleaseStore"]),
    tests(
      of: "Program",
      uses: ["Checks", "flyt", "FlowTables", "FlytTesting", "StatusFile", "Systemd", logging]),
  ],
  swiftLanguageModes: [.v6]
)

if isFuzzing {
  package.targets.append(
    .executableTarget(
      name: "ReaderFuzzer", dependencies: ["Documents", "Extracts"], path: "Tests/Fuzzing",
      exclude: ["Corpus"],
      swiftSettings: settings,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]))
}
