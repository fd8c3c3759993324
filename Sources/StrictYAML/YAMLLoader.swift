internal import Yams

/// Reads the text of one strict YAML document into nodes.
enum YAMLLoader {
  /// Of mappings and lists inside each other.
  static let depthLimit = 64

  /// - Throws: the first mistake that keeps the text from being YAML at all.
  static func load(_ text: String, _ reading: Reading) throws(RuleFileErrors) -> YAMLNode {
    let source = reading.source
    if let mistake = unprintable(in: source) { throw RuleFileErrors(mistake) }
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.nextRoot() else {
        throw RuleFileErrors(source.error("the file holds nothing", at: YAMLMark(line: 1, column: 1)))
      }
      if let second = try parser.nextRoot() {
        let mark = second.mark.map(YAMLMark.init) ?? YAMLMark(line: 1, column: 1)
        throw RuleFileErrors(source.error("a second document begins here; one file holds one", at: mark))
      }
      // Nodes hold their anchors weakly: the parser must outlive the conversion.
      return try withExtendedLifetime(parser) { () throws(RuleFileErrors) in
        let node = YAMLConverter(reading: reading).convert(root, depth: 0)
        try reading.check()
        return node
      }
    } catch let mistakes as RuleFileErrors {
      throw mistakes
    } catch let error as YamlError {
      throw RuleFileErrors(describe(error, in: source))
    } catch {
      throw RuleFileErrors(source.error("\(error)".printable, at: YAMLMark(line: 1, column: 1)))
    }
  }

  private static func unprintable(in source: SourceFile) -> RuleFileError? {
    for number in 1...source.lineCount {
      for (index, scalar) in source.line(number).enumerated() {
        switch scalar.value {
        case 0x09: continue
        case 0x00...0x1F, 0x7F...0x9F, 0xFEFF, 0xFFFE, 0xFFFF:
          let code = String(scalar.value, radix: 16, uppercase: true)
          let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
          return source.error(
            #"the character U+\#(padded) cannot stand in a file; write "\u\#(padded)" in double quotes"#,
            at: YAMLMark(line: number, column: index + 1))
        default: continue
        }
      }
    }
    return nil
  }

  private static func describe(_ error: YamlError, in source: SourceFile) -> RuleFileError {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = YAMLMark(mark)
      if source.line(place.line).dropFirst(place.column - 1).first == "\t" {
        return source.error("a tab cannot indent; use spaces", at: place)
      }
      let setting = context.map { "\($0.text) (line \($0.mark.line)): " } ?? ""
      return source.error("not valid YAML: \(setting)\(problem)".printable, at: place)
    case .duplicatedKeysInMapping(let keys, let context):
      return source.error(
        "the key \((keys.first ?? "").quoted) stands more than once in this mapping",
        at: YAMLMark(context.mark))
    default:
      return source.error("not valid YAML: \(error)".printable, at: YAMLMark(line: 1, column: 1))
    }
  }
}

extension YAMLMark {
  init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}
