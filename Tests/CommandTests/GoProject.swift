import Foundation
import TestSupport
import Testing

/// A Go module with a horn that is to go, and the real Go compiler as gate.
enum GoProject {
  /// The environment in which gates find the Go that Scripts/setup-tests installs, and no network.
  static func environment() throws -> [String: String] {
    return [
      "PATH": try InstalledGo.root().appending(path: "bin").path + ":/usr/bin:/bin",
      "GOCACHE": InstalledGo.cache.path,
      "GOENV": "off", "GOTOOLCHAIN": "local", "GOPROXY": "off", "GOSUMDB": "off", "CGO_ENABLED": "0",
    ]
  }

  static let files = [
    "server/go.mod": "module example.com/boat\n\ngo 1.21\n",
    "server/horn_linux.go": "package main\n\nfunc honk() { println(\"honk\") }\n",
    // Its twin keeps the name, so that no use is repaired: only a compiler sees that here it is gone.
    "server/horn_other.go": "//go:build !linux\n\npackage main\n\nfunc honk() {}\n",
    "server/bell.go": "package main\n\nfunc ring() { println(\"ring\") }\n",
    "server/main.go": "package main\n\nfunc main() {\n\tring()\n}\n",
  ]

  /// Step 1 deletes the horn and repairs nothing; step 2 touches only its settings.
  static func rules(_ more: String = "") -> String {
    let vet =
      "{id: go-vet, run: [go, vet, ./...], each: '**/go.mod', except: ['**/testdata/**'], "
      + "diagnostics: go, configurations: go, timeout: 600\(more)}"
    return """
      apiVersion: sunset/v1
      kind: Migration
      metadata: {id: remove-horn, title: Remove the horn}
      remnants: {patterns: [{id: horn, regex: honk, why: The horn.}]}
      steps:
        - id: "1"
          slug: code
          title: Remove the horn's code
          requirement: Silence
          commit: {subject: "boat: remove the horn"}
          gates: [\(vet)]
          rules:
            - id: horn-code
              explain: It only honks.
              select: {files: ['**/horn_linux.go']}
              action: {delete: file}
        - id: "2"
          slug: configuration
          title: Remove the horn's configuration
          requirement: Silence
          commit: {subject: "deploy: remove the horn's configuration"}
          gates: [\(vet)]
          rules:
            - id: horn-configuration
              explain: Nothing reads it any more.
              select: {files: ['**/horn.conf']}
              action: {delete: file}
      """
  }

  static func apply(_ files: [String: String], gate: String = "") throws -> Program.Result {
    let project = try HornProject(rules: rules(gate), files: Self.files.merging(files) { $1 })
    let answers = project.folder + "/answers.yml"
    let asked = try steps(project.sunset("plan", "--format", "json")).flatMap {
      $0["decisions"] as? [[String: Any]] ?? []
    }
    let ids = asked.compactMap { $0["id"] as? String }
    let text =
      "apiVersion: sunset/v1\nkind: Answers\nmigration: remove-horn\ndecisions:"
      + (ids.isEmpty ? " []" : "")
      + ids.map { "\n  - {decision: \($0), choice: remove, reason: a test}" }.joined()
    try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: answers))
    let result = try project.start(
      ["apply", "--repo", project.path, "--rules", project.rules, "--answers", answers], try environment()
    ).finish()
    #expect(try result.code == 0 || project.branches().isEmpty)
    return result
  }
}
