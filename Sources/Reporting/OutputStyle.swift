import Rainbow

/// How text may look where it is shown. Who knows the terminal decides; nothing
/// here asks for it.
public struct OutputStyle: Hashable, Sendable {
  /// Whether escape sequences for colour may be written.
  public var hasColor: Bool
  /// Columns of the terminal; nil where lines may be of any length.
  public var width: Int?

  /// - Parameters:
  ///   - hasColor: whether colour may be written.
  ///   - width: columns of the terminal; nil where lines may be of any length.
  public init(hasColor: Bool, width: Int?) {
    self.hasColor = hasColor
    self.width = width
  }

  /// Without colour, lines of any length: for files and pipes.
  public static let plain = OutputStyle(hasColor: false, width: nil)
}

/// What a piece of text is, for the choice of its colour. Text never relies on it.
enum Ink {
  case plain, heading, faint, good, warning, bad, removed, added, place

  /// Rainbow's own switch for colour is global and asks the environment; only its
  /// codes are used, so that the same report always gives the same bytes.
  private var codes: [UInt8] {
    switch self {
    case .plain: []
    case .heading: Style.bold.value
    case .faint: Style.dim.value
    case .good, .added: NamedColor.green.value
    case .warning: NamedColor.yellow.value
    case .bad: Style.bold.value + NamedColor.red.value
    case .removed: NamedColor.red.value
    case .place: NamedColor.cyan.value
    }
  }

  /// `text` with this ink's escape sequences around it.
  func paint(_ text: String) -> String {
    guard !codes.isEmpty, !text.isEmpty else { return text }
    return "\u{1B}[" + codes.map(String.init).joined(separator: ";") + "m" + text + "\u{1B}[0m"
  }
}
