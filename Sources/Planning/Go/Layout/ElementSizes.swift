import Foundation

/// Whether the next element of a list that spans lines still belongs to the columns of
/// those before it: what go/printer decides by the sizes of the elements, or of their
/// keys.
struct ElementSizes {
  /// The size of the element before; 0 when it does not fit on one line.
  private var last = 0
  private var logarithms = 0.0
  private var count = 0

  /// Whether a line break before an element of this size ends the columns.
  func endsColumns(before size: Int) -> Bool {
    guard last > 0, size > 0 else { return true }
    if count == 0 || last <= 40 && size <= 40 { return false }
    let ratio = Double(size) / Self.power(logarithms / Double(count))
    return 2.5 * ratio <= 1 || 2.5 <= ratio
  }

  /// Forgets what came before: the columns ended.
  mutating func beginColumns() {
    logarithms = 0
    count = 0
  }

  /// Counts an element in.
  mutating func append(_ size: Int) {
    last = size
    guard size > 0 else { return }
    logarithms += Self.logarithm(Double(size))
    count += 1
  }

  /// The binary logarithm as roughly as go/printer computes it.
  private static func logarithm(_ value: Double) -> Double {
    // Between a half and one, as frexp has it.
    let fraction = value.significand / 2
    return Double(value.exponent + 1) + 2 * (fraction - 1)
  }

  /// Two to the power of `value`, as roughly.
  private static func power(_ value: Double) -> Double {
    let whole = value.rounded(.down)
    return scalbn(1 + (value - whole), Int(whole))
  }
}
