public import Findings
public import SourceText

/// Tells which class of files a remnant stands in. The answer groups remnants and may
/// confine an allowance; no remnant is lost by it.
public protocol FileClassifier: Sendable {
  /// - Parameters:
  ///   - path: the entry's path.
  ///   - contents: valid only during the call; empty where there are none to be had.
  ///   - isGenerated: what the repository's attributes say; nil where they say nothing.
  /// - Returns: the class; nil where it cannot be told.
  func fileClass(
    of path: RepositoryPath, contents: UnsafeRawBufferPointer, isGenerated: Bool?
  ) -> FileClass?
}

/// Goes by what files are called, by attributes, and by the first bytes for scripts,
/// binary and generated files.
public struct PathClassifier: FileClassifier {
  /// A classifier.
  public init() {}

  /// The class by path, attributes and first bytes; never nil.
  public func fileClass(
    of path: RepositoryPath, contents: UnsafeRawBufferPointer, isGenerated: Bool?
  ) -> FileClass? {
    let name = path.name.text.lowercased()
    let folders = path.text.lowercased().split(separator: "/").dropLast().map(String.init)
    if FileNames.locks.contains(name) { return .lock }
    if isDependency(name, folders: folders) { return .dependency }
    if isBinary(contents) { return .binary }
    if isGenerated ?? (FileNames.isGenerated(name) || GeneratedMark.stands(in: contents)) {
      return .generated
    }
    if FileNames.documentExtensions.contains(path.fileExtension) || FileNames.documents.contains(name) {
      return .document
    }
    let isCode = FileNames.codeExtensions.contains(path.fileExtension) || contents.starts(with: "#!".utf8)
    if isTest(name, folders: folders, isCode: isCode) { return .test }
    return isCode ? .code : .configuration
  }

  private func isDependency(_ name: String, folders: [String]) -> Bool {
    FileNames.dependencies.contains(name) || name.starts(with: "requirements") && name.hasSuffix(".txt")
      || folders.contains { FileNames.vendorFolders.contains($0) }
  }

  private func isTest(_ name: String, folders: [String], isCode: Bool) -> Bool {
    if folders.contains(where: { FileNames.testFolders.contains($0) }) { return true }
    guard isCode else { return false }
    let stem = name.split(separator: ".").dropLast()
    if stem.dropFirst().contains(where: { ["test", "spec", "cy", "stories"].contains($0) }) { return true }
    let first = stem.first ?? ""
    return ["_test", "-test", "_spec"].contains(where: first.hasSuffix)
      || ["test_", "test-"].contains(where: first.starts(with:))
  }
}
