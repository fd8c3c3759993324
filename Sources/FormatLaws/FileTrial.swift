public import Formats

/// A file, put together again from its tokens and edited at random.
public struct FileTrial: Sendable {
  /// What became of it.
  public enum Verdict: Sendable {
    /// Nothing was damaged.
    case sound
    /// It is not of the format that its name says; nothing was tried.
    case refused(FormatProblem)
    /// What went wrong, with the edit in words, and the file before that edit: other edits
    /// may have come first.
    case damaged(Damage, before: [UInt8])
  }

  /// What became of it.
  public let verdict: Verdict
  /// How many edits were tried.
  public let edits: Int

  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - format: of the file.
  ///   - most: how many edits to try at most; of large files fewer.
  ///   - numbers: what is chosen by.
  public init(_ bytes: [UInt8], _ format: Format, most: Int, _ numbers: SeededNumbers) {
    var numbers = numbers
    var edits = 0
    verdict = Self.verdict(bytes, format, most: most, &edits, &numbers)
    self.edits = edits
  }

  private static func verdict(
    _ bytes: [UInt8], _ format: Format, most: Int, _ edits: inout Int, _ numbers: inout SeededNumbers
  ) -> Verdict {
    let document: any StructuredDocument
    do {
      document = try format.document(parsing: bytes)
    } catch {
      return .refused(error)
    }
    if document.serialised() != bytes {
      return .damaged(Damage("it is not put together as it was"), before: bytes)
    }
    // As many bytes are read for a large file as for a small one, within reason.
    let count = min(most, max(2, most * 8_000 / (bytes.count + 1)))
    while edits < count {
      var current = EditedFile(bytes: bytes, document: document)
      // Some edits are of what earlier ones left.
      for link in 0..<Int.random(in: 1...3, using: &numbers) where edits < count {
        edits += 1
        guard !current.document.units.isEmpty else { break }
        let edit = DocumentEdit(randomly: current.document, &numbers)
        do {
          current = try edit.result(on: current.document, of: current.bytes, format) ?? current
        } catch {
          let damage = edit.smallest(on: current, format, error)
          let told = link == 0 ? damage : Damage("in what earlier edits left, \(damage.message)")
          return .damaged(told, before: current.bytes)
        }
      }
    }
    return .sound
  }
}

extension DocumentEdit {
  /// Leaves out of an edit what is not needed for its damage.
  fileprivate func smallest(on file: EditedFile, _ format: Format, _ damage: Damage) -> Damage {
    var (edit, damage) = (self, damage)
    func attempt(_ smaller: DocumentEdit) {
      do {
        _ = try smaller.result(on: file.document, of: file.bytes, format)
      } catch let other {
        (edit, damage) = (smaller, other)
      }
    }
    for id in deleted.sorted() {
      var smaller = edit
      smaller.deleted.remove(id)
      attempt(smaller)
    }
    for id in changed.keys.sorted() {
      var smaller = edit
      smaller.changed[id] = nil
      attempt(smaller)
    }
    let units = file.document.units
    let words =
      edit.deleted.sorted().map { "without \(Self.words(units[$0], file.bytes))" }
      + edit.changed.sorted { $0.key < $1.key }.map {
        "with '\($0.value)' for \(Self.words(units[$0.key], file.bytes))"
      }
    let first = edit.deleted.union(edit.changed.keys).min().map { units[$0].range.lowerBound }
    return Damage(words.joined(separator: ", ") + ": " + damage.message, at: first ?? damage.offset)
  }

  private static func words(_ unit: Formats.Unit, _ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes[unit.range].prefix(60), as: UTF8.self)
    let short = text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    return "\(unit.kind) “\(short)\(short.utf8.count < unit.range.count ? "…" : "")”"
  }
}
