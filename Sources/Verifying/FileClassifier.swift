public import Findings
public import SourceText

/// Tells which kind of file a remnant stands in. The answer groups remnants; none
/// depends on it.
public protocol FileClassifier: Sendable {
  /// - Parameters:
  ///   - path: the entry's path.
  ///   - contents: valid only during the call; empty where there are none to be had.
  /// - Returns: the kind; nil where it cannot be told.
  func kind(of path: RepositoryPath, contents: UnsafeRawBufferPointer) -> Remnant.Kind?
}

/// Goes by what files are called, and by the first bytes for binary and generated ones.
public struct PathClassifier: FileClassifier {
  /// A classifier.
  public init() {}

  /// The kind by path and first bytes; never nil.
  public func kind(of path: RepositoryPath, contents: UnsafeRawBufferPointer) -> Remnant.Kind? {
    let name = path.name.text.lowercased()
    if FileNames.lockfiles.contains(name) { return .lockfile }
    if FileNames.dependencies.contains(name) || name.starts(with: "requirements") && name.hasSuffix(".txt") {
      return .dependency
    }
    if isBinary(contents) { return .binary }
    if isGenerated(name, contents) { return .generated }
    if FileNames.documentExtensions.contains(path.fileExtension) || FileNames.documents.contains(name) {
      return .document
    }
    let isCode = FileNames.codeExtensions.contains(path.fileExtension)
    if isTest(path, name: name, isCode: isCode) { return .test }
    return isCode ? .code : .configuration
  }

  /// A zero byte near the beginning makes a file binary, as for git, unless a mark
  /// there says that it is text in a wide encoding.
  private func isBinary(_ contents: UnsafeRawBufferPointer) -> Bool {
    let beginning = UnsafeRawBufferPointer(rebasing: contents.prefix(8_000))
    return firstZero(in: beginning, from: 0) != nil && WideEncoding(markOf: contents) == nil
  }

  private func isGenerated(_ name: String, _ contents: UnsafeRawBufferPointer) -> Bool {
    if [".min.js", ".min.css", ".map", ".pb.go"].contains(where: name.hasSuffix) { return true }
    let beginning = String(decoding: contents.prefix(2_048), as: UTF8.self)
    return beginning.contains("@generated")
      || (beginning.contains("Code generated ") && beginning.contains("DO NOT EDIT"))
  }

  private func isTest(_ path: RepositoryPath, name: String, isCode: Bool) -> Bool {
    let folders = path.text.lowercased().split(separator: "/").dropLast()
    if folders.contains(where: { FileNames.testFolders.contains(String($0)) }) { return true }
    guard isCode else { return false }
    let stem = name.split(separator: ".").dropLast()
    if stem.dropFirst().contains(where: { ["test", "spec", "cy", "stories"].contains($0) }) { return true }
    let first = stem.first ?? ""
    return ["_test", "-test", "_spec"].contains(where: first.hasSuffix)
      || ["test_", "test-"].contains(where: first.starts(with:))
  }
}
