import Formats
import Testing

@Suite struct PromQLTests {
  /// Metrics of a query, `label=value` of other conditions, in order.
  private func names(_ text: String) throws -> [String] {
    try PromQLExpression(parsing: text).selectors.flatMap { selector in
      selector.conditions.flatMap { condition in
        condition.values.map { value in
          condition.label == PromQLSelector.nameLabel && condition.isPositive
            ? value.text : "\(condition.label)\(condition.isPositive ? "=" : "!")\(value.text)"
        }
      }
    }
  }

  @Test(arguments: [
    ("up", ["up"]),
    ("up == 0", ["up"]),
    ("sum by (job, le) (rate(a_bucket[5m]))", ["a_bucket"]),
    ("sum(rate(a[5m])) by (job)", ["a"]),
    ("SUM WITHOUT (instance) (a) OFFSET 5m", ["a"]),
    ("histogram_quantile(0.95, sum(rate(a_bucket[$__rate_interval])) by (le))", ["a_bucket"]),
    ("max_over_time(rate(a[5m])[1h:1m] offset -1d)", ["a"]),
    ("a @ end() - a @ 1609746000", ["a", "a"]),
    ("a{job=\"x # y\", code=~'5..|4..'} # a comment with b", ["a", "job=x # y", "code=5..", "code=4.."]),
    ("{__name__=~\"a|b\", job!=\"c\"}", ["a", "b", "job!c"]),
    ("{\"my.metric\", \"my.label\"=\"v\"}", ["my.metric", "my.label=v"]),
    ("a / on (instance) group_left (version) b", ["a", "b"]),
    ("a > bool 1 and on () b unless ignoring(x) c or vector(0)", ["a", "b", "c"]),
    ("rate(a[[[interval]]]) > $threshold", ["a"]),
    ("chat_${kind}_total + [[metric]] + $other{job=\"x\"}", ["chat_${kind}_total", "$other", "job=x"]),
    ("topk($n, a)", ["a"]),
    ("rate(a[$__interval:$__resolution]) offset $offset", ["a"]),
    ("sum by ($label) (a{$label=~\"$value\"})", ["a", "$label=$value"]),
    ("-a ^ 2 ^ -b", ["a", "b"]),
    ("label_replace(a, \"to\", \"$1\", \"from\", \"(.*)\")", ["a"]),
    ("count_values(\"version\", build_info)", ["build_info"]),
    ("1e-3 * a + 0x1F - .5 + Inf + NaN", ["a"]),
    ("job:a:rate5m{path=~\"(?:/x\\\\.y|/z)\"}", ["job:a:rate5m", "path=(?:/x.y|/z)"]),
    ("a{path=~`/x\\.y|/z`, b=~\"(c|d)\"}", ["a", "path=/x.y", "path=/z", "b=c", "b=d"]),
    ("sum{job=\"x\"} + by", ["sum", "job=x", "by"]),
    ("absent(a{b=\"c\",})", ["a", "b=c"]),
    ("a\n  # why\n  or\r\nb", ["a", "b"]),
  ])
  func names(text: String, expected: [String]) throws {
    #expect(try names(text) == expected)
  }

  @Test(arguments: [
    "", "a b", "sum(a", "a{", "a{b}", "a{b=c}", "rate(a[5m)", "a ? b", "\"open", "a +", "by (x) a",
    "{job=\"x\"} |= \"error\"", "SELECT a FROM b",
  ])
  func whatIsNoQuery(text: String) {
    #expect(throws: FormatProblem.self) { try PromQLExpression(parsing: text) }
  }

  @Test func depthIsBounded() {
    let text = String(repeating: "(", count: 100_000)
    #expect(throws: FormatProblem.self) { try PromQLExpression(parsing: text) }
    #expect(throws: FormatProblem.self) {
      try PromQLExpression(parsing: String(repeating: "-", count: 100_000) + "1")
    }
  }

  /// What is left without `ws…` as a metric or a value: the text, `-` for nothing, `=` for
  /// all, `?` and what is offered.
  private func left(_ text: String) throws -> String {
    let expression = try PromQLExpression(parsing: text)
    switch expression.remainder(without: { $1.hasPrefix("ws") }) {
    case .all: return "="
    case .nothing: return "-"
    case .without(let cuts): return expression.text(without: cuts)
    case .unclear(let offer): return "?" + (offer.isEmpty ? "" : expression.text(without: offer))
    }
  }

  @Test(arguments: [
    ("a", "="), ("ws", "-"), ("rate(ws[5m]) > 0.1", "-"), ("sum(a) / sum(b)", "="),
    // Without one side of a ratio or a comparison there is nothing.
    ("ws / a", "-"), ("a / ws", "-"), ("a > ws", "-"), ("a{t=\"ws\"} > ignoring (t) a{t=\"b\"}", "-"),
    ("histogram_quantile(0.9, sum by (le) (rate(ws_bucket[5m])))", "-"), ("absent(ws)", "-"),
    ("count(ws) or vector(0)", "-"), ("ws + 1", "-"), ("time() - ws", "-"),
    ("ws > 5 and deriv(ws[5m]) > 0", "-"), ("ws and a", "-"), ("ws unless a", "-"),
    ("(ws1) + -ws2", "-"),
    // What cannot give anything is taken out.
    ("a or ws", "a"), ("ws or a", "a"), ("a or ws or b", "a or b"), ("ws1 or ws2 or a", "a"),
    ("sum(a or on (x) ws)", "sum(a)"), ("a unless on (x) ws", "a"), ("b > (ws or a)", "b > (a)"),
    ("a\n  or\nws", "a"), ("ws # it\nor a", "a"), ("up == 0 or absent(ws)", "up == 0"),
    ("a or ws * 2 or b / ws", "a"),
    // What the rest would mean is asked.
    ("sum(a) + sum(ws)", "?sum(a)"), ("ws + a", "?a"), ("a - ws", "?a"), ("ws - a", "?"),
    ("a and on () ws", "?a"), ("a * on (x) group_left (v) ws_info", "?a"),
    ("sum(a + ws) / sum(b)", "?sum(a) / sum(b)"),
    ("(a + ws) or ws", "?(a)"),
    // Values of labels.
    ("a{t=\"ws\"}", "-"), ("a{t=~\"ws|ws2\"}", "-"), ("a{t=~\"b|ws\"}", "a{t=~\"b\"}"),
    ("a{t=~\"ws|b|ws2|ws3\"}", "a{t=~\"b\"}"), ("a{t=~\"b|ws|c\"}", "a{t=~\"b|c\"}"),
    ("a{t!=\"ws\"}", "a"), ("a{t!~\"ws|b\"}", "a{t!~\"b\"}"), ("{t!=\"ws\"}", "?"),
    ("a{t!=\"ws\", u=\"b\"}", "a{u=\"b\"}"), ("a{u=\"b\", t!=\"ws\"}", "a{u=\"b\"}"),
    ("a{u=\"b\", t!=\"ws\", v!=\"ws\",}", "a{u=\"b\",}"), ("a{t!=\"ws\", u!=\"ws\"}[5m]", "a[5m]"),
    ("{__name__=~\"a|ws\"}", "{__name__=~\"a\"}"), ("{__name__=~\"ws_.*\"}", "-"),
    ("ALERTS{alertname=\"ws\"} == 1", "-"), ("sum by (ws) (a)", "="),
    ("label_replace(a, \"t\", \"ws\", \"\", \"\")", "="),
    ("$ws + a", "="), ("a + $x", "="),
  ])
  func remainder(text: String, expected: String) throws {
    #expect(try left(text) == expected)
  }
}
