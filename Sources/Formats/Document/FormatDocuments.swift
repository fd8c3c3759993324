extension Format {
  /// Reads a file of this format.
  ///
  /// - Parameter bytes: the whole file.
  /// - Returns: its parts.
  /// - Throws: `FormatProblem` when the bytes are not of this format.
  public func document(parsing bytes: [UInt8]) throws(FormatProblem) -> any StructuredDocument {
    switch self {
    case .json: return try JSONDocument(parsing: bytes)
    case .helm: return try HelmDocument(parsing: bytes)
    case .yaml:
      let document = EmbeddingDocument(try YAMLDocument(parsing: bytes))
      return document.holders.isEmpty ? document.outer : document
    case .dotenv: return try DotenvDocument(parsing: bytes)
    case .gomod: return try GoModDocument(parsing: bytes)
    case .gosum: return try GoSumDocument(parsing: bytes)
    case .govendor: return try GoVendorDocument(parsing: bytes)
    case .pathlist: return try PathListDocument(parsing: bytes)
    case .nginx: return try NginxDocument(parsing: bytes)
    case .markdown: return try MarkdownFile(parsing: bytes)
    case .dockerfile: return try DockerfileDocument(parsing: bytes)
    case .shell: return try ShellDocument(parsing: bytes)
    case .powershell: return try PowerShellDocument(parsing: bytes)
    }
  }
}
