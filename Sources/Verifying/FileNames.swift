/// Names, in lower case, by which kinds of files are known.
enum FileNames {
  static let lockfiles: Set<String> = [
    "bun.lock", "bun.lockb", "cargo.lock", "composer.lock", "flake.lock", "gemfile.lock", "go.sum",
    "go.work.sum", "npm-shrinkwrap.json", "package-lock.json", "package.resolved", "pipfile.lock",
    "pnpm-lock.yaml", "poetry.lock", "uv.lock", "yarn.lock",
  ]

  static let dependencies: Set<String> = [
    "build.gradle", "build.gradle.kts", "cargo.toml", "composer.json", "gemfile", "go.mod", "go.work",
    "package.json", "package.swift", "pipfile", "pom.xml", "pyproject.toml",
  ]

  static let documents: Set<String> = [
    "authors", "changelog", "contributing", "copying", "license", "notice", "readme",
  ]

  static let documentExtensions: Set<String> = ["adoc", "markdown", "md", "mdx", "org", "rst", "txt"]

  static let codeExtensions: Set<String> = [
    "bash", "c", "cc", "cjs", "cpp", "cs", "css", "cts", "go", "graphql", "h", "hpp", "htm", "html", "java",
    "js",
    "jsx", "kt", "less", "lua", "m", "mjs", "mm", "mts", "php", "pl", "proto", "ps1", "py", "rb", "rs",
    "sass",
    "scala", "scss", "sh", "sql", "svelte", "swift", "ts", "tsx", "vue", "zsh",
  ]

  static let testFolders: Set<String> = [
    "__mocks__", "__snapshots__", "__tests__", "cypress", "e2e", "e2e-tests", "spec", "test", "testdata",
    "tests",
  ]
}
