import Testing

@Suite struct ImportTests {
  @Test func everyModuleIsInTheTable() throws {
    let folders = Set(try Project.files(below: "Sources").map { String($0.split(separator: "/")[1]) })
    #expect(folders == Set(ModuleTable.imports.keys).union(ModuleTable.cModules))
  }

  @Test(arguments: ModuleTable.imports.keys.sorted())
  func aModuleImportsOnlyWhatTheTableAllows(module: String) throws {
    let allowed = ModuleTable.system.union(ModuleTable.imports[module] ?? [])
    for file in try Project.sources(of: module) {
      #expect(file.imports.subtracting(allowed) == [], "\(file.path)")
    }
  }

  /// Each C library and each parser of a foreign format has one door; Yams reads rule
  /// files behind one and is the second opinion on a target's YAML behind another.
  @Test(arguments: [
    ("CLibgit2", ["GitStore"]), ("CTreeSitter", ["SyntaxTrees"]), ("CGrammars", ["SyntaxTrees"]),
    ("CPCRE2", ["Patterns"]), ("CZlib", ["Conformance"]), ("NIOCore", ["Conformance"]),
    ("Yams", ["StrictYAML", "Formats"]), ("Subprocess", ["Processes"]),
  ])
  func aLibraryHasItsDoors(library: String, doors: [String]) throws {
    let importers = try Project.sources().filter { $0.imports.contains(library) }.map(\.module)
    #expect(Set(importers) == Set(doors))
  }

  @Test func theManifestDeclaresWhatTheTableSays() throws {
    let products = [
      "nioCore": "NIOCore", "nioPosix": "NIOPosix", "nioHTTP1": "NIOHTTP1", "yams": "Yams",
      "subprocess": "Subprocess", "rainbow": "Rainbow", "argumentParser": "ArgumentParser",
    ]
    let manifest = try Project.text("Package.swift")
    let module =
      /module\(\s*"(\w+)"(?:,\s*\[([^\]]*)\])?(?:,\s*resources: \[[^\]]*\])?\s*\)|executableTarget\(\s*name: "(\w+)",\s*dependencies: \[([^\]]*)\]/
    var declared: [String: Set<String>] = [:]
    for match in manifest.matches(of: module) {
      guard let name = match.1 ?? match.3 else { continue }
      let names = (match.2 ?? match.4 ?? "").matches(of: /\w+/).map { String($0.0) }
      declared[String(name)] = Set(names.map { products[$0] ?? $0 })
    }
    #expect(declared == ModuleTable.imports)
  }

  /// Verify's hits must depend on no parser: one that fails or misreads would lose them.
  /// It has none that could: no parser of a format or a language, and no decoder of
  /// Foundation's. Whatever it wants to know of a file it reads from the bytes.
  @Test func theCheckerHasNoParser() throws {
    let imports = try #require(ModuleTable.imports["Verifying"])
    #expect(imports.isDisjoint(with: ModuleTable.parsers))
    // What it does import may read rule files, but hands none of that on.
    let decoders =
      /\b(JSONSerialization|JSONDecoder|PropertyListDecoder|XMLParser|XMLDocument|Regex)\b|\bparse\(/
    #expect(try Project.sources(of: "Verifying").flatMap { $0.places(of: decoders) } == [])
    let foundation = try Project.sources(of: "Verifying").filter {
      !$0.imports.isDisjoint(with: ["Foundation", "FoundationEssentials"])
    }
    #expect(foundation.map(\.path) == [])
  }

  @Test func checkerAndRemoverShareNoMatching() {
    #expect(ModuleTable.imports["Verifying"]?.contains("Planning") == false)
    #expect(ModuleTable.imports["Planning"]?.contains("Verifying") == false)
  }
}
