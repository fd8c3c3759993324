import Synchronization

/// A number that several tasks add to.
final class Counter: Sendable {
  private let number = Atomic(0)

  func add(_ amount: Int = 1) { number.add(amount, ordering: .relaxed) }

  var value: Int { number.load(ordering: .relaxed) }
}
