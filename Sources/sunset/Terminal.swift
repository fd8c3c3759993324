import Findings
import Foundation
import Reporting

/// Standard output and error. Results go to the one, everything else to the other.
enum Terminal {
  /// Whether standard output is a terminal.
  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether standard error is a terminal; progress is shown only there.
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal on standard output; nil if it is none.
  static var width: Int? {
    guard isOutputTerminal else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes all bytes to standard output.
  static func write(_ bytes: [UInt8]) {
    if let code = writeAll(bytes, to: STDOUT_FILENO) {
      complain("error: cannot write to standard output: \(String(cString: strerror(code)))")
      Exit.end(.inputOutput)
    }
  }

  /// Writes a line to standard error. Nothing is to be done if that fails.
  static func complain(_ line: String) { _ = writeAll(Array((line + "\n").utf8), to: STDERR_FILENO) }

  /// Shows what is being done, on a terminal only.
  static func progress(_ line: String) {
    if isErrorTerminal { _ = writeAll(Array("· \(line)\n".utf8), to: STDERR_FILENO) }
  }

  /// - Returns: nil, or the system's error number.
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        offset += count
      } else if errno != EINTR && errno != EAGAIN {
        return errno
      }
    }
    return nil
  }
}
