import Findings
import SourceText
import Testing

@testable import Verifying

/// A hit depends on no parser: a file of any format that no parser can read any more still
/// gives it. (That there is none in the module is for `Tests/StructureTests` to say.)
@Suite("Broken files") struct BrokenFileTests {
  typealias Case = PlantedTests.Case

  /// Everything that is planted anywhere, without doubles.
  static let planted: [Case] = {
    var seen: Set<String> = []
    let all =
      PlantedTests.cases + HidingPlaceTests.configuration + HidingPlaceTests.packages
      + HidingPlaceTests.documents + HidingPlaceTests.code + HidingPlaceTests.entries
    return all.filter { seen.insert("\($0.path) \($0.mode) \($0.bytes)").inserted }
  }()

  @Test("At least forty kinds of remnants are planted, one in each format and hiding place")
  func kinds() {
    #expect(Set(Self.planted.map(\.name)).count >= 90)
    let extensions = Set(Self.planted.filter { !$0.bytes.isEmpty }.map(\.path.fileExtension))
    #expect(
      Set([
        "json", "yml", "yaml", "tpl", "conf", "mod", "sum", "md", "toml", "ini", "properties", "xml", "csv",
        "tf",
        "lock", "ts", "go", "py", "sql", "html", "css", "svg", "map", "bin", "js",
      ]).subtracting(extensions) == [])
    let names = Set(Self.planted.map(\.path.name.text))
    #expect(
      Set([
        "Dockerfile", "Makefile", "docker-compose.yml", "nginx.conf", ".env.example", ".npmrc", ".gitmodules",
        ".gitattributes", ".dockerignore", ".editorconfig", "CODEOWNERS", "package-lock.json", "yarn.lock",
        "go.mod",
        "go.sum", "run.sh",
      ]).subtracting(names) == [])
    // The hiding places beside contents.
    let spots = Self.planted.flatMap(\.spots)
    #expect(spots.contains { $0.contains(":link-target:") } && spots.contains { $0.contains(":path:") })
    #expect(Set(Self.planted.map(\.mode)) == [.regular, .executable, .symlink, .submodule])
    #expect(Self.planted.contains { $0.mode == .submodule && $0.spots[0].contains(":path:") })
    #expect(Self.planted.contains { !$0.path.isUTF8 })
    #expect(Self.planted.contains { $0.bytes.contains(0) })
    #expect(Self.planted.contains { String(validating: $0.bytes, as: UTF8.self) == nil })
    #expect(Self.planted.contains { $0.bytes.starts(with: [0xEF, 0xBB, 0xBF]) })
    #expect(Self.planted.contains { $0.bytes.contains(0x0D) })
  }

  /// Ways to break a file that touch no letter, digit or sign of a remnant.
  static let damages: [(name: String, change: @Sendable ([UInt8]) -> [UInt8])] = [
    ("openers before", { Array("{[(<<EOF \"'`<!-- /* {{ if \n".utf8) + $0 }),
    ("closers before", { Array("}])> \"'` --> */ {{ end }} }}\n".utf8) + $0 }),
    ("openers behind", { $0 + "\n{[(<\"'`<!-- /* {{".utf8 }),
    (
      "tabs as indentation",
      { Array("\t \t".utf8) + $0.flatMap { $0 == 0x0A ? Array("\n\t \t".utf8) : [$0] } }
    ),
    ("not UTF-8", { [0xC3, 0x28, 0x0A] + $0 + [0x0A, 0xFF] }),
    ("zero bytes", { [0x00, 0x0A] + $0 + [0x0A, 0x00] }),
    ("closing brackets gone", { $0.filter { !Array("]})>".utf8).contains($0) } }),
    ("twice", { $0 + [0x0A] + $0 }),
  ]

  @Test("A file that no parser can read gives the hits that it gave", arguments: damages.map(\.name))
  func broken(name: String) throws {
    let damage = try #require(Self.damages.first { $0.name == name })
    for planted in Self.planted where planted.mode.isFile && !planted.bytes.isEmpty {
      let whole = try Trial.verify([Planted(planted.path, bytes: planted.bytes)]).report.remnants
      let broken = try Trial.verify([Planted(planted.path, bytes: damage.change(planted.bytes))]).report
        .remnants
      for (pattern, remnants) in Dictionary(grouping: whole, by: \.pattern) {
        let found = broken.count { $0.pattern == pattern }
        #expect(found >= remnants.count, "\(planted.name), \(pattern)")
      }
    }
  }
}
