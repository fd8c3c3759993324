import Formats
import SourceText
import Testing

@Suite struct HelmTests {
  private func document(_ text: String) throws -> HelmDocument { try HelmDocument(parsing: Array(text.utf8)) }

  private func paths(_ text: String) throws -> [String] {
    let document = try document(text)
    return document.units.map { unit in
      let path = document.path(of: unit.id).joined(separator: " / ")
      return "\(unit.kind) \(path)" + (unit.value.map { " = \($0)" } ?? "")
    }
  }

  @Test func units() throws {
    let text = """
      {{- $x := 1 }}
      spec: # why
      {{- if .Values.a }}
        # about b
        b: "{{ .Values.b }}"
      {{- end }}
        list:
        - c: 'it''s'
          d: {{ if .e }}1{{ end }}
        {{- include "f" . | nindent 2 }}
        text: |
          g: h
        {{/* i */}}
        none:
      """
    #expect(
      try paths(text) == [
        "line [0] = {{- $x := 1 }}", "entry spec", "conditional spec / if .Values.a",
        "entry spec / if .Values.a / b = {{ .Values.b }}", "entry spec / list", "item spec / list / [0]",
        "entry spec / list / [0] / c = it's", "entry spec / list / [0] / d = {{ if .e }}1{{ end }}",
        "conditional spec / list / [0] / d / if .e", "line spec / [0] = {{- include \"f\" . | nindent 2 }}",
        "entry spec / text", "line spec / text / [0] = g: h", "comment spec / [0] = i",
        "entry spec / none = ",
      ])
  }

  @Test(arguments: [
    ("a: {{ .Values.b.c }}", ["b.c"]), ("{{ $.Values.b }}{{ .root.Values.c }}", ["b", "c"]),
    ("{{ with .Values.a }}{{ .b }}{{ $.Values.c }}{{ end }}{{ .b }}", ["a", "a.b", "c"]),
    ("{{ with .Values.a }}{{ . }}{{ else }}{{ .b }}{{ end }}", ["a", "a"]),
    ("{{ range $k, $v := .Values.a }}{{ .b }}{{ $v.c }}{{ $k }}{{ end }}", ["a", "a.*.b", "a.*.c"]),
    ("{{ $p := .Values.a.port -}}\nb: {{ $p }}", ["a.port", "a.port"]),
    ("{{ if and .Values.a (not .Values.b) }}{{ .c }}{{ else if .Values.d }}{{ end }}", ["a", "b", "d"]),
    ("{{ with default .x .Values.a }}{{ .b }}{{ end }}", ["a"]),
    ("{{ (index .Values.hosts 0).host }}{{ index .Values \"a\" \"b\" }}", ["hosts", "a.b"]),
    ("{{/* .Values.a */}}{{ \".Values.b\" }}{{ `.Values.c` }}.Values.d", []),
    ("{{ define \"x\" }}{{ .a }}{{ .Values.b }}{{ end }}", ["b"]), ("{{ toYaml .Values }}", [""]),
    (
      "{{ with .Values.a }}{{ include \"x\" . }}{{ with .b }}{{ .c }}{{ end }}{{ end }}",
      ["a", "a", "a.b", "a.b.c"]
    ),
  ])
  func values(text: String, paths: [String]) throws {
    #expect(try document(text).valuesUsed().map(\.name) == paths)
  }

  @Test(arguments: [
    ("{{ with .Values.a }}{{ .b }}{{ end }}", [true, false]),
    ("{{ $a := .Values.a }}{{ $a.b }}", [true, false]),
    ("{{ with $a := .Values.a }}{{ end }}", [true]),
    ("{{ if .Values.c }}{{ else with .Values.a }}{{ end }}", [false, true]),
    ("{{ if $a := .Values.a }}{{ end }}", [false]), ("{{ range .Values.a }}{{ end }}", [false]),
    ("{{ with .Values.a | default .Values.b }}{{ end }}", [false, false]),
    ("{{ toYaml .Values.a }}", [false]),
  ])
  func valuesThatAreOnlyPassedOn(text: String, expected: [Bool]) throws {
    #expect(try document(text).valuesUsed().map(\.isPassedOn) == expected)
  }

  @Test func filesOfTemplates() throws {
    let text = """
      a: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}
      b: {{ include (print .Template.BasePath "/secret.yaml") . }}{{ include "/no.yaml" . }}

      """
    let document = try document(text)
    let files = document.templateFilesUsed()
    #expect(files.map(\.name) == ["config.yaml", "secret.yaml"])
    #expect(files.compactMap { $0.unit.map { document.units[$0].name } } == ["a", "b"])
    #expect(!document.computesTemplateNames)
    #expect(try self.document("{{ include (printf \"%s\" .a) . }}").computesTemplateNames)
    #expect(try self.document("{{ template $name . }}").computesTemplateNames)
  }

  @Test func whereNamesStand() throws {
    let text = """
      {{- define "chat.name" -}}
      {{ include "chat.chart" . }}
      {{- end -}}
      a:
        b: {{ template `chat.name` . }}-{{ .Values.b }}
      """
    let document = try document(text)
    func described(_ references: [HelmReference]) -> [String] {
      references.map { reference in
        let bytes = Array(text.utf8)[reference.range]
        let unit = reference.unit.map { document.path(of: $0).joined(separator: " / ") } ?? "–"
        return "\(reference.name) at \(String(decoding: bytes, as: UTF8.self)) in \(unit)"
      }
    }
    #expect(
      described(document.templatesUsed()) == [
        "chat.chart at \"chat.chart\" in define \"chat.name\" / [0]", "chat.name at `chat.name` in a / b",
      ])
    #expect(
      described(document.templatesDefined()) == ["chat.name at \"chat.name\" in define \"chat.name\""])
    #expect(described(document.valuesUsed()) == ["b at .Values.b in a / b"])
  }

  @Test(arguments: [
    ("a: {{ .b", 3), ("x\n{{ if .a }}\n", 2), ("{{ end }}", 0), ("{{ else }}", 0),
    ("a{{ if .a }}{{ if .b }}{{ end }}", 1),
    ("{{ \"}}", 0), ("{{/* }}", 0),
  ])
  func problems(text: String, offset: Int) throws {
    let problem = #expect(throws: FormatProblem.self) { try document(text) }
    #expect(problem?.offset == offset, "\(problem?.message ?? "")")
  }

  @Test(arguments: [
    "", "\n", "{", "{{}}", "{{-}}", "{{- -}}", "a: }}", "{{-1}}", "\u{FEFF}", "\t- \t-\t- a :\t\n",
    "# {{ if }}{{ end }}\n",
    "{{ if .a }}\n\n{{ end }}{{ if .b }}\n{{ end }}", "---\n---\n", "a:\r\n\r\n",
  ])
  func keepsAnything(text: String) throws {
    let document = try document(text)
    #expect(document.serialised() == Array(text.utf8))
    let sample = FormatSample(name: "template", format: .helm, bytes: Array(text.utf8))
    for unit in document.units { #expect(sample.fault(without: unit.id, of: document) == nil) }
  }

  @Test func keepsOtherEncodings() throws {
    let bytes: [UInt8] = [0x61, 0x3A, 0x20, 0xE9, 0xFF, 0x0A, 0x7B, 0x7B, 0xE9, 0x7D, 0x7D, 0x00]
    #expect(try HelmDocument(parsing: bytes).serialised() == bytes)
  }

  @Test func nestsWithoutEnd() throws {
    let open = String(repeating: "{{ if .a }}\n", count: 20_000)
    let text = open + String(repeating: "{{ end }}\n", count: 20_000)
    #expect(try document(text).units.count == 20_000)
  }
}
