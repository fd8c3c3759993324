import SourceText

/// `text` with everything made visible that could steer a terminal or hide what
/// is there: control and format characters and line separators appear as `\x1b`
/// or `\u{202e}`. A tab becomes a space.
func visible(_ text: String) -> String {
  var out = ""
  out.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x20..<0x7F: out.unicodeScalars.append(scalar)
    case 0x09: out += " "
    case 0x0A: out += "\\n"
    case 0x0D: out += "\\r"
    case 0..<0x20, 0x7F: out += "\\x" + hexadecimal(scalar.value, digits: 2)
    default:
      if isInvisible(scalar) {
        out += "\\u{" + hexadecimal(scalar.value, digits: 4) + "}"
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
  }
  return out
}

/// `path` as git prints it, with the rest of what is invisible escaped as well.
func visible(_ path: RepositoryPath) -> String { visible(path.description) }

/// Whether a character beyond ASCII has no shape of its own: C1 controls, marks
/// that turn the direction of writing, joiners, separators of lines.
func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
  default: false
  }
}

/// Lower-case hexadecimal digits with leading zeros.
func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}

/// Columns that `text` takes on a terminal: two for the wide characters of East
/// Asia and for emoji, one for the rest.
func columns(of text: String) -> Int {
  text.reduce(0) { sum, character in
    guard let first = character.unicodeScalars.first else { return sum }
    return sum + (isWide(first.value) ? 2 : 1)
  }
}

private func isWide(_ value: UInt32) -> Bool {
  switch value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
    true
  default: false
  }
}
