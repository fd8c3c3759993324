import Findings
import RuleModel
import SourceText

/// A name from the fact ledger, as it is searched for.
struct SoughtName: Hashable, Sendable {
  /// What the name is, and so where it counts as found.
  enum Shape: Hashable, Sendable {
    /// A path with a folder: wherever it stands.
    case path
    /// A path at the top level, which is a file name as well: as the whole path of an
    /// entry; everything else is left to its `fileName`.
    case topLevelPath
    /// The last part of a path: where nothing makes it part of a longer file name.
    case fileName
    /// A path of a URL: where its last part is not part of a longer one.
    case route
    /// A name in code or configuration: where nothing makes it part of a longer one.
    case identifier
  }

  /// The fact that recorded it.
  let fact: String
  /// As it was recorded.
  let name: String
  /// What it is.
  let shape: Shape
  /// What is searched for.
  let literal: [UInt8]

  /// The ways in which one recorded name is searched for.
  static func all(fact: String, name: String, shape: Shape) -> [SoughtName] {
    func named(_ shape: Shape, _ literal: [UInt8]) -> SoughtName {
      SoughtName(fact: fact, name: name, shape: shape, literal: literal)
    }
    let path = RepositoryPath(name)
    return switch shape {
    case .path: [named(.path, path.bytes)] + (hasFileName(path) ? [named(.fileName, path.name.bytes)] : [])
    case .topLevelPath: [named(.topLevelPath, path.bytes), named(.fileName, path.bytes)]
    case .fileName, .route, .identifier: [named(shape, Array(name.utf8))]
    }
  }

  /// A path may also be that of a package, whose last part is a word like others.
  private static func hasFileName(_ path: RepositoryPath) -> Bool {
    path.name.bytes.contains(UInt8(ascii: "."))
  }

  /// Whether an occurrence of the literal is the name and not a part of a longer one.
  ///
  /// What stands beside it matters only where the name itself begins or ends with a
  /// letter, a digit, `_` or `$`.
  func stands(at range: Range<Int>, in bytes: UnsafeRawBufferPointer, location: Remnant.Location) -> Bool {
    let isWhole = range == 0..<bytes.count
    if shape == .topLevelPath { return location == .path && isWhole }
    if shape == .route { return standsAsRoute(at: range, in: bytes) }
    if range.lowerBound > 0, let first = literal.first, Self.isWordByte(first) {
      let before = bytes[range.lowerBound - 1]
      let joinsFileName = before == UInt8(ascii: "-") || before == UInt8(ascii: ".")
      if Self.isWordByte(before) || (shape != .identifier && joinsFileName) { return false }
    }
    if range.upperBound < bytes.count, let last = literal.last, Self.isWordByte(last) {
      return !Self.isWordByte(bytes[range.upperBound]) || isSeries(endingAt: range.upperBound, in: bytes)
    }
    return true
  }

  /// `/chat/ws` may follow a host or another path; `/ws` follows no word, since two
  /// letters after a slash are anything, a part of a hash too.
  private func standsAsRoute(at range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Bool {
    let isShort = !literal.dropFirst().contains(UInt8(ascii: "/"))
    if isShort, range.lowerBound > 0 {
      let before = bytes[range.lowerBound - 1]
      if Self.isWordByte(before) || before == UInt8(ascii: "+") || before == UInt8(ascii: "/") {
        return false
      }
    }
    let rest = bytes[range.upperBound...]
    guard let next = rest.first, let last = literal.last, Self.isWordByte(last) else { return true }
    if next == UInt8(ascii: ".") { return !(rest.dropFirst().first.map(Self.isWordByte) ?? false) }
    return next != UInt8(ascii: "-") && !Self.isWordByte(next)
  }

  /// Whether what follows is what Prometheus adds to the name of a histogram.
  private func isSeries(endingAt end: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    guard shape == .identifier, literal.contains(UInt8(ascii: "_")) else { return false }
    return ["_bucket", "_count", "_sum"].contains { suffix in
      let rest = bytes[end...]
      guard rest.starts(with: suffix.utf8) else { return false }
      return !(rest.dropFirst(suffix.utf8.count).first.map(Self.isWordByte) ?? false)
    }
  }

  /// Letters, digits, `_` and `$`. A byte beyond ASCII is none: it may be a dash or a
  /// quotation mark, and a remnant too many is better than one too few.
  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
      true
    default: false
    }
  }
}

extension SoughtName.Shape {
  /// - Parameters:
  ///   - name: as it was recorded.
  ///   - sources: what the rules that recorded it say they record; where that is both,
  ///     or the rules are no longer there, a `/` makes a path.
  init(of name: String, recordedAs sources: Set<FactSource>) {
    let hasSlash = name.utf8.contains(UInt8(ascii: "/"))
    if sources == [.path] {
      self = hasSlash ? .path : .topLevelPath
    } else if name.hasPrefix("/") {
      // No path of a repository begins so.
      self = .route
    } else {
      self = hasSlash && sources != [.exportedNames] ? .path : .identifier
    }
  }

  /// Why a name would find only what has nothing to do with it; nil if it is searched for.
  func reasonToSkip(_ name: String) -> String? {
    if name == "/" { return "every address has it" }
    guard self == .identifier else { return name.isEmpty ? "it is empty" : nil }
    if name == "default" { return "it is a word of the language" }
    return name.utf8.count < 4 ? "it is shorter than 4 bytes" : nil
  }
}
