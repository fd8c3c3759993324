internal import SourceText

/// The contents of a tree object: one folder. Parsed and printed here rather than
/// with libgit2's builder, so that entries nobody touches keep their very bytes
/// and a folder is written without looking at the objects of its files.
struct TreeObject: Hashable {
  struct Entry: Hashable {
    /// As it stands in the object; old git wrote modes such as 100664.
    var mode: UInt32
    /// One component of a path.
    var name: [UInt8]
    var id: ObjectID

    var isFolder: Bool { mode & 0o170000 == 0o040000 }

    /// What git takes the entry for.
    var fileMode: FileMode {
      switch mode & 0o170000 {
      case 0o100000: mode & 0o100 == 0 ? .regular : .executable
      case 0o120000: .symlink
      default: .submodule
      }
    }

    /// The name by which git orders it: a folder's ends in a slash.
    fileprivate var sortKey: [UInt8] { isFolder ? name + [UInt8(ascii: "/")] : name }
  }

  static let folderMode: UInt32 = 0o040000

  var entries: [Entry] = []

  /// A folder with nothing in it.
  init() {}

  /// - Parameter bytes: of the object, without its header; nil if they are not a tree's.
  init?(_ bytes: some RandomAccessCollection<UInt8>) {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let blank = rest.firstIndex(of: UInt8(ascii: " ")),
        let mode = Self.octal(rest[..<blank]),
        let end = rest[blank...].firstIndex(of: 0)
      else { return nil }
      let name = Array(rest[rest.index(after: blank)..<end])
      let idStart = rest.index(after: end)
      guard let id = ObjectID(bytes: Array(rest[idStart...].prefix(20))), !name.isEmpty else { return nil }
      entries.append(Entry(mode: mode, name: name, id: id))
      rest = rest[idStart...].dropFirst(20)
    }
  }

  /// The object's bytes, the entries in git's order.
  var bytes: [UInt8] {
    var out: [UInt8] = []
    for entry in entries.sorted(by: { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }) {
      out +=
        Array(String(entry.mode, radix: 8).utf8) + [UInt8(ascii: " ")] + entry.name + [0] + entry.id.bytes
    }
    return out
  }

  private static func octal(_ digits: some Collection<UInt8>) -> UInt32? {
    guard !digits.isEmpty, digits.count <= 7 else { return nil }
    var value: UInt32 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
      value = value << 3 | UInt32(digit - UInt8(ascii: "0"))
    }
    return value
  }
}
