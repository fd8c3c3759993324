/// Who may import whom. The manifest declares the same, README.md draws it.
enum ModuleTable {
  static let imports: [String: Set<String>] = [
    "SourceText": [],
    "Findings": ["SourceText"],
    "StrictYAML": ["SourceText", "Findings", "Yams"],
    "Patterns": ["SourceText", "CPCRE2"],
    "RuleModel": ["SourceText", "Findings", "StrictYAML", "Patterns"],
    "SyntaxTrees": ["SourceText", "CTreeSitter", "CGrammars"],
    "Planning": ["RuleModel", "Patterns", "SyntaxTrees", "Findings", "SourceText"],
    "Verifying": ["RuleModel", "Patterns", "SyntaxTrees", "Findings", "SourceText"],
    "GitStore": ["SourceText", "CLibgit2"],
    "Processes": ["Findings", "Subprocess"],
    "Stacking": ["Planning", "GitStore", "Processes", "Findings", "SourceText"],
    "Reporting": ["Findings", "SourceText", "Rainbow"],
    "sunset": [
      "SourceText", "Findings", "StrictYAML", "Patterns", "RuleModel", "SyntaxTrees", "Planning", "Verifying",
      "GitStore", "Processes", "Stacking", "Reporting", "ArgumentParser",
    ],
  ]

  /// Folders of C code and module maps, without Swift files.
  static let cModules: Set<String> = ["CLibgit2", "CPCRE2", "CTreeSitter", "CGrammars"]

  /// Values and computations: they see no disk, clock, environment, network or
  /// process; what they need is handed in.
  static let pure: Set<String> = [
    "SourceText", "Findings", "StrictYAML", "Patterns", "RuleModel", "SyntaxTrees", "Planning", "Verifying",
    "Reporting",
  ]

  /// What comes with the toolchain; a C library is no more than a system's interface.
  static let toolchain: Set<String> = [
    "Foundation", "FoundationEssentials", "Synchronization", "Dispatch", "RegexBuilder",
  ]
  static let cLibraries: Set<String> = ["Glibc", "Musl", "Darwin"]
}
