public import SourceText

/// The formats that can be edited without re-printing.
public enum Format: String, Sendable, Hashable, CaseIterable {
  case json, yaml, helm, nginx, dotenv, gomod, gosum, govendor, dockerfile, markdown, shell, pathlist,
    powershell

  /// The format of a file, by its path alone; nil when none is known.
  public init?(of path: RepositoryPath) {
    let name = path.name.text
    if path.text == "vendor/modules.txt" || path.text.hasSuffix("/vendor/modules.txt") {
      self = .govendor
      return
    }
    if Self.pathLists.contains(name) {
      self = .pathlist
      return
    }
    switch path.fileExtension {
    case "json", "jsonc", "webmanifest": self = .json
    case "yml", "yaml", "tpl", "txt":
      // Helm reads the folders below, too; of other text only what stands beside templates.
      let folders = path.text.split(separator: "/").dropLast()
      let inChart = folders.last == "templates"
      if inChart || path.fileExtension != "txt" && folders.contains("templates") {
        self = .helm
      } else if path.fileExtension.hasPrefix("y") {
        self = .yaml
      } else {
        return nil
      }
    case "conf" where path.text.contains("nginx"): self = .nginx
    case "md", "markdown": self = .markdown
    case "sh", "bash": self = .shell
    case "ps1", "psm1": self = .powershell
    case "mod" where name == "go.mod": self = .gomod
    case "sum" where name == "go.sum": self = .gosum
    default:
      if name == ".env" || name.hasPrefix(".env.") || name.hasSuffix(".env") {
        self = .dotenv
      } else if name == "Dockerfile" || name.hasPrefix("Dockerfile.") || name.hasSuffix(".dockerfile") {
        self = .dockerfile
      } else {
        return nil
      }
    }
  }

  private static let pathLists: Set<String> = [
    "CODEOWNERS", ".gitignore", ".gitattributes", ".dockerignore", ".npmignore", ".helmignore",
    ".prettierignore", ".eslintignore", ".stylelintignore", ".gcloudignore", ".vercelignore", ".cfignore",
  ]
}
