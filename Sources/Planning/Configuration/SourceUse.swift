import Findings
import Formats
import Patterns
import SourceText
import SyntaxTrees

/// Whether code names what configuration declares.
struct SourceUse {
  let tree: any Snapshot
  /// Files that go in any case.
  let leavingOut: Set<RepositoryPath>

  /// Extensions of languages that read settings and import packages.
  private static let languages: Set<String> = [
    "go", "ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts", "vue", "svelte", "py", "rb", "java", "kt",
    "kts", "scala", "cs", "fs", "php", "rs", "swift", "c", "h", "cc", "cpp", "hpp", "ex", "exs", "lua",
    "dart",
  ]

  /// Whether it is code; tests keep nothing alive.
  static func isSource(_ path: RepositoryPath) -> Bool {
    languages.contains(path.fileExtension.lowercased()) && !TypeScriptModule.isTest(path)
      && !path.name.text.hasSuffix("_test.go")
  }

  /// Where source files hold `name` as a word. Ambient declarations of TypeScript and lists
  /// of nothing but names in it and in JavaScript read nothing: there the names are taken out.
  func readers(of name: String) -> [Place] {
    let isScript = { (path: RepositoryPath) in Grammar(for: path)?.isECMAScript ?? false }
    return places(in: { Self.isSource($0) && isScript($0) && !$0.text.hasSuffix(".d.ts") }) { bytes in
      NameList.firstOutside(name, in: bytes)
    }
      + places(in: { Self.isSource($0) && !isScript($0) }) { bytes in Words.first(name, in: bytes) }
  }

  /// Where any file but documents, tests and Sunset's own holds `name` as a word.
  func namers(of name: String) -> [Place] {
    places(in: { path in
      Format(of: path) != .markdown && !path.bytes.starts(with: Array(".sunset/".utf8))
        && !TypeScriptModule.isTest(path) && !path.name.text.hasSuffix("_test.go")
    }) { bytes in Words.first(name, in: bytes) }
  }

  /// Where source files hold `package` in quotes, alone or with a path behind it.
  func importers(of package: String) -> [Place] {
    let needles = ["\"", "'", "`"].flatMap { quote in
      [quote + package + quote, quote + package + "/"].map { Array($0.utf8) }
    }
    return places { bytes in needles.lazy.compactMap { ByteSearch.first($0, in: bytes) }.first }
  }

  private func places(
    in files: (RepositoryPath) -> Bool = isSource, _ first: @Sendable (UnsafeRawBufferPointer) -> Int?
  ) -> [Place] {
    let sources = tree.entries.filter { $0.mode.isFile && files($0.path) && !leavingOut.contains($0.path) }
    return withoutActuallyEscaping(first) { first in
      tree.concurrentMap(sources) { entry, contents -> Place? in
        guard case .success(let bytes) = contents, let offset = first(bytes) else { return nil }
        return Place(path: entry.path, line: LineIndex(Array(bytes)).line(at: offset))
      }.compactMap(\.self)
    }
  }
}
