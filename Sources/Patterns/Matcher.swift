internal import CPCRE2

/// Searches many texts for one pattern with the same scratch memory.
///
/// Belongs to one thread at a time, so it is not `Sendable`; make one per thread.
public final class Matcher {
  /// How many steps one place of a text may cost before the search is given up.
  static let stepLimit: UInt32 = 1_000_000
  /// In KiB, for the interpreter.
  static let heapLimit: UInt32 = 64 * 1024
  /// In bytes, for compiled code that outgrows the 32 KiB it takes from the thread.
  static let largestStack = 8 * 1024 * 1024

  private let pattern: Pattern
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private var stack: OpaquePointer?

  /// - Parameter pattern: what to search for.
  public init(_ pattern: Pattern) {
    self.pattern = pattern
    data = pcre2_match_data_create_8(1, nil)
    context = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(context, Self.stepLimit)
    pcre2_set_heap_limit_8(context, Self.heapLimit)
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  /// The first match that begins at `start` or later. What stands before `start`
  /// counts for `^`, `\b` and look-behind.
  /// - Parameters:
  ///   - bytes: the whole text.
  ///   - start: the byte offset to begin at, 0-based.
  /// - Returns: byte offsets, 0-based, end exclusive; nil when there is no match, or
  ///   `start` is not inside the text.
  /// - Throws: `MatchError` when the search was given up.
  public func firstMatch(in bytes: UnsafeRawBufferPointer, from start: Int = 0) throws(MatchError) -> Range<
    Int
  >? {
    try match(in: bytes, from: start, options: 0)
  }

  /// Every match from left to right, none overlapping another.
  /// - Parameters:
  ///   - bytes: the whole text.
  ///   - start: the byte offset to begin at, 0-based.
  /// - Returns: byte offsets, 0-based, end exclusive.
  /// - Throws: `MatchError` when the search was given up.
  public func matches(in bytes: UnsafeRawBufferPointer, from start: Int = 0) throws(MatchError) -> [Range<
    Int
  >] {
    var found: [Range<Int>] = []
    var position = start
    var options: UInt32 = 0
    while let match = try match(in: bytes, from: position, options: options) {
      found.append(match)
      position = match.upperBound
      // After an empty match the same place may only yield one that is not empty.
      options = match.isEmpty ? PCRE2_NOTEMPTY_ATSTART : 0
    }
    return found
  }

  private func match(
    in bytes: UnsafeRawBufferPointer, from start: Int, options: UInt32
  ) throws(MatchError) -> Range<Int>? {
    guard (0...bytes.count).contains(start) else { return nil }
    var status = run(bytes, start, options)
    if status == PCRE2_ERROR_JIT_STACKLIMIT, stack == nil {
      stack = pcre2_jit_stack_create_8(32 * 1024, Self.largestStack, nil)
      pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
      status = run(bytes, start, options)
    }
    switch status {
    case PCRE2_ERROR_NOMATCH: return nil
    case 0...: return matchedRange()
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_JIT_STACKLIMIT:
      throw .limitReached(pattern: pattern.source)
    default:
      throw .failed(pattern: pattern.source, code: status, message: Program.message(for: status))
    }
  }

  private func run(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ options: UInt32) -> Int32 {
    guard let address = bytes.baseAddress else {
      // An empty buffer may have no address, which older versions of PCRE2 refuse.
      var nothing: UInt8 = 0
      return pcre2_match_8(pattern.program.code, &nothing, 0, 0, options, data, context)
    }
    let text = address.assumingMemoryBound(to: UInt8.self)
    return pcre2_match_8(pattern.program.code, text, bytes.count, start, options, data, context)
  }

  private func matchedRange() -> Range<Int>? {
    guard let offsets = pcre2_get_ovector_pointer_8(data) else { return nil }
    // `\K` may put the beginning anywhere up to the end.
    return min(offsets[0], offsets[1])..<offsets[1]
  }
}
