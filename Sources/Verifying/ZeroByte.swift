#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether a file is no text: a zero byte near its beginning makes it binary, as for git,
/// unless a mark there says that it is text in a wide encoding.
func isBinary(_ contents: UnsafeRawBufferPointer) -> Bool {
  let beginning = UnsafeRawBufferPointer(rebasing: contents.prefix(8_000))
  return firstZero(in: beginning, from: 0) != nil && WideEncoding(markOf: contents) == nil
}

/// The offset of the first zero byte at `start` or later, 0-based. Every file is asked,
/// so this is left to the C library.
func firstZero(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
  guard start < bytes.count, let base = bytes.baseAddress else { return nil }
  return memchr(base + start, 0, bytes.count - start).map { UnsafeRawPointer($0) - base }
}
