import SourceText

/// What a file has to do with npm packages, by its path.
enum NodeFile {
  /// Code: it names packages where it imports them.
  case code
  /// The configuration of a tool, as code: every text of it may name a package.
  case toolCode
  /// The configuration of a tool, as data.
  case toolData
  case style
  /// Commands.
  case commands

  private static let languages: Set<String> = [
    "ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts", "vue", "svelte", "astro", "mdx", "html", "htm",
  ]
  private static let data: Set<String> = ["json", "json5", "jsonc", "yml", "yaml", "toml", ""]
  /// Files of tools that do not say so otherwise.
  private static let tools: Set<String> = [
    "angular.json", "nest-cli.json", "lerna.json", "nx.json", "project.json", "app.json", "turbo.json",
    "components.json", "ng-package.json", "karma.conf.js", "gulpfile.js", "Gruntfile.js", "cypress.json",
    "jest-preset.json", "stencil.config.ts", "metro.config.js", "capacitor.config.json", "typedoc.json",
    "api-extractor.json", "tslint.json", "nodemon.json", "protractor.conf.js", "wdio.conf.js",
  ]
  private static let folders: Set<String> = [
    "scripts", "tools", "tooling", "config", "build", ".storybook", ".config", ".husky", "tasks", "plugins",
  ]

  init?(_ path: RepositoryPath) {
    let name = path.name.text
    let kind = path.fileExtension
    if ["package.json", "package-lock.json", "npm-shrinkwrap.json"].contains(name) { return nil }
    if Self.isTool(name) || Self.languages.contains(kind) && Self.isInToolFolder(path) {
      if Self.languages.contains(kind) {
        self = .toolCode
      } else if Self.data.contains(kind) {
        self = .toolData
      } else {
        return nil
      }
    } else if Self.languages.contains(kind) {
      self = .code
    } else if ["css", "scss", "sass", "less", "pcss"].contains(kind) {
      self = .style
    } else if CommandFiles.contain(path) {
      self = .commands
    } else {
      return nil
    }
  }

  private static func isTool(_ name: String) -> Bool {
    if tools.contains(name) { return true }
    // `.eslintrc`, `.babelrc.js`, `vite.config.ts`, `tsconfig.build.json`.
    let stem = name.split(separator: ".").first.map(String.init) ?? ""
    return name.hasPrefix(".") && stem.hasSuffix("rc") || name.contains(".config.") || name.contains(".conf.")
      || name.hasPrefix("tsconfig") || name.hasPrefix("jsconfig") || name.hasPrefix("jest.")
      || name.hasPrefix("webpack.") || name.hasPrefix("rollup.") || name.hasPrefix("setupTests.")
      || name.hasPrefix(".mocharc") || name.hasPrefix(".eslintrc")
  }

  private static func isInToolFolder(_ path: RepositoryPath) -> Bool {
    path.text.split(separator: "/").dropLast().contains { folders.contains(String($0)) }
      && !path.text.split(separator: "/").dropLast().contains("src")
  }
}
