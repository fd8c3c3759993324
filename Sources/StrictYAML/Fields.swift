public import SourceText

/// The keys of one mapping: asked for one by one, either to read them or to describe
/// them in a schema. In the second case there are no values, and every question is
/// answered with nil or the default.
public struct Fields {
  private struct Described {
    let key: String
    let isRequired: Bool
    let schema: [JSONValue.Member]
  }

  private let name: String
  private let source: (node: YAMLNode, reading: Reading)?
  private var described: [Described] = []
  private var asked: [String] = []
  var book: SchemaBook

  init(reading name: String, _ node: YAMLNode, _ reading: Reading) {
    self.name = name
    source = (node, reading)
    book = SchemaBook()
  }

  init(describing name: String, _ book: SchemaBook) {
    self.name = name
    source = nil
    self.book = book
  }

  /// Where the mapping begins.
  public var position: SourcePosition {
    let mark = source?.node.mark ?? YAMLMark(line: 1, column: 1)
    return SourcePosition(file: source?.reading.source.name ?? "", line: mark.line, column: mark.column)
  }

  /// A key that must be there.
  /// - Parameters:
  ///   - key: its name.
  ///   - shape: what it holds.
  ///   - about: one sentence for people.
  /// - Returns: the value; nil after a report.
  public mutating func required<Value>(_ key: String, _ shape: Shape<Value>, _ about: String) -> Value? {
    guard let source = note(key, shape, about, isRequired: true) else { return nil }
    guard let node = source.node[key] else {
      source.reading.report("\(name.withArticle) needs the key \(key.quoted)", at: source.node.mark)
      return nil
    }
    return shape.read(node, source.reading)
  }

  /// A key that may be left out.
  /// - Parameters:
  ///   - key: its name.
  ///   - shape: what it holds.
  ///   - about: one sentence for people.
  /// - Returns: the value; nil when it is not there, or after a report.
  public mutating func optional<Value>(_ key: String, _ shape: Shape<Value>, _ about: String) -> Value? {
    guard let source = note(key, shape, about, isRequired: false), let node = source.node[key] else {
      return nil
    }
    return shape.read(node, source.reading)
  }

  /// A key that may be left out.
  /// - Parameters:
  ///   - key: its name.
  ///   - shape: what it holds.
  ///   - standard: what it is when left out.
  ///   - about: one sentence for people.
  /// - Returns: the value; the standard one also after a report.
  public mutating func optional<Value>(
    _ key: String, _ shape: Shape<Value>, default standard: Value, _ about: String
  ) -> Value {
    optional(key, shape, about) ?? standard
  }

  /// Whether the mapping has a key, right or wrong.
  /// - Parameter key: its name.
  /// - Returns: false when describing.
  public func has(_ key: String) -> Bool { source?.node[key] != nil }

  /// Reports a mistake that concerns several values, at one of them.
  /// - Parameters:
  ///   - message: one line, no full stop.
  ///   - path: the way to it from this mapping; the last part that exists is marked.
  public func report(_ message: String, at path: [PathElement] = []) {
    guard let source else { return }
    var node = source.node
    for element in path {
      switch (element, node.content) {
      case (.key(let key), .mapping(let pairs)):
        guard let pair = pairs.first(where: { $0.key.keyText == key }) else { break }
        node = pair.value
      case (.keyItself(let key), .mapping(let pairs)):
        guard let pair = pairs.first(where: { $0.key.keyText == key }) else { break }
        node = pair.key
      case (.index(let index), .sequence(let items)) where items.indices.contains(index): node = items[index]
      case (.index(0), _): break  // a single element written without its list
      default: break
      }
    }
    source.reading.report(message, at: node.mark)
  }

  private mutating func note<Value>(
    _ key: String, _ shape: Shape<Value>, _ about: String, isRequired: Bool
  ) -> (node: YAMLNode, reading: Reading)? {
    asked.append(key)
    if source == nil {
      let about = JSONValue.Member("description", .string(about))
      described.append(Described(key: key, isRequired: isRequired, schema: shape.schema(&book) + [about]))
    }
    return source
  }

  /// Reports the keys that nobody asked for.
  func reportUnknown(among pairs: [(key: YAMLNode, value: YAMLNode)]) {
    guard let source else { return }
    for pair in pairs {
      guard let key = pair.key.keyText, !asked.contains(key) else { continue }
      let meant = didYouMean(key, among: asked)
      let others = meant.isEmpty ? "; \(name.withArticle) may have \(asked.quotedList(last: "and"))" : meant
      source.reading.report("unknown key \(key.quoted)\(others)", at: pair.key.mark)
    }
  }

  /// The schema of the mapping, from what was asked for.
  func description(_ about: String) -> JSONValue {
    let required = described.filter(\.isRequired).map { JSONValue.string($0.key) }
    return .object(
      [
        .init("description", .string(about)), .init("type", .string("object")),
        .init("additionalProperties", .boolean(false)),
      ] + (required.isEmpty ? [] : [.init("required", .array(required))])
        + [.init("properties", .object(described.map { .init($0.key, .object($0.schema)) }))])
  }
}

/// One step on the way to a value inside a mapping.
public enum PathElement: Hashable, Sendable, ExpressibleByStringLiteral {
  /// What stands under a key.
  case key(String)
  /// The key's own text.
  case keyItself(String)
  /// An element of a list, from 0.
  case index(Int)

  /// The value under a key.
  /// - Parameter value: the key.
  public init(stringLiteral value: String) { self = .key(value) }
}

extension String {
  /// `remnantPattern` for `remnant pattern`.
  var camelCased: String {
    let words = split(separator: " ")
    return words.prefix(1).joined()
      + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// `a rule`, `an answer`.
  var withArticle: String { (first.map { "aeiou".contains($0) } == true ? "an " : "a ") + self }
}
