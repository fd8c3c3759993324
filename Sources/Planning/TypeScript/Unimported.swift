import Findings
import SourceText
import SyntaxTrees

/// Modules that nobody imports any more.
extension TypeScriptCascade {
  func settleUnimported(_ cascade: Cascade) {
    for (path, cause) in lessImported.sorted(by: { $0.key < $1.key }) {
      guard !cascade.removedFiles.contains(path), let module = index.module(at: path), !module.isTest else {
        continue
      }
      let onlyTestsEverUsedIt = servesTests(path)
      let users = index.links(to: path, except: cascade.removedFiles).filter { user, link in
        user.path != path && (onlyTestsEverUsedIt || !user.isTest) && !user.isGone(link.node)
      }
      guard users.isEmpty else { continue }
      lessImported[path] = nil
      guard !isNamedElsewhere(path, cascade) else {
        cascade.report(
          Finding(
            code: "kept", severity: .note,
            message: "no module imports '\(path)' any more, but it is named as a file elsewhere, so it stays",
            place: Place(path: path)))
        continue
      }
      if module.exports.isEmpty {
        // Imported for what it does; whether that is still wanted is not ours to say.
        questions.append(
          LostNode(module: module, node: module.tree.root, what: "its last importer", cause: cause))
        continue
      }
      let link = cascade.cause(
        "module that nobody imports any more", because: cause, place: Place(path: path))
      cascade.remove(.file(path), because: link)
    }
  }

  /// Whether only tests have ever used the module, by themselves or through other
  /// modules of that kind. Then its last product user cannot have gone, and a test
  /// that still uses it keeps it.
  func servesTests(_ path: RepositoryPath) -> Bool {
    var seen: Set<RepositoryPath> = [path]
    var open = [path]
    while let next = open.popLast() {
      let users = index.links(to: next, except: []).map(\.0).filter { $0.path != next }
      // Nobody imports an entry: it is the product.
      if users.isEmpty { return false }
      for user in users where !user.isTest && seen.insert(user.path).inserted { open.append(user.path) }
    }
    return true
  }

  /// Whether a file that is no module names it: a page, a bundler's entry, a
  /// manifest.
  private func isNamedElsewhere(_ path: RepositoryPath, _ cascade: Cascade) -> Bool {
    let stem = String(path.name.text.prefix { $0 != "." })
    let tail = (path.parent.map { $0.name.text + "/" } ?? "") + stem
    let name = path.name.text
    let others = index.snapshot.entries.filter {
      $0.mode.isFile && ["html", "json", "jsonc", "yml", "yaml", "toml"].contains($0.path.fileExtension)
        && !cascade.removedFiles.contains($0.path) && $0.path.name.text != "package-lock.json"
    }
    let needles = [Array(tail.utf8), Array(name.utf8)]
    return index.snapshot.concurrentMap(others) { _, contents -> Bool in
      guard case .success(let bytes) = contents else { return true }
      return needles.contains { ByteSearch.contains(bytes, $0) }
    }.contains(true)
  }
}
