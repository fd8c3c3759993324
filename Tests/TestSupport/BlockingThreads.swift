import Foundation
public import Testing

/// Runs tests that wait for programs on threads of their own. The pool that all other tests share
/// has as many threads as there are cores: two that wait there are enough for everything else,
/// such as the answers of a real server, to come too late.
public struct BlockingThreads: TestTrait, SuiteTrait, TestScoping {
  private static let mark = "blocking tests"

  /// Whether the current thread is one of them.
  public static var isHere: Bool { Thread.current.threadDictionary[mark] != nil }

  fileprivate static func markThread() { Thread.current.threadDictionary[mark] = true }

  /// Every test of a suite is meant.
  public var isRecursive: Bool { true }

  /// Runs a test, or one of its cases, on these threads.
  /// - Parameters:
  ///   - test: which.
  ///   - testCase: which of its cases.
  ///   - function: what it does.
  /// - Throws: what the test throws.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(ThreadExecutor.shared) { try await function() }
  }
}

extension Trait where Self == BlockingThreads {
  /// The tests wait for other programs.
  public static var blocking: Self { Self() }
}

/// A few threads that take work in the order in which it comes.
private final class ThreadExecutor: TaskExecutor, @unchecked Sendable {
  static let shared = ThreadExecutor(threads: ProcessInfo.processInfo.activeProcessorCount)

  private let condition = NSCondition()
  private var waiting: [UnownedJob] = []

  private init(threads: Int) {
    for _ in 0..<threads {
      let thread = Thread { [unowned self] in
        // A thread's name is inherited, so that it would say nothing.
        BlockingThreads.markThread()
        run()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.withLock {
      waiting.append(job)
      condition.signal()
    }
  }

  private func run() {
    while true {
      condition.lock()
      while waiting.isEmpty { condition.wait() }
      let job = waiting.removeFirst()
      condition.unlock()
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
