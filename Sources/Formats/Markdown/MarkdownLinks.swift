public import SourceText

/// A link of a file and where it points to.
public struct MarkdownLink: Sendable, Hashable {
  /// As it is written, without backslashes: an address, a path, `#anchor`.
  public let destination: String
  /// The link.
  public let unit: Int
  /// Where the destination stands, in the link or in its definition: 0-based byte
  /// offsets, end exclusive.
  public let range: Range<Int>

  /// - Parameters:
  ///   - destination: an address, a path, `#anchor`.
  ///   - unit: the link.
  ///   - range: where the destination stands; 0-based, end exclusive.
  public init(destination: String, unit: Int, range: Range<Int>) {
    self.destination = destination
    self.unit = unit
    self.range = range
  }

  /// What it points to, seen from the file that it is in.
  ///
  /// - Parameter path: of that file.
  /// - Returns: nil when it leads out of the repository.
  public func target(from path: RepositoryPath) -> MarkdownTarget? {
    MarkdownTarget(destination, from: path)
  }
}

extension MarkdownDocument {
  /// All links, images and definitions that have a destination; a reference has that of
  /// its definition.
  ///
  /// - Returns: in the order of the file.
  public func links() -> [MarkdownLink] {
    units.compactMap { unit in
      guard unit.kind == .link, let destination = unit.value, let range = destinationRange(of: unit.id) else {
        return nil
      }
      return MarkdownLink(destination: destination, unit: unit.id, range: range)
    }
  }

  /// Links that point to anchors of a file.
  ///
  /// - Parameters:
  ///   - slugs: of anchors that go; nil when the whole file goes.
  ///   - target: the file that they are in.
  ///   - path: of this document.
  /// - Returns: ids of links, definitions among them, in the order of the file.
  public func links(to slugs: Set<String>?, of target: RepositoryPath, from path: RepositoryPath) -> [Int] {
    links().compactMap { link in
      guard let found = link.target(from: path), found.path == target else { return nil }
      guard let slugs else { return link.unit }
      return found.fragment.map { slugs.contains($0) } ?? false ? link.unit : nil
    }
  }

  func destinationRange(of unit: Int) -> Range<Int>? {
    switch places[unit] {
    case .block(let block): return definitions[block]?.destination
    case .link(let link):
      if let destination = link.destination { return destination }
      guard case .reference(let label) = link.form else { return nil }
      return definitionOfLabel[MarkdownDefinition.key(label.utf8)].flatMap { definitions[$0]?.destination }
    case .sentence, .comment: return nil
    }
  }
}

/// A place in a repository that a link points to.
public struct MarkdownTarget: Sendable, Hashable {
  /// The file or folder.
  public let path: RepositoryPath
  /// The anchor in it; nil when there is none.
  public let fragment: String?

  /// Nil for addresses with a scheme or host, and for what leaves the repository.
  ///
  /// - Parameters:
  ///   - destination: of a link.
  ///   - source: the file that the link is in. What begins with `/` is seen from the
  ///     repository's root.
  public init?(_ destination: String, from source: RepositoryPath) {
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let fragment = parts.count > 1 ? Self.decoded(parts[1]) : nil
    let written = Self.decoded(parts.first?.prefix { $0 != "?" } ?? "")
    self.fragment = fragment.flatMap { $0.isEmpty ? nil : $0 }
    guard !written.isEmpty else {
      guard fragment != nil else { return nil }
      path = source
      return
    }
    guard !written.hasPrefix("//"), !Self.hasScheme(written) else { return nil }
    var components =
      written.hasPrefix("/") ? [] : source.text.split(separator: "/").dropLast().map(String.init)
    for component in written.split(separator: "/") {
      switch component {
      case ".": continue
      case "..":
        guard components.popLast() != nil else { return nil }
      default: components.append(String(component))
      }
    }
    path = RepositoryPath(components.joined(separator: "/"))
  }

  private static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    return text[..<colon].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) }
  }

  /// With `%20` and its like read as the bytes that they stand for.
  private static func decoded(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "%")) else { return String(text) }
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        out.append(byte)
        index += 3
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
