/// What a place in a file may hold. One declaration serves twice: it reads the value,
/// reporting every mistake with its place, and it yields the JSON Schema by which
/// editors complete and check.
public struct Shape<Value>: Sendable {
  /// The schema's keywords; mappings put theirs into the book and refer to it.
  let schema: @Sendable (_ book: inout SchemaBook) -> [JSONValue.Member]
  /// Nil after at least one report.
  let read: @Sendable (_ node: YAMLNode, _ reading: Reading) -> Value?

  init(
    schema: @escaping @Sendable (_ book: inout SchemaBook) -> [JSONValue.Member],
    read: @escaping @Sendable (_ node: YAMLNode, _ reading: Reading) -> Value?
  ) {
    self.schema = schema
    self.read = read
  }

  /// Reads a whole file.
  /// - Parameters:
  ///   - bytes: UTF-8, with or without a byte-order mark.
  ///   - file: its name for messages.
  ///   - byteLimit: a longer file is refused.
  /// - Returns: the value, when nothing at all is wrong.
  /// - Throws: every mistake that could be found.
  public func parse(
    _ bytes: [UInt8], file: String, byteLimit: Int = 1 << 20
  ) throws(RuleFileErrors) -> Value {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
    let text = String(decoding: content.prefix(byteLimit), as: UTF8.self)
    let reading = Reading(source: SourceFile(name: file, text: text))
    let start = YAMLMark(line: 1, column: 1)
    guard content.count <= byteLimit else {
      throw RuleFileErrors(reading.source.error("the file is longer than \(byteLimit) bytes", at: start))
    }
    if let offset = content.firstInvalidUTF8 {
      let before = SourceFile(name: file, text: String(decoding: content[..<offset], as: UTF8.self))
      let place = YAMLMark(line: before.lineCount, column: before.line(before.lineCount).count + 1)
      throw RuleFileErrors(reading.source.error("the file is not UTF-8 here", at: place))
    }
    let root = try YAMLLoader.load(text, reading)
    let value = read(root, reading)
    try reading.check()
    guard let value else {
      throw RuleFileErrors(reading.source.error("the file could not be read", at: start))
    }
    return value
  }

  /// The JSON Schema (draft 2020-12) of a file of this shape.
  /// - Parameters:
  ///   - id: the schema's `$id`.
  ///   - title: one line for people.
  /// - Returns: UTF-8, the same for the same declarations.
  public func jsonSchema(id: String, title: String) -> [UInt8] {
    var book = SchemaBook()
    let root = schema(&book)
    let head: [JSONValue.Member] = [
      .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")), .init("$id", .string(id)),
      .init("title", .string(title)),
    ]
    return JSONValue.object(head + root + [.init("$defs", .object(book.definitions))]).bytes
  }
}

/// The named parts of a schema, in the order in which they were first met.
struct SchemaBook {
  private(set) var definitions: [JSONValue.Member] = []
  private var known: Set<String> = []

  /// Notes a definition once; `make` may note others first.
  /// - Returns: the reference to it.
  mutating func reference(
    to name: String, _ make: (inout SchemaBook) -> JSONValue
  ) -> [JSONValue.Member] {
    if known.insert(name).inserted {
      let definition = make(&self)
      definitions.append(.init(name, definition))
    }
    return [.init("$ref", .string("#/$defs/\(name)"))]
  }
}

extension ArraySlice<UInt8> {
  /// The index of the first byte that is not part of valid UTF-8.
  fileprivate var firstInvalidUTF8: Int? {
    if String(validating: self, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var bytes = makeIterator()
    var index = startIndex
    while true {
      switch decoder.decode(&bytes) {
      case .scalarValue(let scalar): index += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return index
      }
    }
  }
}
