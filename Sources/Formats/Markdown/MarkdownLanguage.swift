/// Which format reads the code of a fence.
enum MarkdownLanguage {
  /// - Parameters:
  ///   - bytes: the code.
  ///   - language: the first word behind the fence; nil when there is none.
  /// - Returns: nil for what its format cannot read.
  static func document(of bytes: [UInt8], language: String?) -> (any StructuredDocument)? {
    if let tree = DrawnTreeText(bytes) { return tree }
    switch language?.lowercased() {
    case "sh", "bash", "shell", "zsh":
      // A placeholder or a prompt may be nothing that a shell reads.
      return (try? ShellDocument(parsing: bytes)) ?? PlainLines(bytes)
    case "env", "dotenv", "properties", "ini":
      return (try? DotenvDocument(parsing: bytes)) ?? PlainLines(bytes)
    case "nginx": return try? NginxDocument(parsing: bytes)
    case "yaml", "yml": return (try? YAMLDocument(parsing: bytes)) ?? (try? HelmDocument(parsing: bytes))
    case "json", "jsonc", "json5": return try? JSONDocument(parsing: bytes)
    case "dockerfile", "docker": return (try? DockerfileDocument(parsing: bytes)) ?? PlainLines(bytes)
    case nil:
      guard let settings = try? DotenvDocument(parsing: bytes),
        settings.units.contains(where: { $0.kind == .variable })
      else { return PlainLines(bytes) }
      return settings
    default: return PlainLines(bytes)
    }
  }
}
