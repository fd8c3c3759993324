/// What the go command prints: complaints of the compiler and of vet, and those of the command
/// itself when it could not even load the packages, so that nothing was judged.
enum GoOutput {
  /// Why the packages of a tree were not judged.
  enum Obstacle: Hashable {
    /// The machine lacks something: a module, the network, a tool chain, a C compiler.
    case environment(String)
    /// The tree itself does not load.
    case tree(String)
  }

  /// Marks of a failure to fetch or to run, whatever the tree.
  private static let environment = [
    "GOPROXY=off", "dial tcp", "no such host", "connection refused", "i/o timeout", "TLS handshake", "x509:",
    "404 Not Found", "410 Gone", "403 Forbidden", "terminal prompts disabled", "could not read Username",
    "GOTOOLCHAIN", "toolchain not available", "(running go", "invalid go version", "C compiler",
    "pkg-config", "executable file not found", "no space left on device", "GOCACHE", "GOPATH",
  ]

  /// Marks of what the go command says of packages that do not load.
  private static let tree = [
    "no required module provides package", "missing go.sum entry", "cannot find module",
    "cannot find package",
    "is not in std", "is not in GOROOT", "build constraints exclude all Go files", "found packages ",
    "no Go files in", "no non-test Go files in", "import cycle not allowed", "use of internal package",
    "is a program, not an importable package", "no matching files found", "expected 'package'",
    "inconsistent vendoring", "updates to go.mod needed", "errors parsing go.mod",
  ]

  /// What kept the go command from judging a tree on which it failed; nil if it did judge.
  static func obstacle(in output: [UInt8]) -> Obstacle? {
    let lines = output.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
      .filter { !isProgress($0) }
    func first(_ marks: [String]) -> String? {
      lines.first { line in
        let isModule = line.firstMatch(of: /(?:^|\s)[\w.\/-]+\.[\w.\/-]+@v[\w.+-]+:/) != nil
        return marks.contains(where: line.contains) || (isModule && marks == environment)
      }
    }
    if let line = first(environment) { return .environment(line) }
    if let line = first(tree) ?? lines.first(where: { $0.hasPrefix("go: ") }) { return .tree(line) }
    return nil
  }

  private static func isProgress(_ line: String) -> Bool {
    ["go: downloading ", "go: finding ", "go: extracting "].contains(where: line.hasPrefix)
  }

  /// A complaint with its place; nil for headings, lines that go on, and progress.
  static func complaint(_ line: String) -> String? {
    guard let first = line.first, !first.isWhitespace, first != "#", !isProgress(line) else { return nil }
    let vet = "vet: "
    return line.hasPrefix(vet) ? String(line.dropFirst(vet.count)) : line
  }
}
