import Foundation
import SourceText

/// What the rows of the kill matrix were made from: a change of any of it can make a mutant live.
/// Comments of the judge cannot.
/// The tree after the clean-up is what the rules make of the product; rules are not among it.
public enum MatrixInputs {
  private static let suite = "Sources/Conformance/"
  private static let client = ["Client", "Harness", "Model", "Binding"].map { suite + $0 }
  private static let server = ["HTTP", "Running", "Server", "Model", "Binding"].map { suite + $0 }
  private static let product = "Fixtures/ChatProduct"

  /// By area, the folders beside its cases and mutants.
  private static let folders: [String: [String]] = [
    "CLI": client + [product + "/frontend/src"],
    "SRV": server + [product + "/backend"],
    "E2E": Set(client + server).sorted() + [product + "/frontend/src", product + "/backend"],
    "STA": [suite + "Static", suite + "Binding", product],
  ]

  /// - Parameter root: the project's folder.
  /// - Returns: hexadecimal digits by area, such as `SRV`.
  /// - Throws: what the disk says.
  public static func digests(in root: String) throws -> [String: String] {
    var known: [String: String] = [:]
    return try Dictionary(
      uniqueKeysWithValues: folders.map { area, folders in
        var paths = try folders.flatMap { try files(below: $0, in: root) }
        paths += try [suite + "Cases", "Fixtures/Conformance/mutants"].flatMap { folder in
          try files(below: folder, in: root).filter { isOf(area, $0) }
        }
        paths.append("Fixtures/Conformance/chat-product.yaml")
        var text = ""
        for path in Set(paths).sorted() {
          let digest = try known[path] ?? SHA256.hex(contents(of: path, in: root))
          known[path] = digest
          text += "\(path) \(digest)\n"
        }
        return (area, String(SHA256.hex(Array(text.utf8)).prefix(32)))
      })
  }

  /// A file's bytes; of Swift only lines that are more than a comment.
  private static func contents(of path: String, in root: String) throws -> [UInt8] {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(path)")))
    guard path.hasSuffix(".swift") else { return bytes }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return Array(
      lines.filter { !$0.drop { $0 == UInt8(ascii: " ") }.starts(with: Array("//".utf8)) }.joined(separator: [
        0x0A
      ]))
  }

  private static func isOf(_ area: String, _ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return name.prefix { $0 != "-" && $0 != "." }.uppercased() == area
  }

  private static func files(below folder: String, in root: String) throws -> [String] {
    let all = try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
    let made = ["node_modules", "__pycache__"]
    var isFolder: ObjCBool = false
    return all.map { "\(folder)/\($0)" }.filter { path in
      FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder) && !isFolder.boolValue
        && !path.split(separator: "/").contains { made.contains(String($0)) }
    }
  }
}
