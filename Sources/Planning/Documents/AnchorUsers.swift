import Findings
import Formats
import SourceText

/// Files other than documents that send people to an anchor: a runbook of an alert, a comment.
struct AnchorUsers {
  let documents: DocumentIndex
  let lost: LostTargets

  /// Sections that went although something that stays leads to them.
  ///
  /// - Parameters:
  ///   - removed: the files that go.
  ///   - written: the files that the step edits, as it leaves them.
  /// - Returns: the sections' documents, their anchors and the places that lead to them.
  func found(
    without removed: Set<RepositoryPath>, _ written: [RepositoryPath: [UInt8]]
  ) -> [(path: RepositoryPath, slug: String, place: Place)] {
    var targets: [(path: RepositoryPath, slug: String, text: [UInt8])] = []
    for (path, fates) in lost.anchors.sorted(by: { $0.key < $1.key }) {
      for (slug, fate) in fates.sorted(by: { $0.key < $1.key }) {
        guard case .gone = fate else { continue }
        targets.append((path, slug, Array("\(path.name.text)#\(slug)".utf8)))
      }
    }
    guard !targets.isEmpty else { return [] }
    let entries = documents.snapshot.entries.filter {
      $0.mode.isFile && Format(of: $0.path) != .markdown && !removed.contains($0.path)
    }
    let needles = targets.map(\.text)
    let holds = documents.snapshot.concurrentMap(entries) { _, contents in
      guard case .success(let bytes) = contents else { return false }
      return needles.contains { ByteSearch.contains(bytes, $0) }
    }
    return zip(entries, holds).filter(\.1).flatMap { entry, _ -> [(RepositoryPath, String, Place)] in
      guard let bytes = written[entry.path] ?? (try? documents.snapshot.contents(at: entry.path)) else {
        return []
      }
      return targets.compactMap { target in
        guard let offset = place(of: target.text, to: target.path, in: bytes) else { return nil }
        let line = LineIndex(bytes).line(at: offset)
        return (target.path, target.slug, Place(path: entry.path, line: line))
      }
    }
  }

  /// Where a text leads to an anchor: as a whole, and with as much of the document's path as
  /// stands there.
  private func place(of text: [UInt8], to path: RepositoryPath, in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { bytes in
      var start = 0
      while let found = ByteSearch.first(text, in: bytes, from: start) {
        start = found + 1
        let end = found + text.count
        if end < bytes.count, Self.isSlugByte(bytes[end]) { continue }
        var first = found
        while first > 0, Self.isPathByte(bytes[first - 1]) { first -= 1 }
        let written = String(decoding: bytes[first..<found], as: UTF8.self)
        let folder = String(written.drop { "./".contains($0) })
        let own = path.parent.map { $0.text + "/" } ?? ""
        if own.hasSuffix(folder) || folder.hasSuffix("/" + own) || folder.hasSuffix(own) { return found }
      }
      return nil
    }
  }

  private static func isSlugByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x2D || byte == 0x5F || (0x30...0x39).contains(byte)
      || (0x41...0x5A).contains(byte & 0xDF)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool { isSlugByte(byte) || byte == 0x2E || byte == 0x2F }
}

extension DocumentCascade {
  /// Sections that went although something that stays leads to them, with that place.
  func violations(
    _ written: [RepositoryPath: [UInt8]], in cascade: Cascade
  ) -> [(node: CascadeNode, finding: Finding)] {
    guard configuration.removed.keys.contains(where: { Format(of: $0) == .markdown }) else { return [] }
    let users = AnchorUsers(documents: documents, lost: LostTargets(documents, configuration, cascade))
    let gone = GoneNodes(documents, configuration, cascade)
    return users.found(without: cascade.removedFiles, written).compactMap { path, slug, place in
      guard let markdown = documents.document(at: path)?.content as? MarkdownFile,
        let unit = markdown.text.anchors().first(where: { $0.slug == slug })?.unit,
        let node = gone.removal(of: .unit(path, unit))?.node
      else { return nil }
      return (
        node,
        Finding(
          code: "kept", severity: .warning,
          message:
            "'\(markdown.units[unit].name ?? slug)' stays: \(place.path):\(place.line ?? 1) leads to it",
          place: documents.document(at: path).map { $0.place(of: markdown.units[unit]) })
      )
    }
  }
}
