import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Bytes that are text as a rule: readable, and exact where they are not UTF-8.
struct ByteText {
  /// With U+FFFD in the place of what could not be read.
  let text: String
  /// All bytes in base 64; nil where `text` says it all.
  let base64: String?

  init(_ bytes: [UInt8]) {
    text = String(decoding: bytes, as: UTF8.self)
    base64 = String(validating: bytes, as: UTF8.self) == nil ? Data(bytes).base64EncodedString() : nil
  }

  init(_ path: RepositoryPath) { self.init(path.bytes) }
}
