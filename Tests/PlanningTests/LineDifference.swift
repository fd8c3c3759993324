import SourceText

/// Says how a file differs from what a case wants.
enum LineDifference {
  /// Line by line: `-` is wanted and missing, `+` is there and not wanted.
  static func text(_ found: [UInt8]?, _ wanted: [UInt8]?) -> String {
    guard let found else { return "- the file, which is gone" }
    guard let wanted else { return "+ the file, which should be gone" }
    let new = found.split(separator: 0x0A, omittingEmptySubsequences: false)
    let old = wanted.split(separator: 0x0A, omittingEmptySubsequences: false)
    let changes = new.difference(from: old)
    var lines: [(order: Int, text: String)] = []
    for change in changes {
      switch change {
      case .remove(let offset, let line, _): lines.append((offset, "\(offset + 1)- \(shown(line))"))
      case .insert(let offset, let line, _): lines.append((offset, "\(offset + 1)+ \(shown(line))"))
      }
    }
    return lines.sorted { $0.order < $1.order }.map(\.text).joined(separator: "\n")
  }

  private static func shown(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line, as: UTF8.self).replacing("\r", with: "\\r").replacing("\t", with: "\\t")
  }
}
