import Formats
import SourceText

/// Values that commands give to charts, as in `helm upgrade … --set socket.enabled=false`: an
/// option goes with the value that it sets, since a chart's schema may refuse it then.
///
/// All commands of scripts and workflows are one scope.
struct HelmCommandReader: NameReader {
  private static let scope = "helm-commands"
  private static let options = ["--set", "--set-string", "--set-json", "--set-literal", "--set-file"]

  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    Charts.of(documents).outermost(around: path) == nil ? [] : [Self.scope]
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] {
    let candidates = documents.snapshot.entries.filter { entry in
      entry.mode.isFile
        && (Format(of: entry.path) == .shell
          || Format(of: entry.path) == .yaml && ScriptCascade.isWorkflow(entry.path))
    }
    let hits = documents.snapshot.concurrentMap(candidates) { _, contents -> Bool in
      guard case .success(let bytes) = contents else { return false }
      return ByteSearch.contains(bytes, Array("--set".utf8))
    }
    return zip(candidates, hits).filter(\.1).map(\.0.path)
  }

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] { [] }

  func judgedSites(
    of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex
  ) -> [JudgedSite] {
    let charts = Charts.of(documents).folders
    return members.flatMap { member in
      member.content.units.filter { $0.value != nil && $0.kind != .comment }.compactMap { unit in
        Self.site(unit, of: member, charts)
      }
    }
  }

  private static func site(
    _ unit: Formats.Unit, of member: LoadedDocument, _ charts: [String]
  ) -> JudgedSite? {
    let settings = settings(in: member.source, unit.range)
    guard !settings.isEmpty else { return nil }
    let names = { @Sendable (path: String) in charts.map { SharedName(.value, path, in: $0) } }
    return JudgedSite(
      node: .unit(member.path, unit.id), path: member.path, unit: unit.id,
      names: Set(settings.flatMap { $0.values.flatMap { names($0.path) } })
    ) { lost in
      let cuts = settings.flatMap { setting in
        setting.cuts { path in names(path).contains(where: lost.contains) }
      }
      return cuts.isEmpty ? .stays : .folds(JudgedSite.Fold(cuts: cuts))
    }
  }

  /// An option with what it sets: byte offsets of the file, 0-based, ends exclusive.
  private struct Setting: Sendable {
    /// With the blanks before it.
    let range: Range<Int>
    let values: [(path: String, range: Range<Int>)]

    func cuts(_ isLost: (String) -> Bool) -> [Range<Int>] {
      let goes = values.map { isLost($0.path) }
      guard goes.contains(true) else { return [] }
      guard let kept = goes.firstIndex(of: false) else { return [range] }
      // Those before the first that stays with the commas behind them, the others with the
      // commas before them: no two cuts share one.
      let leading = kept > 0 ? [values[0].range.lowerBound..<values[kept].range.lowerBound] : []
      return leading
        + values.indices.filter { $0 > kept && goes[$0] }.map {
          values[$0 - 1].range.upperBound..<values[$0].range.upperBound
        }
    }
  }

  private static func settings(in bytes: [UInt8], _ range: Range<Int>) -> [Setting] {
    var found: [Setting] = []
    var offset = range.lowerBound
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    while offset < range.upperBound {
      guard bytes[offset] == UInt8(ascii: "-"), offset > range.lowerBound, isBlank(bytes[offset - 1]) else {
        offset += 1
        continue
      }
      let start = offset
      let word = bytes[start..<range.upperBound].prefix { $0 > 0x20 && $0 != UInt8(ascii: "=") }
      offset = word.endIndex
      guard options.contains(String(decoding: word, as: UTF8.self)), offset < range.upperBound,
        bytes[offset] == UInt8(ascii: "=") || isBlank(bytes[offset])
      else { continue }
      offset += 1
      while offset < range.upperBound, isBlank(bytes[offset]) { offset += 1 }
      guard let values = values(in: bytes, offset..<range.upperBound) else { continue }
      var first = start
      while first > range.lowerBound, isBlank(bytes[first - 1]) { first -= 1 }
      // Alone on a line that goes on, it takes the line along.
      var end = values.end
      let continues = bytes[end...].starts(with: " \\\n".utf8)
      if continues, bytes[first - 1] == 0x0A { end += 3 }
      found.append(Setting(range: first..<end, values: values.all))
      offset = values.end
    }
    return found
  }

  /// `path=value`, several parted by commas; nil where it cannot be told what is set.
  private static func values(
    in bytes: [UInt8], _ range: Range<Int>
  ) -> (all: [(path: String, range: Range<Int>)], end: Int)? {
    let quote = bytes[range].first.flatMap { "\"'".utf8.contains($0) ? $0 : nil }
    let start = range.lowerBound + (quote == nil ? 0 : 1)
    let text = bytes[start..<range.upperBound].prefix { byte in
      if let quote { byte != quote && byte != 0x0A } else { byte > 0x20 && !"'\"`;|&)".utf8.contains(byte) }
    }
    guard !text.isEmpty, !text.contains(where: { "{\\".utf8.contains($0) }) else { return nil }
    let end = text.endIndex + (quote == nil ? 0 : 1)
    let all = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { part in
      let path = part.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "[") }
      return (String(decoding: path, as: UTF8.self), part.startIndex..<part.endIndex)
    }
    return (all, end)
  }
}
