// swift-tools-version: 6.2
import PackageDescription

/// The sources of tree-sitter come from `Scripts/bootstrap`; their warnings are
/// not ours, and without optimisation parsing in debug builds is 3.4 times slower.
let fetchedSources: [CSetting] = [.unsafeFlags(["-O2"], .when(configuration: .debug)), .unsafeFlags(["-w"])]

/// Set by `Scripts/test`: a newer compiler may warn of more, which is no reason
/// for a user's build to fail.
let strict: [SwiftSetting] =
  Context.environment["SUNSET_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let ownSources: [SwiftSetting] =
  strict + [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
  ]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let rainbow: Target.Dependency = .product(name: "Rainbow", package: "Rainbow")

func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: ownSources)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies, exclude: exclude, swiftSettings: ownSources)
}

// Who may import whom; see "How it is built" in README.md.
let package = Package(
  name: "sunset",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "sunset", targets: ["sunset"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", .upToNextMinor(from: "1.0.2")),
    .package(url: "https://github.com/onevcat/Rainbow", from: "4.2.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibgit2", pkgConfig: "libgit2",
      providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(
      name: "CTreeSitter",
      cSettings: [
        .headerSearchPath("../../.deps/src/runtime/include"),
        .headerSearchPath("../../.deps/src/runtime/src"),
        .define("_DEFAULT_SOURCE"), .define("_POSIX_C_SOURCE", to: "200112L"),
      ] + fetchedSources),
    .target(
      name: "CGrammars", dependencies: ["CTreeSitter"],
      cSettings: [
        .headerSearchPath("../../.deps/src"), .headerSearchPath("../../.deps/src/typescript/src"),
      ] + fetchedSources),

    module("SourceText"),
    module("Findings", ["SourceText"]),
    module("StrictYAML", ["SourceText", "Findings", yams]),
    module("Patterns", ["SourceText", "CPCRE2"]),
    module("RuleModel", ["SourceText", "Findings", "StrictYAML", "Patterns"]),
    module("SyntaxTrees", ["SourceText", "CTreeSitter", "CGrammars"]),
    module("Formats", ["SourceText", "SyntaxTrees", yams]),
    module("FormatLaws", ["Formats"]),
    module("Planning", ["RuleModel", "Patterns", "SyntaxTrees", "Formats", "Findings", "SourceText"]),
    module("Verifying", ["RuleModel", "Patterns", "Findings", "SourceText"]),
    module("GitStore", ["SourceText", "CLibgit2"]),
    module("Processes", ["Findings", subprocess]),
    module("Stacking", ["RuleModel", "Planning", "GitStore", "Processes", "Findings", "SourceText"]),
    module(
      "Conformance",
      [
        "StrictYAML", "Patterns", "SyntaxTrees", "Processes", "Findings", "SourceText", "CZlib", nioCore,
        nioPosix,
        nioHTTP1,
      ],
      resources: [.embedInCode("Cases"), .embedInCode("Harness")]),
    module("ConformanceMutants", ["Conformance", "StrictYAML", "Findings", "SourceText"]),
    module("Reporting", ["Findings", "SourceText", rainbow]),
    .executableTarget(
      name: "sunset",
      dependencies: [
        "SourceText", "Findings", "StrictYAML", "Patterns", "RuleModel", "SyntaxTrees", "Planning",
        "Verifying",
        "GitStore", "Processes", "Stacking", "Conformance", "Reporting", argumentParser,
      ],
      swiftSettings: ownSources),
    .executableTarget(
      name: "FormatCheck",
      dependencies: ["FormatLaws", "Formats", "GitStore", "SourceText", argumentParser],
      swiftSettings: ownSources),
    .executableTarget(
      name: "MutantCheck", dependencies: ["ConformanceMutants", "Conformance", argumentParser],
      swiftSettings: ownSources),

    // What tests of several modules share.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: ownSources),
    tests("SourceText", ["SourceText"]),
    tests("Patterns", ["Patterns", "SourceText"]),
    tests("StrictYAML", ["StrictYAML", "Findings", "SourceText"]),
    tests("RuleModel", ["RuleModel", "Patterns", "StrictYAML", "Findings", "SourceText"]),
    tests("SyntaxTrees", ["SyntaxTrees", "SourceText"]),
    tests("Formats", ["TestSupport", "FormatLaws", "Formats", "SourceText", yams]),
    tests(
      "Planning",
      [
        "TestSupport", "FormatLaws", "Planning", "RuleModel", "Patterns", "SyntaxTrees", "Findings",
        "SourceText", yams,
      ]),
    tests("Verifying", ["Verifying", "RuleModel", "Patterns", "Findings", "SourceText"]),
    tests("GitStore", ["TestSupport", "GitStore", "SourceText"]),
    tests("Processes", ["Processes", "Findings"]),
    tests(
      "Stacking", ["Stacking", "Planning", "GitStore", "RuleModel", "Processes", "Findings", "SourceText"]),
    tests(
      "Reporting", ["TestSupport", "Reporting", "RuleModel", "Findings", "SourceText"], exclude: ["Goldens"]),
    tests(
      "Conformance",
      [
        "TestSupport", "Conformance", "ConformanceMutants", "StrictYAML", "Patterns", "SyntaxTrees",
        "Processes", "Findings", "SourceText",
      ]),
    tests("Structure", []),
    tests("Command", ["TestSupport", "GitStore", "SourceText", subprocess]),
  ]
)
