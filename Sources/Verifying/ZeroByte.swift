#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The offset of the first zero byte at `start` or later, 0-based. Every file is asked,
/// so this is left to the C library.
func firstZero(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
  guard start < bytes.count, let base = bytes.baseAddress else { return nil }
  return memchr(base + start, 0, bytes.count - start).map { UnsafeRawPointer($0) - base }
}
