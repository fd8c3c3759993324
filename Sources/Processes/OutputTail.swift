/// The end of a stream whose length nobody knows.
struct OutputTail: Sendable {
  private let limit: Int
  private var kept: [UInt8] = []
  private var dropped = 0

  /// - Parameter limit: how many bytes are kept; at least 0.
  init(limit: Int) { self.limit = max(limit, 0) }

  /// Takes over the next bytes of the stream.
  mutating func append(_ bytes: some Sequence<UInt8>) {
    kept.append(contentsOf: bytes)
    // Dropping only now and then keeps the cost of a byte constant.
    if kept.count > 2 * limit + 4096 { trim() }
  }

  /// The last bytes, and how many came before them.
  consuming func finish() -> (bytes: [UInt8], omitted: Int) {
    trim()
    return (kept, dropped)
  }

  private mutating func trim() {
    let excess = max(kept.count - limit, 0)
    kept.removeFirst(excess)
    dropped += excess
  }
}
