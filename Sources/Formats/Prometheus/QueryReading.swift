/// The text of a query, read.
public struct QueryReading: Sendable {
  /// The query of Prometheus that is the text or, in `label_values(…)`, a part of it.
  let expression: PromQLExpression?
  /// Where that part begins: 0-based byte offset of the text.
  private let start: Int
  /// Words of a text that is no query of Prometheus; or the one expression of `metrics(…)`.
  private let words: Set<String>
  /// Whether it means nothing without its words.
  private let isList: Bool

  /// Reads a query of Prometheus.
  ///
  /// - Parameter text: need not be one; then its words count as names.
  public init(query text: String) { self.init(text, from: 0) }

  /// Reads what a variable of Grafana asks: `label_values(METRIC, LABEL)`,
  /// `query_result(QUERY)`, `metrics(EXPRESSION)`, `label_names()`, or a query.
  public init(variable text: String) {
    let bytes = Array(text.utf8)
    guard let open = bytes.firstIndex(of: UInt8(ascii: "(")),
      let close = bytes.lastIndex(of: UInt8(ascii: ")")), open < close
    else {
      self.init(query: text)
      return
    }
    let inner = (open + 1)..<close
    switch RowBytes.text(RowBytes.trimmed(bytes[..<open])) {
    case "label_values":
      if let comma = bytes[inner].lastIndex(of: UInt8(ascii: ",")) {
        self.init(RowBytes.text(bytes[inner.lowerBound..<comma]), from: inner.lowerBound)
      } else {
        self.init(words: [])
      }
    case "query_result": self.init(RowBytes.text(bytes[inner]), from: inner.lowerBound)
    case "metrics": self.init(words: [RowBytes.text(RowBytes.trimmed(bytes[inner]))])
    case "label_names": self.init(words: [])
    default: self.init(query: text)
    }
  }

  private init(_ text: String, from start: Int) {
    let expression = try? PromQLExpression(parsing: text)
    self.expression = expression
    self.start = start
    words = expression == nil ? Self.words(of: text) : []
    isList = false
  }

  private init(words: Set<String>) {
    expression = nil
    start = 0
    self.words = words
    isList = true
  }

  /// Whether it was read as a query of Prometheus.
  public var isQuery: Bool { expression != nil }

  /// The series that it names: labels and values, a metric's label being `__name__`.
  public var names: [(label: String, value: String)] {
    let conditions = expression?.selectors.flatMap(\.conditions) ?? []
    return conditions.flatMap { condition in condition.values.map { (condition.label, $0.text) } }
      + words.sorted().map { (PromQLSelector.nameLabel, $0) }
  }

  /// The metrics that it reads.
  public var metrics: Set<String> {
    words.union(expression?.selectors.flatMap(\.metrics) ?? [])
  }

  /// What is left of it; ranges are those of the whole text.
  ///
  /// - Parameter isGone: whether no series with this label and value is there any more.
  /// - Returns: as `PromQLExpression.remainder` does.
  public func remainder(
    without isGone: @escaping (_ label: String, _ value: String) -> Bool
  ) -> PromQLExpression.Remainder {
    func moved(_ ranges: [Range<Int>]) -> [Range<Int>] {
      ranges.map { ($0.lowerBound + start)..<($0.upperBound + start) }
    }
    switch expression?.remainder(without: isGone) {
    case .without(let cuts): return .without(moved(cuts))
    case .unclear(let offer): return .unclear(moved(offer))
    case .all: return .all
    case .nothing: return .nothing
    case nil:
      guard words.contains(where: { isGone(PromQLSelector.nameLabel, $0) }) else { return .all }
      return isList ? .nothing : .unclear([])
    }
  }

  /// What could be names in a text that cannot be read.
  private static func words(of text: String) -> Set<String> {
    let isPart = { (byte: UInt8) in RowBytes.isWord(byte) || byte == UInt8(ascii: ":") }
    return Set(text.utf8.split { !isPart($0) }.map { RowBytes.text($0) })
  }
}
