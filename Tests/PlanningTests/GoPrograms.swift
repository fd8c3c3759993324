import FormatLaws
import SourceText
import Testing

/// A small Go program made from a seed, in which two features are woven together: what
/// `/beta` routes need, and what only `/alpha` routes and the package `alpha` need. It is
/// formatted, compiles, and prints what each route answers.
struct GoProgram: CustomTestStringConvertible, Sendable {
  let seed: UInt64
  private(set) var files: [RepositoryPath: [UInt8]] = [:]

  var testDescription: String { "seed \(seed)" }

  /// Rules that remove the feature.
  static let rules = """
    - id: package
      explain: The package goes.
      select: {files: ['internal/alpha/**']}
      action: {delete: file}
    - id: routes
      explain: Its routes go.
      select:
        files: ['**/*.go']
        code:
          match: '$R.$VERB("$PATH", $$$REST)'
          where: {VERB: {is: [Handle, Group]}, PATH: {matches: '^/alpha'}}
      action: {delete: code}
      onZeroMatches: ok
    """

  private var random: SeededNumbers

  init(seed: UInt64) {
    self.seed = seed
    random = SeededNumbers(seed: seed)
    for (path, text) in GoProgramText.fixed { add(path, text) }
    let names = ["orders", "stock", "users"].prefix(number(1...3))
    var services: [(name: String, isWoven: Bool)] = []
    for name in names { services.append((name, addService(name))) }
    addMain(services)
  }

  private mutating func add(_ path: String, _ text: String) {
    files[RepositoryPath(path)] = Array((text + "\n").utf8)
  }

  private mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  /// Puts an element at any place of a list.
  private mutating func insert<Element>(_ element: Element, into list: inout [Element]) {
    list.insert(element, at: number(0...list.count))
  }

  private mutating func addMain(_ services: [(name: String, isWoven: Bool)]) {
    let packages = ["alpha", "config", "router"] + services.map(\.name)
    var lines = ["package main", "", "import ("]
    lines += packages.sorted().map { "\t\"example.com/app/internal/\($0)\"" }
    lines += [")", "", "func main() {", "\tcfg := config.Load()", "\tr := router.New()"]
    if chance(50) { lines.append("") }
    lines.append("\thub := alpha.NewHub(cfg.AlphaLimit)")
    if chance(50) { lines.append("\tdefer hub.Close()") }
    for (name, isWoven) in services {
      if chance(40) { lines.append("") }
      let made = "\(name).NewService(cfg.Name\(isWoven ? ", hub" : ""))"
      lines +=
        chance(50)
        ? ["\t\(made).Register(r)"] : ["\t\(name)Service := \(made)", "\t\(name)Service.Register(r)"]
    }
    if !services.contains(where: \.isWoven) { lines.append("\thub.Note(\"nobody\")") }
    lines += ["\tr.Serve()", "}"]
    add("main.go", lines.joined(separator: "\n"))
  }

  // MARK: Services

  /// How a service is made.
  private struct Shape {
    var isWoven: Bool
    var betas, alphas, helpers, measures: Int
    /// Whether it counts what only routes of the feature read.
    var counts: Bool
  }

  /// Adds a service; false if it has nothing of the feature.
  private mutating func addService(_ name: String) -> Bool {
    let isWoven = chance(85)
    let alphas = isWoven ? number(0...2) : 0
    let shape = Shape(
      isWoven: isWoven, betas: number(1...3), alphas: alphas, helpers: number(1...3),
      measures: alphas > 0 ? number(0...3) : 0, counts: alphas > 0 && chance(60))
    var declarations = [type(name, shape), constructor(shape), register(name, shape)]
    for index in 0..<shape.betas { declarations.append(beta(index, shape)) }
    for index in 0..<shape.alphas { declarations.append(alpha(index, shape)) }
    addFile("service", of: name, declarations)
    addFile("helpers", of: name, helpers(shape.helpers))
    if shape.measures > 0 { addFile("measures", of: name, measures(shape.measures)) }
    if chance(70) { addFile("service_test", of: name, tests(shape)) }
    return isWoven
  }

  /// Adds a file with the imports that its declarations need.
  private mutating func addFile(_ file: String, of package: String, _ declarations: [String]) {
    let body = declarations.joined(separator: "\n\n")
    // Packages stand before a point and behind none.
    func uses(_ name: String) -> Bool {
      ["\t", " ", "(", "*"].contains { body.contains("\($0)\(name).") }
    }
    let library = ["fmt", "strings", "testing"].filter(uses).map { "\"\($0)\"" }
    let own = ["alpha", "router", "text"].filter(uses).map { "\"example.com/app/internal/\($0)\"" }
    var imports = ""
    if library.count + own.count == 1 {
      imports = "import \((library + own)[0])\n\n"
    } else if library.count + own.count > 1 {
      let groups = [library, own].filter { !$0.isEmpty }.map { $0.map { "\t\($0)\n" }.joined() }
      imports = "import (\n\(groups.joined(separator: "\n")))\n\n"
    }
    add("internal/\(package)/\(file).go", "package \(package)\n\n\(imports)\(body)")
  }

  private mutating func type(_ name: String, _ shape: Shape) -> String {
    var fields = [("name", "string"), ("items", "[]string")]
    if shape.isWoven { insert(("alpha", "*alpha.Hub"), into: &fields) }
    if shape.counts { insert(("alphaCount", "int"), into: &fields) }
    let width = fields.map(\.0.count).max() ?? 0
    let lines = fields.map { "\t\($0.0)\(String(repeating: " ", count: width - $0.0.count + 1))\($0.1)" }
    return "// Service knows \(name).\ntype Service struct {\n\(lines.joined(separator: "\n"))\n}"
  }

  private func constructor(_ shape: Shape) -> String {
    """
    // NewService makes a service.
    func NewService(name string\(shape.isWoven ? ", hub *alpha.Hub" : "")) *Service {
    \treturn &Service{name: name, \(shape.isWoven ? "alpha: hub, " : "")items: []string{"a", "bb"}}
    }
    """
  }

  private mutating func register(_ name: String, _ shape: Shape) -> String {
    var routes = (0..<shape.betas).map { "\tr.Handle(\"/beta/\(name)/\($0)\", s.beta\($0))" }
    if shape.alphas > 0, chance(50) {
      let members = (0..<shape.alphas).map { "\n\talphas.Handle(\"/\($0)\", s.alpha\($0))" }
      insert("\talphas := r.Group(\"/alpha/\(name)\")" + members.joined(), into: &routes)
    } else {
      for index in 0..<shape.alphas {
        insert("\tr.Handle(\"/alpha/\(name)/\(index)\", s.alpha\(index))", into: &routes)
      }
    }
    return """
      // Register adds the routes.
      func (s *Service) Register(r *router.Router) {
      \(routes.joined(separator: "\n"))
      }
      """
  }

  // MARK: Handlers

  /// A handler that stays, with statements of the feature in it.
  private mutating func beta(_ index: Int, _ shape: Shape) -> String {
    var statements: [String] = []
    for _ in 0..<number(1...3) {
      switch number(0...3) {
      case 0: statements.append("\ttotal += text.Count\(number(0...5))(s.name)")
      case 1: statements.append("\ttotal += helper\(number(0...shape.helpers - 1))(total)")
      case 2: statements.append("\tfor i := range \(number(2...4)) {\n\t\ttotal += i\n\t}")
      default: statements.append("\tif total > \(number(1...9)) {\n\t\ttotal -= \(number(1...3))\n\t}")
      }
    }
    if shape.isWoven {
      for turn in 0..<number(0...3) {
        let woven = GoProgramText.woven[number(0...GoProgramText.woven.count - 1)]
        insert(woven.replacing("TURN", with: "\(turn)"), into: &statements)
      }
      if shape.counts, chance(60) { insert("\ts.alphaCount++", into: &statements) }
    }
    var body = ""
    for statement in statements { body += (chance(30) ? "\n" : "") + statement + "\n" }
    return """
      func (s *Service) beta\(index)() string {
      \ttotal := \(number(1...9))
      \(body)\treturn fmt.Sprint(s.name, total, len(s.items))
      }
      """
  }

  /// A handler that goes.
  private mutating func alpha(_ index: Int, _ shape: Shape) -> String {
    var body = "\ttotal := s.alpha.Count()\n"
    if shape.measures > 0 { body += "\ttotal += measure0(s.items)\n" }
    if chance(50) { body += "\ttotal += text.Count\(number(0...5))(s.name)\n" }
    if shape.counts { body += "\ttotal += s.alphaCount\n" }
    return """
      // alpha\(index) tells what the hub knows.
      func (s *Service) alpha\(index)() string {
      \(body)\treturn fmt.Sprint(total)
      }
      """
  }

  /// What routes that stay call, or nobody.
  private mutating func helpers(_ count: Int) -> [String] {
    (0..<count).map { index in
      let isChained = index + 1 < count && chance(50)
      let value = isChained ? "n%\(index + 2) + helper\(index + 1)(n)" : "n % \(index + 2)"
      return "func helper\(index)(n int) int { return \(value) }"
    }
  }

  /// What only routes of the feature call, under names that do not tell so.
  private func measures(_ count: Int) -> [String] {
    let functions = (0..<count).map { index in
      let next = index + 1 < count ? "measure\(index + 1)(items)" : "span{0, len(items)}.length()"
      return "func measure\(index)(items []string) int { return \(next) + \(index) }"
    }
    return [
      "const step = 2", "type span struct{ from, to int }",
      "func (s span) length() int { return (s.to - s.from) / step }",
    ] + functions
  }

  private mutating func tests(_ shape: Shape) -> [String] {
    func test(_ name: String, _ method: String) -> String {
      """
      func \(name)(t *testing.T) {
      \ts := NewService("t"\(shape.isWoven ? ", alpha.NewHub(9)" : ""))
      \tif s.\(method)() == "" {
      \t\tt.Error("nothing")
      \t}
      }
      """
    }
    var tests = [test("TestBeta", "beta0")]
    if shape.alphas > 0 { insert(test("TestAlpha", "alpha0"), into: &tests) }
    return tests
  }
}
