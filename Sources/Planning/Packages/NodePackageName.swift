import Findings
import Formats
import SourceText

/// The ways in which files name one npm package.
struct NodePackageName: Sendable {
  /// As package.json has it.
  let name: String
  /// The commands that it brings.
  let commands: [String]
  /// What imports of it say: itself, and for `@types/x` also `x`.
  private let imported: [String]
  /// What the configuration of tools may call it: `react` for `eslint-plugin-react`.
  private let short: [String]

  /// - Parameters:
  ///   - name: of the package.
  ///   - commands: those that it brings; what it would bring by its name when not known.
  init(_ name: String, commands: [String]?) {
    self.name = name
    self.commands = commands ?? [PackageManifest.command(of: name)]
    imported = [name] + Self.typed(by: name)
    short = Self.shortNames(of: name)
  }

  /// `@types/x` describes `x`, `@types/a__b` describes `@a/b`.
  static func typed(by name: String) -> [String] {
    guard name.hasPrefix("@types/") else { return [] }
    let typed = name.dropFirst("@types/".count)
    guard let parts = typed.firstRange(of: "__") else { return [String(typed)] }
    return ["@" + typed[..<parts.lowerBound] + "/" + typed[parts.upperBound...]]
  }

  private static let prefixes = [
    "eslint-plugin-", "eslint-config-", "babel-plugin-", "babel-preset-", "jest-environment-",
    "prettier-plugin-", "stylelint-config-", "postcss-", "karma-", "gulp-", "remark-", "rehype-",
    "@babel/plugin-", "@babel/preset-", "@storybook/addon-", "@vitest/", "commitlint-config-",
  ]

  private static func shortNames(of name: String) -> [String] {
    var names = prefixes.filter { name.hasPrefix($0) }.map { String(name.dropFirst($0.count)) }
    for suffix in ["/eslint-plugin", "/eslint-config", "/babel-preset", "/stylelint-config"]
    where name.hasPrefix("@") && name.hasSuffix(suffix) {
      names.append(String(name.dropLast(suffix.count)))
    }
    if name.hasPrefix("@babel/preset-") { names.append("@babel/" + name.dropFirst("@babel/preset-".count)) }
    if name.hasPrefix("@babel/plugin-") { names.append("@babel/" + name.dropFirst("@babel/plugin-".count)) }
    return names.filter { !$0.isEmpty }
  }

  /// Whether a file is worth a closer look.
  func mayStand(in bytes: UnsafeRawBufferPointer) -> Bool {
    (imported + commands + short).contains { ByteSearch.contains(bytes, Array($0.utf8)) }
  }

  /// The first place in a file that needs the package: a 0-based byte offset.
  func first(in bytes: [UInt8], _ kind: NodeFile) -> Int? {
    switch kind {
    case .code: QuotedNames(bytes).first(imported) { $0.isModule || $0.isInstalledPath }
    case .toolCode:
      QuotedNames(bytes).first(imported + short) { !$0.isCompared } ?? firstLine(of: bytes, isScript: false)
    case .style: QuotedNames(bytes).first(imported + imported.map { "~" + $0 }) { _ in true }
    case .toolData: firstWord(in: bytes)
    case .commands: firstLine(of: bytes, isScript: false)
    }
  }

  private func firstLine(of bytes: [UInt8], isScript: Bool) -> Int? {
    let lines = LineIndex(bytes)
    for number in lines.starts.indices {
      let range = lines.range(ofLine: number + 1)
      let line = String(decoding: bytes[range], as: UTF8.self)
      if isNamed(byCommand: line, isScript: isScript) { return range.lowerBound }
    }
    return nil
  }

  private func isNamed(byCommand line: String, isScript: Bool) -> Bool {
    let text = line.trimmingPrefix { $0.isWhitespace }
    guard !text.hasPrefix("#"), !text.hasPrefix("//") else { return false }
    let words = PackageCommands.words(of: String(text))
    return imported.contains { PackageCommands.name(words, $0, commands: commands, isScript: isScript) }
  }

  /// Whether a value of a tool's configuration names the package.
  private func isNamed(by value: String) -> Bool {
    value.split { $0.isWhitespace || "\"'`,:;!?()[]{}=".contains($0) }.contains { word in
      imported.contains { word == $0 || word.hasPrefix($0 + "/") }
        || short.contains { word == $0 || word.hasPrefix($0 + "/") || word.hasSuffix(":" + $0) }
        || word.contains("node_modules/" + name + "/") || word.hasSuffix("node_modules/" + name)
    }
  }

  private func firstWord(in bytes: [UInt8]) -> Int? {
    let lines = LineIndex(bytes)
    for number in lines.starts.indices {
      let range = lines.range(ofLine: number + 1)
      let line = String(decoding: bytes[range], as: UTF8.self).trimmingPrefix { $0.isWhitespace }
      if !line.hasPrefix("#"), !line.hasPrefix("//"), isNamed(by: String(line)) { return range.lowerBound }
    }
    return nil
  }

  // MARK: package.json

  /// Entries of a package.json that say something about the package itself.
  private static let described: Set<String> = [
    "name", "version", "description", "keywords", "homepage", "bugs", "license", "author", "contributors",
    "funding", "repository", "files", "engines", "os", "cpu", "peerDependenciesMeta", "bundleDependencies",
    "bundledDependencies", "overrides", "resolutions", "workspaces", "private", "packageManager",
    "dependenciesMeta", "publishConfig",
  ]

  /// Where scripts and the settings of tools in a package.json name the package.
  func places(in json: JSONDocument, of document: LoadedDocument, _ cascade: Cascade) -> [Place] {
    var top = ""
    var inScripts = false
    return json.units.filter { unit in
      if unit.parent == nil {
        top = unit.name ?? ""
        inScripts = top == "scripts"
        return top == name && !Self.described.contains(top)
      }
      guard !Self.described.contains(top), PackageManifest.Section(rawValue: top) == nil,
        !isGone(unit, of: json, document.path, cascade)
      else { return false }
      if inScripts { return isNamed(byCommand: unit.value ?? "", isScript: true) }
      return isNamed(by: unit.value ?? "") || unit.name.map(isNamed(by:)) ?? false
    }.map(document.place(of:))
  }

  private func isGone(
    _ unit: Formats.Unit, of json: JSONDocument, _ path: RepositoryPath, _ cascade: Cascade
  ) -> Bool {
    sequence(first: unit.id) { json.units[$0].parent }.contains { cascade.removed[.unit(path, $0)] != nil }
  }
}
