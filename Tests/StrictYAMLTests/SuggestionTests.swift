import StrictYAML
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("feild", ["field", "file"], "field"),
    ("delete-file", ["delete-files", "delete-fields"], "delete-files"),
    ("Rule", ["rules"], "rules"), ("ID", ["id"], "id"), ("cascde", ["cascade"], "cascade"),
    ("beta", ["betb", "beta1"], "beta1"),
  ])
  func near(word: String, candidates: [String], meant: String) {
    #expect(didYouMean(word, among: candidates) == "; did you mean '\(meant)'?")
  }

  @Test(arguments: [("galleon", ["sloop"]), ("ab", ["cd"]), ("x", ["y"]), ("", ["a"]), ("same", ["same"])])
  func notNear(word: String, candidates: [String]) {
    #expect(didYouMean(word, among: candidates) == "")
  }
}
