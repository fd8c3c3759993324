import StrictYAML
import Testing

@Suite struct SchemaTests {
  @Test func comesFromTheSameDeclarations() {
    let expected = #"""
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "sail.json",
        "title": "A sail",
        "$ref": "#/$defs/sail",
        "$defs": {
          "sail": {
            "description": "What the wind pushes.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "name",
              "area"
            ],
            "properties": {
              "name": {
                "type": "string",
                "pattern": "^(?=.*\\S)[^\\n\\r]*$",
                "description": "What it is called."
              },
              "area": {
                "type": "integer",
                "minimum": 1,
                "maximum": 500,
                "description": "In square metres."
              }
            }
          }
        }
      }

      """#
    #expect(Boat.sail.jsonSchema(id: "sail.json", title: "A sail") == Array(expected.utf8))
  }

  @Test func namesEachPartOnce() {
    let text = String(decoding: Boat.shape.jsonSchema(id: "boat.json", title: "A boat"), as: UTF8.self)
    #expect(text.split(separator: "\"What the wind pushes.\"").count == 2)
    #expect(text.contains(#""enum": ["#))
    #expect(text.contains(#""propertyNames""#))
    #expect(text.contains(#""anyOf""#))
  }

  @Test func jsonEscapesWhatItMust() {
    let value = JSONValue.object([
      .init("a\"\\", .string("\u{0}\n\u{1F}\u{2028}é😀")), .init("b", .array([])), .init("c", .object([])),
      .init("d", .array([.integer(-1), .boolean(true)])),
    ])
    let expected = #"""
      {
        "a\"\\": "\u0000\n\u001f\u2028é😀",
        "b": [],
        "c": {},
        "d": [
          -1,
          true
        ]
      }

      """#
    #expect(value.bytes == Array(expected.utf8))
  }
}
