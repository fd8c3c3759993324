extension Shape where Value == String {
  /// Any text, also none. What YAML takes for a number, a boolean or nothing must be
  /// quoted.
  public static var string: Shape<String> {
    Shape(schema: { _ in [.init("type", .string("string"))] }) { node, reading in
      guard case .scalar(let text, let style) = node.content else {
        reading.report("expected text, found \(node.kind)", at: node.mark)
        return nil
      }
      switch PlainMeaning(text, style) {
      case .text: return text
      case .null: reading.report("expected text, found no value; write '' for empty text", at: node.mark)
      case .number: reading.report("\(text) is a number here; write \"\(text)\" for text", at: node.mark)
      case .boolean: reading.report("\(text) is a boolean here; write \"\(text)\" for text", at: node.mark)
      }
      return nil
    }
  }

  /// Text with at least one character that is not white space.
  public static var text: Shape<String> {
    string.checked(schema: [.init("pattern", .string(#"\S"#))]) { text throws(Complaint) in
      guard text.contains(where: { !$0.isWhitespace }) else { throw Complaint("this text cannot be empty") }
      return text
    }
  }

  /// Text on one line.
  public static var line: Shape<String> {
    string.checked(schema: [.init("pattern", .string(#"^(?=.*\S)[^\n\r]*$"#))]) { text throws(Complaint) in
      guard text.contains(where: { !$0.isWhitespace }) else { throw Complaint("this text cannot be empty") }
      guard !text.contains(where: \.isNewline) else { throw Complaint("this text must stand on one line") }
      return text
    }
  }

  /// Exactly this text, such as the version of a format.
  /// - Parameter expected: the text.
  /// - Returns: a shape with one value.
  public static func constant(_ expected: String) -> Shape<String> {
    let base = Shape.string
    return Shape(schema: { _ in [.init("const", .string(expected))] }) { node, reading in
      guard let text = base.read(node, reading) else { return nil }
      guard text == expected else {
        reading.report("expected \(expected.quoted), found \(text.quoted)", at: node.mark)
        return nil
      }
      return text
    }
  }
}

extension Shape where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  /// One of the words of an enumeration.
  /// - Parameters:
  ///   - type: the enumeration.
  ///   - noun: what the words are, for messages: `severity`.
  /// - Returns: a shape of its cases.
  public static func word(_ type: Value.Type, _ noun: String) -> Shape<Value> {
    let words = Value.allCases.map(\.rawValue)
    return Shape<String>.string.checked(schema: [.init("enum", .array(words.map(JSONValue.string)))]) {
      text throws(Complaint) in
      if let value = Value(rawValue: text) { return value }
      let meant = didYouMean(text, among: words)
      throw Complaint(
        "unknown \(noun) \(text.quoted)" + (meant.isEmpty ? "; expected \(words.quotedList())" : meant))
    }
  }
}

extension Shape where Value == Int {
  /// A whole number in decimal digits.
  /// - Parameter range: what it may be.
  /// - Returns: a shape of numbers.
  public static func integer(_ range: ClosedRange<Int>) -> Shape<Int> {
    var bounds: [JSONValue.Member] = [.init("minimum", .integer(range.lowerBound))]
    if range.upperBound < .max { bounds.append(.init("maximum", .integer(range.upperBound))) }
    let schema: [JSONValue.Member] = [.init("type", .string("integer"))] + bounds
    return Shape(schema: { _ in schema }) { node, reading in
      guard case .scalar(let text, .plain) = node.content, NumberSyntax.isInteger(Array(text.utf8)) else {
        reading.report("expected a whole number, found \(node.kind)", at: node.mark)
        return nil
      }
      guard let number = Int(text), range.contains(number) else {
        let limit = range.upperBound < .max ? " and at most \(range.upperBound)" : ""
        reading.report("the number must be at least \(range.lowerBound)\(limit)", at: node.mark)
        return nil
      }
      return number
    }
  }
}

extension Shape where Value == Bool {
  /// `true` or `false`, without quotes.
  public static var boolean: Shape<Bool> {
    Shape(schema: { _ in [.init("type", .string("boolean"))] }) { node, reading in
      switch node.content {
      case .scalar("true", .plain): return true
      case .scalar("false", .plain): return false
      default:
        reading.report("expected true or false, found \(node.kind)", at: node.mark)
        return nil
      }
    }
  }
}
