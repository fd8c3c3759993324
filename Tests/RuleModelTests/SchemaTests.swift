import Foundation
import RuleModel
import Testing

/// The committed schemas are those that the declarations yield.
@Suite struct SchemaTests {
  @Test(arguments: ["migration", "answers"])
  func isFresh(name: String) throws {
    let generated = name == "migration" ? MigrationSchema.json() : AnswersSchema.json()
    let path = "Rules/schema/\(name).schema.json"
    if Repository.isRecording { try Data(generated).write(to: Repository.url(path)) }
    let committed = try? Repository.bytes(path)
    #expect(
      committed == generated,
      "\(path) is missing or stale; run 'SUNSET_RECORD=1 swift test --filter RuleModelTests.SchemaTests'")
  }

  @Test(arguments: ["migration", "answers"])
  func isJSONWithoutDanglingReferences(name: String) throws {
    let bytes = name == "migration" ? MigrationSchema.json() : AnswersSchema.json()
    let root = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let definitions = try #require(root["$defs"] as? [String: Any])
    let text = String(decoding: bytes, as: UTF8.self)
    let references = text.matches(of: /"#\/\$defs\/([A-Za-z]+)"/).map { String($0.output.1) }
    #expect(Set(references) == Set(definitions.keys))
  }
}
