import Findings
import RuleModel
import SourceText

/// One thing that a gate's output complains of.
struct Diagnostic: Hashable {
  /// From the tree's root; nil if the line names no file.
  let path: RepositoryPath?
  /// From 1.
  let line: Int?
  /// In bytes as the tool counts, from 1.
  let column: Int?
  /// Without the place, so that it compares over edits.
  let message: String

  var place: Place? { path.map { Place(path: $0, line: line, column: column) } }

  /// Whether it stands for all that a tool would say of a package, of which it names only
  /// what comes first.
  var isFirstOfPackage = false

  /// What two runs are compared by: positions shift, complaints do not.
  var identity: [String] {
    isFirstOfPackage ? [path?.parent?.text ?? "", "does not type-check"] : [path?.text ?? "", message]
  }
}

enum Diagnostics {
  /// The complaints in a gate's output, in order.
  ///
  /// - Parameters:
  ///   - output: as the tool printed it.
  ///   - form: how a line is laid out.
  ///   - directory: the gate's folder, which the output's paths start from.
  ///   - checkout: the checkout's path, taken out of absolute paths and messages.
  /// - Returns: lines of another form are left out.
  static func parse(
    _ output: [UInt8], as form: GateDiagnostics, in directory: String, checkout: String
  ) -> [Diagnostic] {
    guard form != .none else { return [] }
    let found: [Diagnostic] = output.split(separator: 0x0A).compactMap { bytes in
      var line = String(decoding: bytes, as: UTF8.self)
      if line.hasSuffix("\r") { line.removeLast() }
      line = line.replacing(checkout + "/", with: "")
      switch form {
      case .typescript: return typescript(line, directory)
      case .colon: return colon(line, directory)
      case .go: return go(line, directory)
      case .none: return nil
      }
    }
    // A package and its tests are compiled apart, and complain of the same lines.
    var seen: Set<Diagnostic> = []
    return form == .go ? found.filter { seen.insert($0).inserted } : found
  }

  /// `./path:line:column: text`, or `vet: ./path:line:column: text` for the first that is wrong
  /// in a package.
  private static func go(_ line: String, _ directory: String) -> Diagnostic? {
    guard let complaint = GoOutput.complaint(line) else { return nil }
    guard var found = colon(complaint, directory) else {
      return complaint.hasPrefix("go: ")
        ? Diagnostic(path: nil, line: nil, column: nil, message: complaint) : nil
    }
    found.isFirstOfPackage = complaint != line
    return found
  }

  /// `path(line,column): error TS2304: text`.
  private static func typescript(_ line: String, _ directory: String) -> Diagnostic? {
    guard let mark = line.range(of: "): error TS") else {
      // `error TS18003: …` concerns the whole project.
      return line.hasPrefix("error TS") ? Diagnostic(path: nil, line: nil, column: nil, message: line) : nil
    }
    let head = line[..<mark.lowerBound]
    guard let open = head.lastIndex(of: "(") else { return nil }
    let numbers = head[head.index(after: open)...].split(separator: ",").compactMap { Int($0) }
    guard numbers.count == 2 else { return nil }
    let message = String(line[mark.lowerBound...].dropFirst(3))
    return Diagnostic(
      path: path(String(head[..<open]), directory), line: numbers[0], column: numbers[1], message: message)
  }

  /// `path:line:column: text` or `path:line: text`.
  private static func colon(_ line: String, _ directory: String) -> Diagnostic? {
    let parts = line.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count >= 3, let number = Int(parts[1]), !parts[0].isEmpty else { return nil }
    let column = parts.count == 4 ? Int(parts[2]) : nil
    let text = column == nil ? parts[2...].joined(separator: ":") : String(parts[3])
    return Diagnostic(
      path: path(String(parts[0]), directory), line: number, column: column,
      message: String(text.drop { $0 == " " }))
  }

  /// A path from the tree's root.
  private static func path(_ written: String, _ directory: String) -> RepositoryPath {
    var parts = directory.split(separator: "/").filter { $0 != "." }
    for part in written.split(separator: "/") where part != "." {
      if part == ".." {
        _ = parts.popLast()
      } else {
        parts.append(part)
      }
    }
    return RepositoryPath(parts.joined(separator: "/"))
  }

  /// Those of `after` that `before` had fewer of, as a multiset without positions.
  static func new(in after: [Diagnostic], comparedTo before: [Diagnostic]) -> [Diagnostic] {
    var known: [[String]: Int] = [:]
    for diagnostic in before { known[diagnostic.identity, default: 0] += 1 }
    return after.filter { diagnostic in
      let count = known[diagnostic.identity, default: 0]
      known[diagnostic.identity] = max(0, count - 1)
      return count == 0
    }
  }
}

extension String {
  fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
