import Testing

/// The corpus under Fixtures/Cases/go: what comes out is compared byte for byte.
@Suite struct GoCaseTests {
  @Test(arguments: try ConfigurationCase.all(in: "go"))
  func holds(example: ConfigurationCase) throws {
    try ConfigurationCaseTests().holds(example: example)
  }
}
