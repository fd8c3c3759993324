import Patterns
import SourceText
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("a/b.ts", "a/b.ts"),
    ("*.ts", "a.ts"), ("*.ts", ".ts"), ("*", ".hidden"),
    ("a?c", "abc"), ("[a-c]x", "bx"), ("[!a-c]x", "dx"), ("[^a-c]x", "dx"), ("[]]x", "]x"), ("[a-]x", "-x"),
    ("*a*b*c", "xaxbxbxc"),
    ("**/x", "x"), ("**/x", "a/x"), ("**/x", "a/b/x"),
    ("a/**", "a/b"), ("a/**", "a/b/c"), ("**", "a"), ("**", "a/b"),
    ("a/**/b", "a/b"), ("a/**/b", "a/x/b"), ("a/**/b", "a/x/b/y/b"), ("**/a/**/b", "a/c/a/b"),
    ("**/*.{test,spec}.{ts,tsx}", "web/src/a.spec.tsx"), ("{a,b/**}/c", "a/c"), ("{a,b/**}/c", "b/x/c"),
    ("x{,.min}.js", "x.js"), ("x{,.min}.js", "x.min.js"), ("{a,{b,c}d}", "cd"),
    (#"\*\{a\}"#, "*{a}"), (#"[\]]"#, "]"), ("a[,]b", "a,b"),
    ("*.ts", "new\nline.ts"), ("größe/*", "größe/x"),
  ])
  func matches(glob: String, path: String) throws {
    #expect(try Glob(glob).matches(RepositoryPath(path)))
  }

  @Test(arguments: [
    ("*.ts", "a/b.ts"), ("*.ts", "a.tsx"), ("*.ts", "a.TS"), ("a?c", "a/c"), ("a[!b]c", "a/c"), ("a?c", "ac"),
    ("[!a-c]x", "bx"), ("[a-c]x", "Bx"), ("[a-c]x", "x"),
    ("**/x", "ax"), ("**/x", "x/a"), ("a/**", "a"), ("a/**", "ab/c"), ("a/**/b", "ab"), ("a/**/b", "a/b/c"),
    ("{a,b}", "c"), ("{a,b}", "ab"), ("x{,.min}.js", "x.max.js"), (#"\*"#, "a"),
  ])
  func matchesNot(glob: String, path: String) throws {
    #expect(try !Glob(glob).matches(RepositoryPath(path)))
  }

  @Test func matchesBytesThatAreNotUTF8() throws {
    let path = RepositoryPath(bytes: Array("a/".utf8) + [0xFF, 0x0A] + Array(".ts".utf8))
    #expect(try Glob("**/*.ts").matches(path))
    #expect(try Glob("a/??.ts").matches(path))
    #expect(try Glob("a/[!x][!x].ts").matches(path))
    #expect(try !Glob("a/?.ts").matches(path))
  }

  /// Each of these takes for ever when every star tries every length.
  @Test(.timeLimit(.minutes(1)))
  func timeIsBounded() throws {
    let name = String(repeating: "a", count: 4000)
    #expect(try !Glob(String(repeating: "*a", count: 60) + "b").matches(RepositoryPath(name)))
    let folders = String(repeating: "a/", count: 2000)
    #expect(try !Glob(String(repeating: "**/a/", count: 60) + "b").matches(RepositoryPath(folders + "a")))
  }

  @Test(arguments: [
    ("", 0, "a path pattern cannot be empty"),
    ("/a", 0, "paths begin at the repository's root, without '/'"),
    ("a/", 1, "folders are not matched; write '/**' for all files below"),
    ("a//b", 2, "'//' matches no path"),
    ("a/../b", 2, "no path of a repository holds '.' or '..'"),
    ("./b", 0, "no path of a repository holds '.' or '..'"),
    ("src/**.ts", 4, "'**' stands for whole folders: put '/' around it, or write '*'"),
    ("a[b", 1, #"'[' is never closed; write '\[' for the character itself"#),
    ("a[é]", 2, "a class holds single bytes; write '{é,è}' for other characters"),
    ("a[z-a]", 2, "a range goes from the lower to the higher ASCII character"),
    ("a{b", 1, "'{' is never closed"),
    ("a{b}", 1, "braces need alternatives, as in '{a,b}'"),
    ("a}b", 1, #"'}' without '{'; write '\}' for the character itself"#),
    (#"a\"#, 1, #"nothing follows '\'; write '\\' for the character itself"#),
    (String(repeating: "{a,b}", count: 9), 40, "more than 256 alternatives"),
    (String(repeating: "{", count: 17), 16, "more than 16 braces inside braces"),
  ])
  func mistakesHaveAPlace(source: String, offset: Int, message: String) {
    #expect(throws: PatternError(offset: offset, message: message)) { try Glob(source) }
  }
}
