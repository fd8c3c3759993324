import Formats
import SourceText
import Testing

/// What every format must hold for any file: nothing is lost by reading, and deleting a
/// unit leaves the others.
enum Layouts {
  /// Reads, serialises, deletes each unit by itself and reads again.
  ///
  /// - Parameters:
  ///   - bytes: a file.
  ///   - format: of the file.
  ///   - most: how many units to delete, evenly spread.
  ///   - comparesUnits: whether the other units must stay the same; without, they must
  ///     only be readable.
  ///   - isExpected: problems that a file may have after a deletion.
  /// - Returns: what went wrong; nil when nothing did, or the file cannot be read.
  static func fault(
    in bytes: [UInt8], _ format: Format, most: Int = .max, comparesUnits: Bool = true,
    isExpected: (FormatProblem) -> Bool = { _ in false }
  ) -> String? {
    guard let document = try? format.document(parsing: bytes) else { return nil }
    if document.serialised() != bytes { return "it is not put together as it was" }
    let count = document.units.count
    for id in stride(from: 0, to: count, by: max(1, count / most)) {
      let deletion = document.deleting([id])
      var name: String { document.path(of: id).joined(separator: " / ") }
      guard deletion.units.contains(id) else { return "\(name) does not go" }
      let after = applied(deletion.changes, to: bytes)
      do {
        let again = try format.document(parsing: after)
        // The value of what only lost a part of its text is another one, of course.
        let changed = document.units.filter { unit in
          unit.value != nil && deletion.changes.contains { $0.range.overlaps(unit.range) }
        }
        let expected = shape(document, without: deletion.units, ignoring: Set(changed.map(\.id)))
        let found = shape(again)
        let isEqual = found.count == expected.count && zip(found, expected).allSatisfy { $0.hasPrefix($1) }
        if comparesUnits, !isEqual {
          return "without \(name), other units: \(String(decoding: after, as: UTF8.self))"
        }
      } catch  where isExpected(error) {
        continue
      } catch {
        return "without \(name): \(error.message): \(String(decoding: after, as: UTF8.self))"
      }
    }
    return nil
  }

  static func applied(_ changes: [TextChange], to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for change in changes {
      result += bytes[position..<change.range.lowerBound]
      result += change.replacement
      position = change.range.upperBound
    }
    return result + bytes[position...]
  }

  /// Depth, kind, name and value of each unit, but for documents: those have units only
  /// where there are several. In templates the depth of what has no shape depends on its
  /// neighbours.
  private static func shape(
    _ document: any StructuredDocument, without gone: Set<Int> = [], ignoring changed: Set<Int> = []
  ) -> [String] {
    var depths: [Int] = []
    var shape: [String] = []
    for unit in document.units {
      let isDocument = unit.kind == .document
      depths.append((unit.parent.map { depths[$0] } ?? 0) + (isDocument ? 0 : 1))
      guard !isDocument, !gone.contains(unit.id) else { continue }
      let value = changed.contains(unit.id) ? "" : " \(unit.value ?? "–")."
      let depth = document is HelmDocument ? 0 : depths[unit.id]
      shape.append("\(depth) \(unit.kind) \(unit.name ?? "–")" + value)
    }
    return shape
  }
}
