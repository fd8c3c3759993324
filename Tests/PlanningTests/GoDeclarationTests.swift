import Foundation
import Planning
import RuleModel
import SourceText
import TestSupport
import Testing

/// Any declaration of any program may be what a rule names: whatever comes out, with the
/// recommended answers, must be no worse than what went in.
@Suite(.blocking) struct GoDeclarationTests {
  /// One declaration of one program.
  struct Removal {
    let program: String
    let name: String
    let files: [RepositoryPath: [UInt8]]
  }

  @Test func anyDeclarationMayGo() throws {
    let all = try Self.programs().flatMap { name, files in
      Self.names(in: files).map { Removal(program: name, name: $0, files: files) }
    }
    // All of them take minutes; any part of them tells. Which part depends on names alone, so that
    // a new case does not choose others.
    let isSample = ProcessInfo.processInfo.environment["SUNSET_ALL_DECLARATIONS"] == nil
    let removals = all.filter { !isSample || Self.number(of: "\($0.program)/\($0.name)") % 12 == 0 }
    try #require(removals.count >= 40)
    var faults: [String] = []
    let results = try removals.map(Self.result)
    let diagnostics = try GoCompiler.diagnostics(of: zip(removals, results).flatMap { [$0.files, $1] })
    for (number, removal) in removals.enumerated() {
      var known = diagnostics[2 * number]
      let new = diagnostics[2 * number + 1].filter { diagnostic in
        guard let place = known.firstIndex(of: diagnostic) else { return true }
        known.remove(at: place)
        return false
      }
      if !new.isEmpty { faults.append("\(removal.name) of \(removal.program): \(new)") }
    }
    // A ratchet: what is known to come out wrong may only become less.
    let known = isSample ? 3 : 50
    #expect(faults.count <= known, "\(faults.joined(separator: "\n"))")
  }

  /// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), 32 bits.
  private static func number(of text: String) -> UInt32 {
    text.utf8.reduce(0x811c_9dc5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }

  /// What goes into the cases, where nothing stays unread on purpose, and into repositories
  /// of other shapes that need no package from elsewhere.
  private static func programs() throws -> [(name: String, files: [RepositoryPath: [UInt8]])] {
    let cases = try ConfigurationCase.all(in: "go").filter {
      $0.unused.isEmpty && $0.before["go.mod"] == plainModule
    }
    let shapes = try Shape.all().filter { ["go-echo", "go-http"].contains($0.name) }.map { shape in
      (name: shape.name, files: shape.before.compactMapValues(asPlainModule))
    }
    return cases.map { (name: $0.name, files: $0.before) } + shapes
  }

  /// The same file in a module by the name that the compiler puts beside others.
  private static func asPlainModule(_ bytes: [UInt8]) -> [UInt8]? {
    let text = String(decoding: bytes, as: UTF8.self)
    if text.hasPrefix("module github.com/") { return nil }
    if text.hasPrefix("module example.com/") { return plainModule }
    return Array(
      text.replacing("github.com/labstack/echo/v4", with: "example.com/app/third_party/echo")
        .replacing("example.com/library/", with: "example.com/app/").utf8)
  }

  private static let plainModule = Array("module example.com/app\n\ngo 1.22\n".utf8)

  /// The functions, methods and types that are declared, main and tests apart.
  private static func names(in files: [RepositoryPath: [UInt8]]) -> [String] {
    var names: [String] = []
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) where path.text.hasSuffix(".go") {
      guard !path.text.hasSuffix("_test.go") else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      for match in text.matches(of: /(?m)^func (?:\((?:\w+ )?\*?(\w+)(?:\[[^\]]*\])?\) )?(\w+)/) {
        names.append(match.output.1.map { "\($0).\(match.output.2)" } ?? String(match.output.2))
      }
      for match in text.matches(of: /(?m)^(?:type|var|const) (\w+)/) { names.append(String(match.output.1)) }
      for match in text.matches(of: /(?m)^type (\w+) struct \{\n((?:\t.*\n|\n)+)\}/) {
        for field in match.output.2.matches(of: /(?m)^\t(\w+) +[\w*\[(]/) {
          names.append("\(match.output.1).\(field.output.1)")
        }
      }
    }
    // What interfaces of the library ask for only the compiler knows.
    let asked = /\.(Error|String|Len|Less|Swap|ServeHTTP)$/
    return names.filter { !["main", "init", "_"].contains($0) && !$0.contains(asked) }
  }

  private static func result(of removal: Removal) throws -> [RepositoryPath: [UInt8]] {
    let rules = """
      - id: declaration
        explain: It goes.
        select: {files: ['**/*.go'], code: {declaration: {is: '\(removal.name)'}}}
        action: {delete: code}
      """
    // What is left to hand does not compile until somebody writes it.
    let example = try ConfigurationCase(
      CaseText(name: "declaration", "# One.\nanswer: entangled = remove\n-- rules --\n\(rules)\n"))
    let step = try example.plan(over: removal.files).steps[0]
    var files = removal.files
    for (path, change) in step.changes where path != FactLedger.path {
      switch change {
      case .delete: files[path] = nil
      case .write(let bytes, _): files[path] = bytes
      }
    }
    return files
  }
}
