internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Work that is shared out among the cores.
enum ParallelMap {
  /// Neighbours share a thread, since git keeps them near each other in its packs.
  private static let batch = 16

  /// Calls `each` once for each index, on as many threads as there are cores.
  ///
  /// - Parameters:
  ///   - count: how many indices, from 0.
  ///   - begin: called once on each thread; what it returns stays with that thread.
  ///   - end: called at the end of each thread.
  ///   - each: handles one index.
  /// - Returns: the results in order of the indices.
  static func run<Tool, Output: Sendable>(
    count: Int, begin: @Sendable () -> Tool, end: @Sendable (Tool) -> Void,
    each: @Sendable (Tool, Int) -> Output
  ) -> [Output] {
    guard count > 0 else { return [] }
    let batches = (count + batch - 1) / batch
    let threads = min(batches, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let next = Atomic(0)
    return [Output](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      let slots = Slots(first: buffer.baseAddress)
      DispatchQueue.concurrentPerform(iterations: threads) { _ in
        let tool = begin()
        defer { end(tool) }
        while true {
          let start = next.wrappingAdd(batch, ordering: .relaxed).oldValue
          guard start < count else { return }
          for index in start..<min(start + batch, count) { slots.fill(index, each(tool, index)) }
        }
      }
      initializedCount = count
    }
  }

  /// The memory of the results. Unchecked because each index is handed out once,
  /// so no two threads write to the same place, and nobody reads before all are done.
  private struct Slots<Output>: @unchecked Sendable {
    let first: UnsafeMutablePointer<Output>?

    func fill(_ index: Int, _ output: Output) { first?.advanced(by: index).initialize(to: output) }
  }
}
