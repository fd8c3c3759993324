import SourceText

/// Files that hold commands: scripts, targets, steps of workflows, images.
enum CommandFiles {
  private static let names: Set<String> = [
    "Makefile", "makefile", "GNUmakefile", "Jenkinsfile", "Justfile", "justfile", "Procfile", "Taskfile",
    "Vagrantfile", ".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml",
    "appveyor.yml", "Taskfile.yml", "Taskfile.yaml", "lefthook.yml", ".lefthook.yml", "netlify.toml",
    "vercel.json", "docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml",
    "cloudbuild.yaml",
    "skaffold.yaml", ".pre-commit-config.yaml", "tasks.json", "launch.json", ".air.toml", "devcontainer.json",
  ]
  private static let extensions: Set<String> = ["sh", "bash", "zsh", "ps1", "bat", "cmd", "mk", "make"]
  private static let folders: Set<String> = [
    ".github", ".circleci", ".gitlab", ".husky", ".buildkite", ".ci",
  ]

  /// Whether a file holds commands, by its path.
  static func contain(_ path: RepositoryPath) -> Bool {
    let name = path.name.text
    if names.contains(name) || extensions.contains(path.fileExtension) { return true }
    if name.hasPrefix("Dockerfile") || name.hasSuffix(".dockerfile") { return true }
    if name.hasPrefix("docker-compose") { return true }
    return path.text.split(separator: "/").dropLast().contains { folders.contains(String($0)) }
  }
}

/// Words of commands.
enum PackageCommands {
  /// What a command's words are parted by, besides blanks.
  private static let separators = Set("\"'`;&|()<>,[]{}$=\\")

  /// The words of a line, without quotes. What stands in an assignment counts as a word.
  static func words(of line: String) -> [String] {
    line.split(whereSeparator: { $0.isWhitespace || separators.contains($0) }).map(String.init)
  }

  /// What runs a package's command, or loads a package, by the word behind it.
  private static let runners: Set<String> = [
    "npx", "bunx", "pnpx", "exec", "dlx", "yarn", "pnpm", "bun", "yarnpkg", "-r", "--require", "--import",
    "--loader", "--experimental-loader", "-p", "--package",
  ]

  /// Whether commands name an npm package or one of its commands.
  ///
  /// - Parameters:
  ///   - words: of one line.
  ///   - package: its name.
  ///   - commands: those that it brings.
  ///   - isScript: whether the line is one of a package.json, where commands need nothing
  ///     before them to be found.
  /// - Returns: true also for files of an installed package.
  static func name(
    _ words: [String], _ package: String, commands: [String], isScript: Bool
  ) -> Bool {
    for (index, word) in words.enumerated() {
      if word.contains("node_modules/\(package)/") || word.hasSuffix("node_modules/\(package)") {
        return true
      }
      if commands.contains(where: { word.hasSuffix("node_modules/.bin/\($0)") }) { return true }
      let bare = word.dropFirst().firstIndex(of: "@").map { String(word[..<$0]) } ?? word
      guard bare == package || commands.contains(bare) || word.hasPrefix(package + "/") else { continue }
      var before = index - 1
      while before >= 0, isFlag(words[before]) { before -= 1 }
      let runner = before >= 0 ? words[before] : ""
      // `npm run ws` names a script.
      if ["run", "run-script", "-w", "--workspace", "test", "start"].contains(runner) { continue }
      if isScript || runners.contains(runner) { return true }
      if index > 0, runners.contains(words[index - 1]) { return true }
    }
    return false
  }

  private static func isFlag(_ word: String) -> Bool {
    word.hasPrefix("-") && !runners.contains(word)
  }
}
