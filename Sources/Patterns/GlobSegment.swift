/// The part of a glob between two slashes.
struct GlobSegment: Hashable, Sendable {
  private enum Element: Hashable, Sendable {
    case byte(UInt8)
    case anyByte
    case anyBytes
    case oneOf(ByteSet)
  }

  private let elements: [Element]

  /// `*`.
  static let anything = GlobSegment(elements: [.anyBytes])

  private init(elements: [Element]) { self.elements = elements }

  init(_ source: [GlobByte]) throws(PatternError) {
    var elements: [Element] = []
    var index = 0
    while index < source.count {
      let byte = source[index]
      index += 1
      if byte.isSign("*") {
        if elements.last == .anyBytes {
          throw PatternError(
            offset: byte.offset - 1, message: "'**' stands for whole folders: put '/' around it, or write '*'"
          )
        }
        elements.append(.anyBytes)
      } else if byte.isSign("?") {
        elements.append(.anyByte)
      } else if byte.isSign("[") {
        elements.append(.oneOf(try ByteSet(in: source, from: &index, opening: byte.offset)))
      } else {
        elements.append(.byte(byte.value))
      }
    }
    self.elements = elements
  }

  func matches(_ path: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var element = 0
    var position = range.lowerBound
    // The last `*` passed, as in `FlatGlob.matches`.
    var retry: (element: Int, position: Int)?
    while position < range.upperBound || element < elements.count {
      if element < elements.count, elements[element] == .anyBytes {
        element += 1
        retry = (element, position)
      } else if element < elements.count, position < range.upperBound, holds(element, for: path[position]) {
        element += 1
        position += 1
      } else if let back = retry, back.position < range.upperBound {
        retry = (back.element, back.position + 1)
        element = back.element
        position = back.position + 1
      } else {
        return false
      }
    }
    return true
  }

  private func holds(_ element: Int, for byte: UInt8) -> Bool {
    switch elements[element] {
    case .byte(let wanted): byte == wanted
    case .anyByte: true
    case .oneOf(let set): set.contains(byte)
    case .anyBytes: false
    }
  }
}
