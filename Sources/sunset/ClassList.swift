import ArgumentParser
import Findings

/// Classes of files, separated by commas.
struct ClassList: ExpressibleByArgument {
  let classes: Set<FileClass>

  static let words = FileClass.allCases.map(\.rawValue).joined(separator: ", ")

  init?(argument: String) {
    let words = argument.split(separator: ",", omittingEmptySubsequences: false)
    let classes = words.compactMap { FileClass(rawValue: String($0)) }
    guard classes.count == words.count else { return nil }
    self.classes = Set(classes)
  }
}
