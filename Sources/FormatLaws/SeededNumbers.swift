/// Numbers that are the same in every run (SplitMix64,
/// https://prng.di.unimi.it/splitmix64.c).
public struct SeededNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// - Parameter seed: any number; each gives other numbers.
  public init(seed: UInt64) { state = seed }

  /// - Parameters:
  ///   - path: whose bytes are the seed, so that a file gets the same numbers each time.
  ///   - seed: for other numbers with the same path.
  public init(path: [UInt8], seed: UInt64) {
    // FNV-1a.
    let mixed = path.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    self.init(seed: mixed ^ (seed &* 0x9E37_79B9_7F4A_7C15))
  }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
