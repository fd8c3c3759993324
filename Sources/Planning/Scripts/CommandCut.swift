/// What is left of a line of commands when files go that it names.
struct CommandCut {
  enum Result: Equatable {
    /// It names none of them.
    case untouched
    /// Nothing useful is left.
    case whole
    /// These bytes go: 0-based offsets into the line, ends exclusive.
    case parts([Range<Int>])
    /// It names one in a way that only a person can judge.
    case unclear
  }

  private let isGone: (String) -> Bool

  /// - Parameter isGone: whether a word is the name of what goes.
  init(isGone: @escaping (String) -> Bool) { self.isGone = isGone }

  func result(of bytes: [UInt8]) -> Result {
    let line = CommandLine(bytes)
    let fates = line.commands.map(fate)
    guard fates.contains(where: { $0 != .stays }) else { return .untouched }
    guard !line.isIrregular, !fates.contains(.unclear) else { return .unclear }
    return join(line.commands, fates)
  }

  // MARK: One command

  private enum Fate: Equatable {
    case stays, goes, unclear
    /// Some of its words go.
    case loses([Range<Int>])
  }

  /// What runs the file that is named first.
  private static let runners: Set<String> = [
    "bash", "sh", "zsh", "dash", "ksh", "node", "python", "python3", "ruby", "perl", "source", ".", "exec",
    "time",
    "sudo", "env", "timeout", "nohup", "npx", "tsx", "ts-node", "deno", "bun", "go", "run", "pwsh", "php",
    "command",
    "xvfb-run", "open", "xdg-open",
  ]
  /// What takes any number of files, one as good as the other.
  private static let takers: Set<String> = [
    "rm", "chmod", "chown", "cat", "shellcheck", "shfmt", "gofmt", "goimports", "eslint", "prettier",
    "yamllint",
    "ls", "touch", "head", "tail", "wc", "sha256sum", "md5sum", "dos2unix", "hadolint", "add", "tsc",
    "go",
    "vet", "build", "nginx", "jq", "diff", "tar", "zip", "promtool",
  ]
  /// The same, and the last one is where they go to.
  private static let movers: Set<String> = ["cp", "mv", "scp", "rsync", "install", "ln"]

  private func fate(_ command: CommandLine.Command) -> Fate {
    let words = command.words
    let named = words.indices.filter { isGone(words[$0].text) }
    let start = words.firstIndex { !Self.isSetting($0.text) }
    let program = start.map { words[$0].text }?.split(separator: "/").last.map(String.init) ?? ""
    let isPrinted = Self.prints(program, words)
    guard let first = named.first else {
      // `--config=PATH`, `PATH:/etc/x:ro`, `"see PATH."`
      let isWithin = words.contains { word in
        word.text.split { ":=,;".contains($0) || $0.isWhitespace }.contains { part in
          isGone(String(part)) || part.hasSuffix(".") && isGone(String(part.dropLast()))
        }
      }
      return isWithin ? isPrinted ? .goes : .unclear : .stays
    }
    guard let start else { return .unclear }
    if first == start || isPrinted { return .goes }
    if ["[", "[[", "test", "if", "while", "until", "case", "!", "for", "select", "{"].contains(program) {
      return .unclear
    }
    let paths = words.indices.filter { $0 > start && Self.isPath(words[$0].text) }
    if Self.runners.contains(program), paths.first == first, named.count == 1 { return .goes }
    let sources = Self.movers.contains(program) ? Array(paths.dropLast()) : paths
    guard Self.movers.contains(program) || Self.takers.contains(program) else { return .unclear }
    if sources.allSatisfy(named.contains) { return .goes }
    guard named.allSatisfy({ sources.contains($0) && !words[$0 - 1].text.hasPrefix("-") }) else {
      return .unclear
    }
    return .loses(named.map { words[$0 - 1].range.upperBound..<words[$0].range.upperBound })
  }

  private static func isSetting(_ word: String) -> Bool {
    guard let sign = word.firstIndex(of: "="), sign > word.startIndex else { return false }
    return word[..<sign].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  private static func prints(_ program: String, _ words: [CommandLine.Word]) -> Bool {
    let isPrinter =
      ["echo", "printf", "print", "info", "warn", "say", "Write-Host"].contains(program)
      || program.hasPrefix("log") || program.hasPrefix("print_")
    return isPrinter && !words.contains { $0.text.hasPrefix(">") || $0.text.hasPrefix("1>") }
  }

  private static func isPath(_ word: String) -> Bool {
    !word.hasPrefix("-") && !word.contains("://") && (word.contains("/") || word.dropFirst().contains("."))
      && !word.hasPrefix(">") && !word.hasPrefix("2>")
  }

  // MARK: Several commands

  private func join(_ commands: [CommandLine.Command], _ fates: [Fate]) -> Result {
    var goes = fates.map { $0 == .goes }
    for index in commands.indices.dropFirst() {
      switch commands[index].joint {
      // What reads its output goes with it; what feeds it would be lost.
      case "|" where goes[index - 1]: goes[index] = true
      case "|" where goes[index]: return .unclear
      // What is done instead when it fails.
      case "||" where goes[index - 1]: goes[index] = true
      case "&&", "||", ";", "|", nil: break
      default: if goes[index] || goes[index - 1] { return .unclear }
      }
    }
    if goes.allSatisfy(\.self) { return .whole }
    var ranges: [Range<Int>] = []
    for (index, command) in commands.enumerated() {
      if case .loses(let parts) = fates[index], !goes[index] { ranges += parts }
      guard goes[index], let first = command.words.first, let last = command.words.last else { continue }
      if let stays = (0..<index).last(where: { !goes[$0] }), let before = commands[stays].words.last {
        ranges.append(before.range.upperBound..<last.range.upperBound)
      } else if let next = commands[(index + 1)...].first(where: { _ in true })?.words.first {
        ranges.append(first.range.lowerBound..<next.range.lowerBound)
      }
    }
    return .parts(ranges)
  }
}
