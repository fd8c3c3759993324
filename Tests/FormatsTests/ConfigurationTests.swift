import Formats
import Testing

/// What single formats tell beside their units, and where their problems are.
@Suite struct ConfigurationTests {
  @Test func settingsNameTheVariablesThatTheyReferTo() throws {
    let text = """
      A=${HOST:-$DEFAULT}/$1
      B="${USER}\\$NOT"
      C='$NOT'
      # D=${NOT}
      E=plain # $NOT

      """
    let document = try DotenvDocument(parsing: Array(text.utf8))
    #expect(document.uses().map(\.name) == ["HOST", "DEFAULT", "USER"])
    #expect(document.uses().map { document.units[$0.unit].name } == ["A", "A", "B"])
  }

  @Test func valuesAreUnquoted() throws {
    let text = "A=\"a\\n\\\"b\\\" \\x\"\nB='a\\n'\nC= c d  # e\nD=\"a\"b\nE\nexport F=`g`\n"
    let document = try DotenvDocument(parsing: Array(text.utf8))
    let values = document.units.filter { $0.kind == .variable }.map(\.value)
    #expect(values == ["a\n\"b\" \\x", "a\\n", "c d", "ab", nil, "g"])
  }

  @Test(arguments: [
    ("a", "b c", true), ("a", "b #c", false), ("'a'", "it's", false), ("\"a\"", "it's", true),
  ])
  func settingsHoldWhatTheirNotationCan(written: String, value: String, isHeld: Bool) throws {
    let document = try DotenvDocument(parsing: Array("A=\(written)\n".utf8))
    #expect((document.changing(0, to: value) != nil) == isHeld)
  }

  @Test(arguments: [
    (Format.dotenv, "# a\n", " b"), (.nginx, "# a\n", " b"), (.shell, "# a\n", " b"), (.shell, "# a\n", "b "),
    (.gomod, "require a v1.0.0 // b\n", " c"), (.gomod, "require a v1.0.0\n", "[1](2)"),
    (.gomod, "require a v1.0.0\n", "latest,1"), (.dockerfile, "COPY a b\n", "[a](b)"),
    (.dockerfile, "COPY a b\n", ""),
    (.helm, "a: b\n", "{{ if .c }}"), (.helm, "a: b\n", "{{ if .c }}d{{ end }}"), (.helm, "a: b\n", "{{ c"),
    (.helm, "a: \"b\"\n", "\"{{ c }}"), (.markdown, "<https://a.b>\n", "c"),
    (.markdown, "See https://a.b too.\n", "c"),
    (.markdown, "A text.\n", "See https://a.b"), (.markdown, "One. Two.\n", "half"),
  ])
  func whatWouldBeReadAsSomethingElseIsNotWritten(format: Format, text: String, value: String) throws {
    let document = try format.document(parsing: Array(text.utf8))
    let unit = try #require(document.units.last { $0.kind != .paragraph && $0.kind != .instruction })
    #expect(document.changing(unit.id, to: value) == nil, "\(unit)")
  }

  @Test func requirementsAreIndirectByTheirComment() throws {
    let text = """
      module a
      require b v1.0.0 // indirect
      require (
      	c v1.0.0 // indirect; for c
      	d v1.0.0 // not indirect
      	e v1.0.0
      	// indirect
      	f v1.0.0
      )

      """
    let document = try GoModDocument(parsing: Array(text.utf8))
    #expect(document.units.filter { document.isIndirect($0.id) }.map(\.name) == ["b", "c"])
  }

  @Test func hashesGoWithTheirModules() throws {
    let text = "a v1.0.0 h1:x=\na v1.0.0/go.mod h1:y=\na/b v1.0.0 h1:z=\n"
    let document = try GoSumDocument(parsing: Array(text.utf8))
    let lines = document.requirements(ofModules: ["a", "c"])
    #expect(lines.sorted().map { document.units[$0].value } == ["v1.0.0", "v1.0.0/go.mod"])
  }

  @Test func instructionsAreReadTogether() throws {
    let text = "from a as b\nrun x \\\n  # no\n\n  y\\\nz <<EOF\nbody\nEOF\nENV A=1 B=\"2 3\" C='4'\n"
    let document = try DockerfileDocument(parsing: Array(text.utf8))
    #expect(document.units.map(\.name) == ["FROM", "RUN", "ENV", "A", "B", "C"])
    #expect(document.units[1].value == "x yz <<EOF\nbody\nEOF")
    #expect(document.units[3...].map(\.value) == ["1", "2 3", "4"])
  }

  @Test(arguments: [
    (Format.nginx, "http {\n  a b;\n", 5), (.nginx, "a 'b;\n", 2), (.nginx, "a;\n}\n", 3),
    (.nginx, "a;\n;\n", 3),
    (.nginx, "a { b }", 6), (.nginx, "a; b c", 3), (.nginx, "a 'b'c;", 5),
    (.dotenv, "A=1\nB='2\n", 6), (.dotenv, "A=1\n\n- b\n", 5), (.dockerfile, "FROM a\nFRON b\n", 7),
    (.dockerfile, "FROM a\n RUN <<E\n", 8), (.gomod, "module a\nrequire b\n", 9),
    (.gomod, "module a\nrequire (\n", 17), (.gomod, "module `a\n", 7), (.gosum, "a v1 h1:=\na v2\n", 10),
    (.shell, "a\necho \"b\n", 7), (.shell, "if a; then\n b\n", 0), (.shell, "a)\n", 1),
    (.shell, "echo $(b\n", 5),
    (.shell, "cat <<E\n", 4), (.shell, "done\n", 0), (.shell, "case a in b) c ;; \n", 0),
    (.shell, "a ;; b\n", 2),
  ])
  func problemsSayWhere(format: Format, text: String, offset: Int) {
    #expect { try format.document(parsing: Array(text.utf8)) } throws: {
      ($0 as? FormatProblem)?.offset == offset
    }
  }

  @Test(arguments: [
    (Format.nginx, "a {", "}"), (.shell, "$(", ")"), (.shell, "{ ", "; }"), (.shell, "if a; then\n", "fi\n"),
  ])
  func depthIsBounded(format: Format, opening: String, closing: String) throws {
    func text(_ depth: Int) -> [UInt8] {
      Array((String(repeating: opening, count: depth) + "b;" + String(repeating: closing, count: depth)).utf8)
    }
    #expect { try format.document(parsing: text(100_000)) } throws: {
      ($0 as? FormatProblem)?.message == "more than 500 blocks inside blocks"
    }
  }

  @Test(arguments: RowFormatTests.formats)
  func emptyFilesAreRead(format: Format) throws {
    for text in ["", "\n", " ", "\r\n\r\n", "\u{FEFF}", "\u{FEFF}\n"] {
      let document = try format.document(parsing: Array(text.utf8))
      #expect(document.units.isEmpty)
      #expect(document.serialised() == Array(text.utf8))
      #expect(document.deleting([0, 7, -1]) == Deletion(changes: [], units: []))
      #expect(document.changing(0, to: "x") == nil)
    }
  }
}
