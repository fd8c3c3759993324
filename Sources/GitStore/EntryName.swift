/// Which names may stand in a tree.
enum EntryName {
  /// Whether a path with this component means what it says: not `.`, `..`, empty,
  /// or several components in one.
  static func canStandInPath(_ name: [UInt8]) -> Bool {
    !name.isEmpty && name != dot && name != dotDot && !name.contains(UInt8(ascii: "/"))
      && !name.contains(0)
  }

  private static let dot: [UInt8] = Array(".".utf8)
  private static let dotDot: [UInt8] = Array("..".utf8)

  /// Why git would refuse a new entry of this name, on this or on another system;
  /// nil if it would take it. Names that are merely unusual are fine.
  static func objection(to name: [UInt8]) -> String? {
    guard canStandInPath(name) else { return "'.', '..' and empty names cannot be files" }
    let plain = String(decoding: name, as: UTF8.self)
    if isGitFolder(plain) { return "git keeps its own data in folders that read as '.git'" }
    // On Windows a backslash separates folders, so each part counts.
    let parts = plain.split(separator: "\\", omittingEmptySubsequences: false)
    if parts.count > 1, parts.contains(where: { $0 == ".." || isGitFolder(String($0)) }) {
      return "on Windows it would lead out of its folder, or into '.git'"
    }
    return nil
  }

  /// Whether some file system takes the name for `.git`: HFS+ drops invisible
  /// characters and ignores case; NTFS also drops dots and blanks at the end, has
  /// the short name `git~1`, and keeps streams after a colon.
  private static func isGitFolder(_ name: String) -> Bool {
    let visible = String(String.UnicodeScalarView(name.unicodeScalars.filter { !isIgnoredByHFS($0) }))
    var windows = name.split(separator: ":", omittingEmptySubsequences: false).first.map(String.init) ?? name
    while windows.hasSuffix(".") || windows.hasSuffix(" ") { windows.removeLast() }
    return [visible, windows].contains { candidate in
      let lowered = candidate.lowercased()
      return lowered == ".git" || lowered == "git~1"
    }
  }

  private static func isIgnoredByHFS(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
    default: false
    }
  }
}
