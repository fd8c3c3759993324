import SourceText

/// What the Go compiler is told to build for, besides this machine's own.
struct GoBuildConfiguration: Hashable {
  /// `GOOS`; nil for this machine's.
  var system: String?
  /// `GOARCH`; nil for this machine's.
  var architecture: String?
  /// A build tag.
  var tag: String?

  /// The variables that say so, besides the user's own `flags` for the go command.
  func environment(flags: String?) -> [String: String] {
    var variables: [String: String] = [:]
    variables["GOOS"] = system
    variables["GOARCH"] = architecture
    if let tag { variables["GOFLAGS"] = (flags.map { $0 + " " } ?? "") + "-tags=" + tag }
    return variables
  }
}

/// The configurations that the Go files of a folder name, by `//go:build` and by file names.
enum GoBuildConfigurations {
  /// Those of them that have a complete standard library without a C compiler.
  private static let systems: Set<String> = [
    "aix", "darwin", "dragonfly", "freebsd", "illumos", "js", "linux", "netbsd", "openbsd", "plan9",
    "solaris",
    "wasip1", "windows",
  ]
  private static let architectures: Set<String> = [
    "386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64", "ppc64le",
    "riscv64", "s390x", "wasm",
  ]
  /// Tags that the tool chain itself sets, and those of files that no package holds.
  private static let own: Set<String> = [
    "android", "asan", "cgo", "gc", "gccgo", "ignore", "ios", "msan", "race", "unix",
  ]
  #if os(macOS)
    private static let here = "darwin"
  #else
    private static let here = "linux"
  #endif
  #if arch(arm64)
    private static let hereArchitecture = "arm64"
  #else
    private static let hereArchitecture = "amd64"
  #endif
  /// A system that is neither this machine's nor like Unix: for files that say what they are not for.
  private static let elsewhere = "windows"

  /// - Parameters:
  ///   - snapshot: the tree.
  ///   - folder: from the tree's root; empty for all of it.
  /// - Returns: in order, without this machine's own.
  static func named(in snapshot: any Snapshot, below folder: String) -> [GoBuildConfiguration] {
    var names: Set<String> = []
    for entry in snapshot.entries where entry.mode.isFile && entry.path.fileExtension == "go" {
      let path = entry.path.text
      guard folder.isEmpty || path.hasPrefix(folder + "/"), !isLeftOut(path),
        let bytes = try? snapshot.contents(at: entry.path)
      else { continue }
      names.formUnion(ofName(entry.path.name.text))
      names.formUnion(ofText(bytes))
    }
    return names.sorted().compactMap(configuration)
  }

  /// What `./...` leaves out too.
  private static func isLeftOut(_ path: String) -> Bool {
    path.split(separator: "/").contains {
      $0 == "vendor" || $0 == "testdata" || $0.hasPrefix("_") || $0.hasPrefix(".")
    }
  }

  private static func configuration(_ name: String) -> GoBuildConfiguration? {
    switch name {
    case here, hereArchitecture: nil
    case "js", "wasip1": GoBuildConfiguration(system: name, architecture: "wasm")
    case "wasm": nil
    case _ where systems.contains(name): GoBuildConfiguration(system: name)
    case _ where architectures.contains(name): GoBuildConfiguration(architecture: name)
    case _ where own.contains(name) || name.hasPrefix("go1."): nil
    default: GoBuildConfiguration(tag: name)
    }
  }

  /// `poll_windows.go`, `poll_linux_arm64_test.go`.
  private static func ofName(_ name: String) -> [String] {
    var parts = name.dropLast(3).split(separator: "_").map(String.init)
    if parts.last == "test" { parts.removeLast() }
    return parts.dropFirst().suffix(2).filter { systems.contains($0) || architectures.contains($0) }
  }

  /// The names in the constraint before the package clause.
  private static func ofText(_ bytes: [UInt8]) -> [String] {
    for line in bytes.split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("package ") { break }
      guard text.hasPrefix("//go:build ") else { continue }
      let names = text.dropFirst("//go:build ".count)
        .split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }.map(String.init)
      let isNotHere = [here, "unix"].contains { text.contains("!" + $0) }
      return names + (isNotHere ? [elsewhere] : [])
    }
    return []
  }
}
