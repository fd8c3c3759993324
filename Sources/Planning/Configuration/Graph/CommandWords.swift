/// What a command of a container names.
struct CommandWords {
  /// The words that can be paths of files.
  let paths: [String]
  /// Whether it is a script of several commands: then one of its files may be missing from
  /// it without the rest losing its meaning.
  let isScript: Bool

  /// - Parameter arguments: of a command and what comes before it; one of them, or the only
  ///   one, may be a line for a shell.
  init(_ arguments: [String]) {
    let isShell = arguments.contains("-c") && arguments.contains { Self.shells.contains(Self.name($0)) }
    let lines = arguments.filter { $0.contains(" ") || $0.contains("\n") }
    isScript = (isShell || arguments.count == 1) && lines.contains(where: Self.holdsSeveral)
    paths = arguments.flatMap { $0.split(whereSeparator: \.isWhitespace) }.compactMap(Self.path)
  }

  private static let shells: Set<String> = ["sh", "bash", "ash", "dash", "zsh"]

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func holdsSeveral(_ line: String) -> Bool {
    line.contains("&&") || line.contains("||") || line.contains(" | ") || line.contains("; ")
      || line.trimmedLines > 1
  }

  private static func path(_ word: Substring) -> String? {
    var text = word.unquoted
    if text.hasPrefix("-") {
      guard let sign = text.firstIndex(of: "=") else { return nil }
      text = text[text.index(after: sign)...].unquoted
    }
    guard text.contains("/") || text.contains("."), !text.contains("://"), !text.contains("$") else {
      return nil
    }
    return String(text)
  }
}

extension String {
  /// How many lines hold something.
  fileprivate var trimmedLines: Int {
    split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }.count
  }
}
