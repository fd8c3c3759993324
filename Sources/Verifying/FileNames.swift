/// Names, in lower case, by which classes of files are known.
enum FileNames {
  static let locks: Set<String> = [
    "bun.lock", "bun.lockb", "cargo.lock", "composer.lock", "flake.lock", "gemfile.lock", "go.sum",
    "go.work.sum", "npm-shrinkwrap.json", "package-lock.json", "package.resolved", "packages.lock.json",
    "pipfile.lock", "pnpm-lock.yaml", "poetry.lock", "pubspec.lock", "uv.lock", "yarn.lock",
  ]

  static let dependencies: Set<String> = [
    "build.gradle", "build.gradle.kts", "cargo.toml", "composer.json", "gemfile", "go.mod", "go.work",
    "package.json", "package.swift", "pipfile", "pom.xml", "pubspec.yaml", "pyproject.toml",
  ]

  /// Folders of packages that are kept with the code.
  static let vendorFolders: Set<String> = [
    "bower_components", "node_modules", "third_party", "vendor", "vendored",
  ]

  static let documents: Set<String> = [
    "authors", "changelog", "contributing", "copying", "license", "notice", "readme",
  ]

  static let documentExtensions: Set<String> = [
    "adoc", "drawio", "markdown", "md", "mdx", "mmd", "org", "puml", "rst", "svg", "txt",
  ]

  static let codeExtensions: Set<String> = [
    "bash", "c", "cc", "cjs", "cpp", "cs", "css", "cts", "go", "graphql", "h", "hpp", "htm", "html", "java",
    "js", "jsx", "kt", "less", "lua", "m", "mjs", "mm", "mts", "php", "pl", "proto", "ps1", "py", "rb", "rs",
    "sass", "scala", "scss", "sh", "sql", "svelte", "swift", "ts", "tsx", "vue", "zsh",
  ]

  static let testFolders: Set<String> = [
    "__mocks__", "__snapshots__", "__tests__", "cypress", "e2e", "e2e-tests", "spec", "test", "testdata",
    "tests",
  ]

  private static let generatedEnds = [
    ".designer.cs", ".g.dart", ".map", ".min.css", ".min.js", ".pb.cc", ".pb.go", ".pb.h", "_generated.go",
    "_pb2.py", "_pb2_grpc.py",
  ]

  /// - Parameter name: a file's name in lower case.
  /// - Returns: whether tools give such names to what they make.
  static func isGenerated(_ name: String) -> Bool {
    generatedEnds.contains(where: name.hasSuffix) || name.starts(with: "zz_generated")
      || name.contains(".generated.")
  }
}
