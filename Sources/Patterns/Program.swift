internal import CPCRE2

/// The compiled form of one expression; the only owner of its C memory.
///
/// `@unchecked Sendable`: `code` is written by `init` alone, and PCRE2 lets any number
/// of threads match with one compiled (and JIT-compiled) expression, as each brings
/// its own match data.
final class Program: @unchecked Sendable {
  /// A `pcre2_code`.
  let code: OpaquePointer

  /// `(*UTF)` inside an expression would make bytes that are not UTF-8 an error at
  /// matching time, hence `PCRE2_NEVER_UTF`.
  private static let options = PCRE2_MULTILINE | PCRE2_NEVER_UTF | PCRE2_NEVER_UCP

  init(compiling source: String) throws(PatternError) {
    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    pcre2_set_bsr_8(context, UInt32(PCRE2_BSR_ANYCRLF))

    var status: Int32 = 0
    var offset = 0
    let bytes = Array(source.utf8) + [0]
    let compiled = pcre2_compile_8(bytes, bytes.count - 1, Self.options, &status, &offset, context)
    guard let compiled else {
      throw PatternError(offset: min(offset, bytes.count - 1), message: Self.message(for: status))
    }
    // Where the JIT is not to be had, PCRE2 interprets: slower, with equal results.
    pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
    code = compiled
  }

  deinit { pcre2_code_free_8(code) }

  /// PCRE2's words for one of its numbers.
  static func message(for status: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(status, &buffer, buffer.count)
    guard length >= 0 else { return "error \(status)" }
    return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
  }
}
