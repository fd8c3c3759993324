/// Who may import whom. The manifest declares the same, README.md draws it.
enum ModuleTable {
  static let imports: [String: Set<String>] = [
    "SourceText": [],
    "Findings": ["SourceText"],
    "StrictYAML": ["SourceText", "Findings", "Yams"],
    "Patterns": ["SourceText", "CPCRE2"],
    "RuleModel": ["SourceText", "Findings", "StrictYAML", "Patterns"],
    "SyntaxTrees": ["SourceText", "CTreeSitter", "CGrammars"],
    "Formats": ["SourceText", "SyntaxTrees", "Yams"],
    "FormatLaws": ["Formats"],
    "FormatCheck": ["FormatLaws", "Formats", "GitStore", "SourceText", "ArgumentParser"],
    "Planning": ["RuleModel", "Patterns", "SyntaxTrees", "Formats", "Findings", "SourceText"],
    "Verifying": ["RuleModel", "Patterns", "Findings", "SourceText"],
    "GitStore": ["SourceText", "CLibgit2"],
    "Processes": ["Findings", "Subprocess"],
    "Stacking": ["RuleModel", "Planning", "GitStore", "Processes", "Findings", "SourceText"],
    "Conformance": [
      "StrictYAML", "Patterns", "SyntaxTrees", "Processes", "Findings", "SourceText", "CZlib", "NIOCore",
      "NIOPosix",
      "NIOHTTP1",
    ],
    "ConformanceMutants": ["Conformance", "StrictYAML", "Findings", "SourceText"],
    "MutantCheck": ["ConformanceMutants", "Conformance", "ArgumentParser"],
    "Reporting": ["Findings", "SourceText", "Rainbow"],
    "sunset": [
      "SourceText", "Findings", "StrictYAML", "Patterns", "RuleModel", "SyntaxTrees", "Planning", "Verifying",
      "GitStore", "Processes", "Stacking", "Conformance", "Reporting", "ArgumentParser",
    ],
  ]

  /// Folders of C code and module maps, without Swift files.
  static let cModules: Set<String> = ["CLibgit2", "CPCRE2", "CZlib", "CTreeSitter", "CGrammars"]

  /// Executables: only they print and exit.
  static let programs: Set<String> = ["sunset", "FormatCheck", "MutantCheck"]

  /// What reads the syntax or the format of a repository's files.
  static let parsers: Set<String> = ["SyntaxTrees", "Formats", "Yams", "CTreeSitter", "CGrammars"]

  /// Values and computations: they see no disk, clock, environment, network or
  /// process; what they need is handed in.
  static let pure: Set<String> = [
    "SourceText", "Findings", "StrictYAML", "Patterns", "RuleModel", "SyntaxTrees", "Formats", "FormatLaws",
    "Planning", "Verifying", "Reporting",
  ]

  /// What comes with the toolchain and the system. A pure module may use it for
  /// its types and for memory; what it must not call is tested by name.
  static let system: Set<String> = [
    "Foundation", "FoundationEssentials", "Synchronization", "Dispatch", "Glibc", "Musl", "Darwin",
  ]
}
