/// A glob without braces: segments between slashes.
struct FlatGlob: Hashable, Sendable {
  private enum Segment: Hashable, Sendable {
    /// `**`: any number of folders.
    case folders
    case name(GlobSegment)
  }

  private let segments: [Segment]

  init(_ source: [GlobByte]) throws(PatternError) {
    guard let first = source.first, let last = source.last else {
      throw PatternError(offset: 0, message: "a path pattern cannot be empty")
    }
    if first.isSign("/") {
      throw PatternError(offset: first.offset, message: "paths begin at the repository's root, without '/'")
    }
    if last.isSign("/") {
      throw PatternError(
        offset: last.offset, message: "folders are not matched; write '/**' for all files below")
    }
    var segments: [Segment] = []
    for part in source.split(
      omittingEmptySubsequences: false, whereSeparator: { $0.value == UInt8(ascii: "/") })
    {
      let offset = source[min(part.startIndex, source.count - 1)].offset
      segments.append(try Self.segment(Array(part), at: offset))
    }
    // `a/**` means what is below `a`: at least one more name.
    if segments.last == .folders { segments.append(.name(.anything)) }
    self.segments = segments
  }

  private static func segment(_ part: [GlobByte], at offset: Int) throws(PatternError) -> Segment {
    guard !part.isEmpty else { throw PatternError(offset: offset, message: "'//' matches no path") }
    let text = part.map(\.value)
    if text == Array("**".utf8), part.allSatisfy({ !$0.isQuoted }) { return .folders }
    if text == Array(".".utf8) || text == Array("..".utf8) {
      throw PatternError(offset: offset, message: "no path of a repository holds '.' or '..'")
    }
    return .name(try GlobSegment(part))
  }

  func matches(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    var segment = 0
    var position = 0
    // The last `**` passed: where the pattern goes on, and where its next try begins.
    // Going back to an earlier one could not match more than the last one can.
    var retry: (segment: Int, position: Int)?
    while true {
      if segment < segments.count, case .folders = segments[segment] {
        segment += 1
        retry = (segment, position)
        continue
      }
      let end = endOfName(in: path, from: position)
      if segment < segments.count, position <= path.count, case .name(let name) = segments[segment],
        name.matches(path, position..<end)
      {
        segment += 1
        position = end + 1
        if position > path.count, segment == segments.count { return true }
        continue
      }
      guard let back = retry, back.position <= path.count else { return false }
      let next = endOfName(in: path, from: back.position) + 1
      guard next <= path.count else { return false }
      retry = (back.segment, next)
      segment = back.segment
      position = next
    }
  }

  private func endOfName(in path: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < path.count, path[index] != UInt8(ascii: "/") { index += 1 }
    return min(index, path.count)
  }
}
