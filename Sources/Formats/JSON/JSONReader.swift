/// A key with its value, or an element of an array.
struct JSONMember: Sendable {
  /// The object or array that it is in, as an index into the reader's containers.
  let container: Int
  /// The token of its key; nil for an element of an array.
  let key: Int?
  /// The first token of its value.
  var value: Int
  /// The last one.
  var last: Int
  /// The object or array that is its value.
  var holds: Int?
  /// The comma behind it.
  var comma: Int?

  var first: Int { key ?? value }
}

/// An object or an array.
struct JSONContainer: Sendable {
  let open: Int
  var close: Int
  /// The member whose value it is; nil for the whole file's.
  let owner: Int?
  /// In the order of the file.
  var members: [Int] = []
}

/// Puts tokens together to members and what holds them.
///
/// It keeps its own stack, so that a deeply nested file cannot exhaust the thread's.
struct JSONReader {
  /// No file that people wrote is nested deeper.
  static let greatestDepth = 512

  private enum Expected: String {
    case value = "a value"
    case keyOrEnd = "a key in double quotes or '}'"
    case colon = "':'"
    case itemOrEnd = "a value or ']'"
    case commaOrEnd = "',' or the end of the list"
    case nothing = "nothing"
  }

  private(set) var tokens: [JSONToken] = []
  private(set) var members: [JSONMember] = []
  /// The whole file's comes first, unless that is a scalar.
  private(set) var containers: [JSONContainer] = []

  private var stack: [Int] = []
  private var key: Int?
  private var expected = Expected.value

  init(_ bytes: [UInt8]) throws(FormatProblem) {
    if let place = UTF8Check.firstInvalid(in: bytes) {
      throw FormatProblem("it is not encoded as UTF-8", at: place)
    }
    tokens.reserveCapacity(bytes.count / 6)
    var tokeniser = JSONTokeniser(bytes)
    while let token = try tokeniser.next() {
      tokens.append(token)
      if !token.isTrivia { try take(token, at: tokens.count - 1) }
    }
    guard expected == .nothing else {
      throw FormatProblem(
        members.isEmpty && containers.isEmpty
          ? "there is no value" : "it ends where \(expected.rawValue) is missing",
        at: bytes.count)
    }
  }

  private mutating func take(_ token: JSONToken, at index: Int) throws(FormatProblem) {
    let isObject = stack.last.map { tokens[containers[$0].open].kind == .openBrace }
    switch (expected, token.kind) {
    case (.value, _) where token.isScalar, (.itemOrEnd, _) where token.isScalar:
      add(value: index)
      expected = stack.isEmpty ? .nothing : .commaOrEnd
    case (.value, .openBrace), (.value, .openBracket), (.itemOrEnd, .openBrace), (.itemOrEnd, .openBracket):
      try open(token, at: index)
    case (.keyOrEnd, .string):
      key = index
      expected = .colon
    case (.colon, .colon): expected = .value
    case (.commaOrEnd, .comma):
      if let list = stack.last, let member = containers[list].members.last { members[member].comma = index }
      expected = isObject == true ? .keyOrEnd : .itemOrEnd
    case (.keyOrEnd, .closeBrace), (.itemOrEnd, .closeBracket): close(at: index)
    case (.commaOrEnd, .closeBrace) where isObject == true: close(at: index)
    case (.commaOrEnd, .closeBracket) where isObject == false: close(at: index)
    default: throw FormatProblem("expected \(expected.rawValue)", at: token.start)
    }
  }

  /// A member whose value is, or begins with, a token. The whole file's value is none.
  private mutating func add(value: Int, holds: Int? = nil) {
    guard let list = stack.last else { return }
    containers[list].members.append(members.count)
    members.append(JSONMember(container: list, key: key, value: value, last: value, holds: holds))
    key = nil
  }

  private mutating func open(_ token: JSONToken, at index: Int) throws(FormatProblem) {
    guard stack.count < Self.greatestDepth else {
      throw FormatProblem("it is nested more than \(Self.greatestDepth) deep", at: token.start)
    }
    let owner = stack.isEmpty ? nil : members.count
    add(value: index, holds: containers.count)
    stack.append(containers.count)
    containers.append(JSONContainer(open: index, close: index, owner: owner))
    expected = token.kind == .openBrace ? .keyOrEnd : .itemOrEnd
  }

  private mutating func close(at index: Int) {
    guard let list = stack.popLast() else { return }
    containers[list].close = index
    if let owner = containers[list].owner { members[owner].last = index }
    expected = stack.isEmpty ? .nothing : .commaOrEnd
  }
}

enum UTF8Check {
  /// The offset of the first byte that is no part of a character; nil when all are.
  static func firstInvalid(in bytes: [UInt8]) -> Int? {
    // Quick for what is right; only what is wrong is read twice.
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
  }
}
