import CZlib

/// Reads gzip members (RFC 1952).
enum Gzip {
  /// - Returns: nil where the bytes are no whole gzip member, or hold more than `limit`.
  static func inflated(_ bytes: [UInt8], limit: Int = 64 << 20) -> [UInt8]? {
    var stream = z_stream()
    guard sunset_inflate_init_gzip(&stream) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = bytes
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    return input.withUnsafeMutableBufferPointer { source -> [UInt8]? in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      while output.count <= limit {
        let size = chunk.count
        let code = chunk.withUnsafeMutableBufferPointer { target in
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(size)
          return inflate(&stream, Z_NO_FLUSH)
        }
        output += chunk[..<(size - Int(stream.avail_out))]
        if code == Z_STREAM_END { return stream.avail_in == 0 && output.count <= limit ? output : nil }
        guard code == Z_OK else { return nil }
      }
      return nil
    }
  }

}
