internal import Foundation
import SourceText

/// Turns module specifiers into files of the repository, as TypeScript's and the
/// bundlers' resolution does: relative paths, extensions, index files, `baseUrl`
/// and `paths` of the nearest tsconfig or jsconfig. Packages resolve to nothing.
final class ModuleResolver {
  private let snapshot: any Snapshot
  private var configurations: [RepositoryPath?: Configuration?] = [:]

  private struct Configuration {
    let folder: String
    let baseURL: String?
    let paths: [(pattern: String, targets: [String])]
  }

  init(_ snapshot: any Snapshot) { self.snapshot = snapshot }

  /// The file that `specifier` means in the module `importer`; nil for packages
  /// and for what is not in the repository.
  func resolve(_ specifier: String, from importer: RepositoryPath) -> RepositoryPath? {
    candidates(specifier, from: importer).lazy.compactMap { self.file(at: $0) }.first
  }

  /// How `importer` would name `target`, written in the manner of `example`, which
  /// means the file `meaning`: by the same alias where it covers both, else relative.
  func specifier(
    of target: RepositoryPath, from importer: RepositoryPath, like example: String, meaning: RepositoryPath
  ) -> String {
    let (name, known) = (Self.withoutExtension(target), Self.withoutExtension(meaning))
    if !example.hasPrefix(".") {
      let common = zip(example.reversed(), known.reversed()).prefix { $0 == $1 }.count
      let (alias, folder) = (example.dropLast(common), known.dropLast(common))
      if name.hasPrefix(folder) { return String(alias) + name.dropFirst(folder.count) }
    }
    let from = (importer.parent?.text ?? "").split(separator: "/")
    let to = name.split(separator: "/")
    let shared = zip(from, to).prefix { $0 == $1 }.count
    let up = from.count - shared
    let steps = Array(repeating: Substring(".."), count: up) + to.dropFirst(shared)
    return (up == 0 ? "./" : "") + steps.joined(separator: "/")
  }

  /// A path as specifiers name it: without extension, an index file by its folder.
  private static func withoutExtension(_ path: RepositoryPath) -> String {
    var text = path.text
    for suffix in [".d.ts", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts"]
    where text.hasSuffix(suffix) {
      text.removeLast(suffix.count)
      break
    }
    return text.hasSuffix("/index") ? String(text.dropLast("/index".count)) : text
  }

  /// The paths that `specifier` may mean, without extension, most likely first.
  private func candidates(_ specifier: String, from importer: RepositoryPath) -> [String] {
    // Bundlers allow a query: './a.svg?url'.
    let name = String(specifier.prefix { $0 != "?" })
    let folder = importer.parent?.text ?? ""
    if name.hasPrefix("./") || name.hasPrefix("../") || name == "." || name == ".." {
      return normalise(folder + "/" + name).map { [$0] } ?? []
    }
    guard let configuration = configuration(for: importer.parent) else { return sourceAlias(name, importer) }
    var found: [String] = []
    for (pattern, targets) in configuration.paths {
      guard let rest = match(pattern, name) else { continue }
      let base = configuration.baseURL ?? configuration.folder
      found += targets.compactMap {
        normalise(base + "/" + $0.replacingOccurrences(of: "*", with: rest))
      }
    }
    if let base = configuration.baseURL { found += [normalise(base + "/" + name)].compactMap { $0 } }
    return found + sourceAlias(name, importer)
  }

  /// The alias that bundler templates set up without a tsconfig: `@/x` is `src/x`
  /// beside the nearest package.json.
  private func sourceAlias(_ name: String, _ importer: RepositoryPath) -> [String] {
    guard name.hasPrefix("@/") || name.hasPrefix("~/") else { return [] }
    var folder = importer.parent
    while let current = folder {
      if snapshot.entry(at: RepositoryPath(current.text + "/package.json")) != nil {
        return [current.text + "/src/" + name.dropFirst(2)]
      }
      folder = current.parent
    }
    return ["src/" + name.dropFirst(2)]
  }

  private static let extensions = ["ts", "tsx", "d.ts", "js", "jsx", "mjs", "cjs", "mts", "cts", "json"]

  private func file(at path: String) -> RepositoryPath? {
    func existing(_ text: String) -> RepositoryPath? {
      let path = RepositoryPath(text)
      return snapshot.entry(at: path).flatMap { $0.mode.isFile ? path : nil }
    }
    if let exact = existing(path) { return exact }
    for suffix in Self.extensions {
      if let found = existing(path + "." + suffix) { return found }
    }
    // './a.js' in a TypeScript module means './a.ts'.
    for (written, meant) in [
      (".js", [".ts", ".tsx"]), (".jsx", [".tsx"]), (".mjs", [".mts"]), (".cjs", [".cts"]),
    ]
    where path.hasSuffix(written) {
      for suffix in meant {
        if let found = existing(path.dropLast(written.count) + suffix) { return found }
      }
    }
    for suffix in Self.extensions {
      if let found = existing(path.isEmpty ? "index." + suffix : path + "/index." + suffix) { return found }
    }
    return nil
  }

  /// Takes `.` and `..` out; nil when the path would leave the repository.
  private func normalise(_ path: String) -> String? {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// What the `*` of a `paths` pattern stands for in `name`; nil if it does not match.
  private func match(_ pattern: String, _ name: String) -> String? {
    guard let star = pattern.firstIndex(of: "*") else { return pattern == name ? "" : nil }
    let head = pattern[..<star]
    let tail = pattern[pattern.index(after: star)...]
    guard name.count >= head.count + tail.count, name.hasPrefix(head), name.hasSuffix(tail) else {
      return nil
    }
    return String(name.dropFirst(head.count).dropLast(tail.count))
  }

  // MARK: tsconfig

  private func configuration(for folder: RepositoryPath?) -> Configuration? {
    if let known = configurations[folder] { return known }
    let prefix = folder.map { $0.text + "/" } ?? ""
    let own = ["tsconfig.json", "jsconfig.json"].lazy.compactMap { self.read(prefix + $0, depth: 0) }.first
    let found = own ?? folder.flatMap { configuration(for: $0.parent) }
    configurations[folder] = .some(found)
    return found
  }

  private struct File: Decodable {
    struct Options: Decodable {
      var baseUrl: String?
      var paths: [String: [String]]?
    }
    var extends: String?
    var compilerOptions: Options?
  }

  private func read(_ path: String, depth: Int) -> Configuration? {
    guard depth < 8, let bytes = try? snapshot.contents(at: RepositoryPath(path)) else { return nil }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    guard let file = try? decoder.decode(File.self, from: Data(bytes)) else { return nil }
    let folder = RepositoryPath(path).parent?.text ?? ""
    let inherited = file.extends.flatMap { base -> Configuration? in
      guard base.hasPrefix("."), let target = normalise(folder + "/" + base) else { return nil }
      return read(target, depth: depth + 1) ?? read(target + ".json", depth: depth + 1)
    }
    let paths = file.compilerOptions?.paths.map { paths in
      // TypeScript prefers the pattern with the longest text before its star.
      paths.map { (pattern: $0.key, targets: $0.value) }.sorted {
        ($1.pattern.prefix { $0 != "*" }.count, $0.pattern) < (
          $0.pattern.prefix { $0 != "*" }.count, $1.pattern
        )
      }
    }
    return Configuration(
      folder: paths == nil ? inherited?.folder ?? folder : folder,
      baseURL: file.compilerOptions?.baseUrl.flatMap { normalise(folder + "/" + $0) } ?? inherited?.baseURL,
      paths: paths ?? inherited?.paths ?? [])
  }
}
