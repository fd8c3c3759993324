import Formats
import SourceText

extension DocumentIndex {
  /// The documents that tell how things are and hold one of some words, in order.
  ///
  /// - Parameters:
  ///   - words: what is looked for in their bytes.
  ///   - history: documents that tell how things were.
  ///   - isGone: whether a file is there no more.
  /// - Returns: those that can be read.
  func living(
    holding words: some Sequence<String>, besides history: HistoryBook, isGone: (RepositoryPath) -> Bool
  ) -> [LoadedDocument] {
    let needles = Set(words).sorted().map { Array($0.utf8) }
    guard !needles.isEmpty else { return [] }
    let entries = snapshot.entries.filter {
      $0.mode.isFile && Format(of: $0.path) == .markdown && !history.contains($0.path) && !isGone($0.path)
    }
    let holds = snapshot.concurrentMap(entries) { _, contents in
      guard case .success(let bytes) = contents else { return false }
      return needles.contains { ByteSearch.contains(bytes, $0) }
    }
    return zip(entries, holds).filter(\.1).compactMap { document(at: $0.0.path) }
  }
}
