internal import CLibgit2
internal import SourceText

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One file's part of a patch, put together from the pieces that libgit2 prints,
/// with the few differences from git put right.
final class PatchSection {
  private(set) var isBinary = false
  /// `diff --git …` up to `index …`.
  private var header: [UInt8] = []
  /// `--- …` and `+++ …`.
  private var sides: [UInt8] = []
  private var body: [UInt8] = []
  private var hunkHeaders: [[UInt8]] = []
  private var hunkLines: [[DiffLine]] = []

  /// The part as git prints it. Of an empty file that comes or goes libgit2 names
  /// the two sides although no line follows; git does not.
  var bytes: [UInt8] { header + (hunkHeaders.isEmpty ? [] : sides) + body }

  var hunks: [Hunk] { zip(hunkHeaders, hunkLines).map { Hunk(header: $0, lines: $1) } }

  /// The callback of `git_patch_print`.
  static func receive(_ line: UnsafePointer<git_diff_line>?, into section: UnsafeMutableRawPointer?) -> Int32
  {
    guard let line, let section else { return -1 }
    Unmanaged<PatchSection>.fromOpaque(section).takeUnretainedValue().append(line.pointee)
    return 0
  }

  private func append(_ line: git_diff_line) {
    let content = Array(UnsafeRawBufferPointer(start: line.content, count: line.content_len))
    let origin = UInt8(bitPattern: line.origin)
    switch origin {
    case UInt8(ascii: "F"): appendFileHeader(content)
    case UInt8(ascii: "H"):
      let header = Self.trimmed(content)
      hunkHeaders.append(header)
      hunkLines.append([])
      body += header + [Self.newLine]
    case UInt8(ascii: " "): append(content, .context, origin, line)
    case UInt8(ascii: "+"): append(content, .added, origin, line)
    case UInt8(ascii: "-"): append(content, .removed, origin, line)
    case UInt8(ascii: "B"):
      isBinary = true
      body += content
    default:
      // "\ No newline at end of file".
      body += content
    }
  }

  private func appendFileHeader(_ content: [UInt8]) {
    for line in content.split(separator: Self.newLine) {
      guard line.starts(with: "--- ".utf8) || line.starts(with: "+++ ".utf8) else {
        header += line + [Self.newLine]
        continue
      }
      // git marks where a name with a blank ends.
      let hasBlank = line.dropFirst(4).contains(UInt8(ascii: " "))
      sides += line + (hasBlank ? [UInt8(ascii: "\t"), Self.newLine] : [Self.newLine])
    }
  }

  private func append(_ content: [UInt8], _ kind: DiffLine.Kind, _ origin: UInt8, _ line: git_diff_line) {
    body.append(origin)
    body += content
    guard let hunk = hunkLines.indices.last else { return }
    hunkLines[hunk].append(
      DiffLine(
        kind: kind, bytes: content, oldLine: line.old_lineno > 0 ? Int(line.old_lineno) : nil,
        newLine: line.new_lineno > 0 ? Int(line.new_lineno) : nil))
  }

  /// Without the line end, and without the blank that libgit2 leaves where it
  /// cuts a long heading and git does not.
  private static func trimmed(_ header: [UInt8]) -> [UInt8] {
    let end = header.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? 0
    return Array(header[..<end])
  }

  private static let newLine = UInt8(ascii: "\n")
  private static let blanks: Set<UInt8> = [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20]
}

extension UnsafeRawBufferPointer {
  /// The bytes before the terminating NUL.
  static func ofCString(_ pointer: UnsafePointer<CChar>?) -> UnsafeRawBufferPointer {
    guard let pointer else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))
  }
}
