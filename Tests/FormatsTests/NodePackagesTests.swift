import Formats
import SourceText
import Testing

@Suite struct NodePackagesTests {
  private func document(_ text: String) throws -> JSONDocument { try JSONDocument(parsing: Array(text.utf8)) }

  private func text(of document: JSONDocument, after deletion: Deletion) throws -> String {
    let edits = deletion.changes.map { Edit($0.range, replacement: $0.replacement, cause: CauseID($0.unit)) }
    return String(decoding: try EditSet(edits).applied(to: document.serialised()), as: UTF8.self)
  }

  @Test func aManifestForgetsAPackageEverywhere() throws {
    let file = try document(
      """
      {
        "dependencies": { "ws": "^8.0.0" },
        "devDependencies": {
          "@types/ws": "^8.5.0",
          "jest": "^29.0.0"
        },
        "peerDependencies": { "react": "*", "ws": "*" },
        "peerDependenciesMeta": { "ws": { "optional": true } },
        "bundleDependencies": ["ws"],
        "overrides": { "jsdom": { "ws": "$ws" }, "ws": "8.18.0" }
      }
      """)
    let manifest = PackageManifest(of: file)
    #expect(manifest.dependencies.map(\.name) == ["react", "ws", "ws", "@types/ws", "jest"])
    #expect(manifest.dependencies.map(\.section.rawValue).last == "devDependencies")
    let deletion = file.deleting(manifest.units(of: ["ws", "@types/ws", "unknown"]))
    #expect(
      try text(of: file, after: deletion) == """
        {
          "devDependencies": {
            "jest": "^29.0.0"
          },
          "peerDependencies": { "react": "*" },
          "overrides": { "jsdom": { "ws": "$ws" }, "ws": "8.18.0" }
        }
        """)
    #expect(manifest.references(to: ["ws"]).map { file.path(of: $0) } == [["overrides", "jsdom", "ws"]])
  }

  private let manifest = """
    {"dependencies": {"a": "1", "b": "1"}, "devDependencies": {"d": "1"}}
    """

  /// `a` needs `c`, and a `b` of its own; `b` needs `e`; development needs `d`, which
  /// needs `c` too.
  private let lock = """
    {
      "name": "x",
      "lockfileVersion": 3,
      "packages": {
        "": {
          "dependencies": { "a": "1", "b": "1" },
          "devDependencies": { "d": "1" }
        },
        "node_modules/a": {
          "version": "1.0.0",
          "dependencies": { "b": "2", "c": "1" }
        },
        "node_modules/a/node_modules/b": {
          "version": "2.0.0"
        },
        "node_modules/b": {
          "version": "1.0.0",
          "dependencies": { "e": "1" }
        },
        "node_modules/c": {
          "version": "1.0.0",
          "license": "MIT"
        },
        "node_modules/d": {
          "version": "1.0.0",
          "dev": true,
          "dependencies": { "c": "1" }
        },
        "node_modules/e": {
          "version": "1.0.0"
        },
        "node_modules/stray": {
          "version": "1.0.0",
          "extraneous": true
        }
      }
    }
    """

  private func removal(of names: Set<String>) throws -> (removal: PackageLock.Removal, text: String) {
    let file = try document(lock)
    let removal = try PackageLock(of: file, declaredBy: PackageManifest(of: try document(manifest))).removing(
      names)
    return (removal, try text(of: file, after: removal.deletion))
  }

  @Test func whatNothingReachesGoes() throws {
    let (removal, text) = try removal(of: ["a"])
    #expect(removal.locations == ["node_modules/a", "node_modules/a/node_modules/b"])
    // Only development needs it now.
    #expect(removal.marked == ["node_modules/c"])
    #expect(
      text.contains(
        """
            "node_modules/c": {
              "version": "1.0.0",
              "dev": true,
              "license": "MIT"
            },
        """))
    #expect(text.contains("node_modules/stray"))
  }

  @Test func whatIsStillReachedStays() throws {
    #expect(try removal(of: ["b"]).removal.locations == ["node_modules/b", "node_modules/e"])
    #expect(try removal(of: ["d"]).removal.locations == ["node_modules/d"])
    #expect(try removal(of: ["c", "unknown"]).text == lock)
  }

  @Test func aMarkThatWasWrongIsLeftAlone() throws {
    let file = try document(lock.replacing("\"license\"", with: "\"optional\": true, \"license\""))
    let removal = try PackageLock(of: file, declaredBy: PackageManifest(of: try document(manifest))).removing(
      ["a"])
    #expect(removal.marked == [])
  }

  @Test func aWorkspaceAsksForItself() throws {
    let file = try document(
      """
      {"lockfileVersion": 3, "packages": {
        "": {"workspaces": ["packages/*"], "devDependencies": {"c": "1"}},
        "node_modules/a": {"version": "1.0.0", "dependencies": {"c": "1"}},
        "node_modules/c": {"version": "1.0.0"},
        "node_modules/web": {"resolved": "packages/web", "link": true},
        "packages/web": {"version": "1.0.0", "devDependencies": {"a": "1"}},
        "packages/web/node_modules/c": {"version": "2.0.0"}}}
      """)
    let lock = try PackageLock(of: file, declaredBy: PackageManifest(of: try document("{}")))
    #expect(lock.removing(["a"], from: "packages/web").locations == ["node_modules/a"])
    #expect(lock.removing(["a"]).locations == [])
    #expect(lock.removing(["a"], from: "packages/none").deletion.changes == [])
    #expect(lock.removing(["c"]).locations == [])
  }

  @Test func versionOneTakesTheRequestsFromTheManifest() throws {
    let file = try document(
      """
      {
        "lockfileVersion": 1,
        "dependencies": {
          "a": {
            "version": "1.0.0",
            "requires": { "b": "2", "c": "1" },
            "dependencies": {
              "b": { "version": "2.0.0" }
            }
          },
          "b": { "version": "1.0.0" },
          "c": { "version": "1.0.0" },
          "d": { "version": "1.0.0", "dev": true, "requires": { "c": "1" } }
        }
      }
      """)
    let lock = try PackageLock(of: file, declaredBy: PackageManifest(of: try document(manifest)))
    #expect(lock.version == 1)
    #expect(
      try text(of: file, after: lock.removing(["a"]).deletion) == """
        {
          "lockfileVersion": 1,
          "dependencies": {
            "b": { "version": "1.0.0" },
            "c": { "version": "1.0.0", "dev": true },
            "d": { "version": "1.0.0", "dev": true, "requires": { "c": "1" } }
          }
        }
        """)
  }

  @Test(arguments: [
    "{}", "{\"lockfileVersion\": 9}", "{\"lockfileVersion\": \"3\"}", "{\"lockfileVersion\": 3}",
    "{\"lockfileVersion\": 3, \"packages\": {}}", "[]",
  ])
  func otherFilesAreNoLockFiles(text: String) throws {
    let file = try document(text)
    #expect(throws: FormatProblem.self) { try PackageLock(of: file, declaredBy: PackageManifest(of: file)) }
  }

  @Test func cyclesEnd() throws {
    let file = try document(
      """
      {"lockfileVersion": 3, "packages": {
        "": {"dependencies": {"a": "1"}},
        "node_modules/a": {"dependencies": {"b": "1"}}, "node_modules/b": {"dependencies": {"a": "1"}},
        "node_modules/l": {"resolved": "node_modules/l", "link": true}}}
      """)
    let lock = try PackageLock(of: file, declaredBy: PackageManifest(of: file))
    #expect(lock.removing(["a"]).locations == ["node_modules/a", "node_modules/b"])
  }
}
