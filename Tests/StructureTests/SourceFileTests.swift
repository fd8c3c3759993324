import Testing

/// The checks are worth what their eyes are.
@Suite struct SourceFileTests {
  private func code(_ text: String) -> String { SourceFile(path: "Sources/M/F.swift", text: text).code }

  @Test func commentsSayNothing() {
    #expect(code("a // print(x)\nb /* exit(1)\n */ c") == "a \nb \n c")
  }

  @Test func stringsSayNothing() {
    #expect(code(#"f("print(\"x\")") + g"#) == "f() + g")
    #expect(code("f(\"\"\"\n  exit(1) \"quoted\"\n  \"\"\") + g") == "f(\n\n) + g")
    #expect(code(##"f(#"try! "x" "#) + g"##) == "f() + g")
    #expect(code(#"f("// no comment") + try!"#) == "f() + try!")
  }

  @Test func importsAreSeenInEachForm() {
    let text = """
      import A
      public import B
      @preconcurrency import C
        import D
      internal import struct E.F
      // import G
      let text = "import H"
      """
    #expect(SourceFile(path: "", text: text).imports == ["A", "B", "C", "D", "E"])
  }

  @Test func placesHaveLines() {
    let file = SourceFile(path: "Sources/M/F.swift", text: "a\n\nlet b = c!\n")
    #expect(file.places(of: /\w!/) == ["Sources/M/F.swift:3: c!"])
    #expect(file.module == "M")
  }

  @Test func signaturesEndWhereBodiesBegin() {
    let text = """
      public let tree: Tree
      let raw: OpaquePointer
      public func walk(
        from start: Node, by: Int = 1
      ) -> Int { raw }
      public var root: Node { raw }
      public static let none = make(raw)
      """
    #expect(
      SourceFile(path: "", text: text).signatures(of: "public") == [
        "public let tree: Tree", "public func walk(\n  from start: Node, by: Int = 1\n) -> Int ",
        "public var root: Node ", "public static let none ",
      ])
  }
}
