import Testing

/// What holds of every case of Fixtures/Cases/go.
@Suite struct GoPropertyTests {
  private static let cases = Result { try ConfigurationCase.all(in: "go") }

  /// A second run on what came out has nothing to do, where nothing was asked.
  @Test(arguments: try cases.get().filter { $0.answers.isEmpty && $0.asks.isEmpty })
  func nothingIsLeftToDo(example: ConfigurationCase) throws {
    try ConfigurationPropertyTests().nothingIsLeftToDo(example: example)
  }

  @Test(arguments: try cases.get())
  func rulesMayComeInAnyOrder(example: ConfigurationCase) throws {
    try ConfigurationPropertyTests().rulesMayComeInAnyOrder(example: example)
  }

  @Test(arguments: try cases.get())
  func strangersChangeNothing(example: ConfigurationCase) throws {
    try ConfigurationPropertyTests().strangersChangeNothing(example: example)
  }
}
