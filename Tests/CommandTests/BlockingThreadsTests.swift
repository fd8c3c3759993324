import TestSupport
import Testing

/// Whoever waits for a program does not take a thread from the tests that wait for a server.
@Suite(.blocking) struct BlockingThreadsTests {
  @Test func aTestThatWaitsHasAThreadOfItsOwn() {
    #expect(BlockingThreads.isHere)
  }

  @Test(arguments: [1, 2, 3])
  func soHasEachOfItsCases(number: Int) {
    #expect(BlockingThreads.isHere)
  }
}
