import RuleModel
import SourceText
import Testing

/// The migration that comes with Sunset.
@Suite struct RemoveWebSocketTests {
  private static let file = "Rules/remove-websocket/migration.yml"

  /// Read once for all tests.
  private static let parsed = Result { try Migration.parse(bytes: Repository.bytes(file), file: file) }

  static func migration() throws -> Migration { try parsed.get() }

  @Test func isValid() throws {
    let migration = try Self.migration()
    #expect(migration.id == "remove-websocket")
    #expect(migration.steps.map(\.id) == ["8.1", "8.2", "8.3", "8.4", "8.5", "8.6"])
    // The migration serves any repository, so what it lets stand need not be there.
    #expect(migration.allowances.allSatisfy { $0.mayBeUnused })
  }

  @Test func answersOfTargetsBelongToIt() throws {
    let file = "Fixtures/Targets/cloud-consulting-business/answers.yml"
    let answers = try Answers.parse(bytes: Repository.bytes(file), file: file, migration: Self.migration())
    #expect(!answers.decisions.isEmpty && !answers.allowances.isEmpty)
    #expect(answers.decisions.allSatisfy { !$0.reason.isEmpty })
  }

  @Test func everyStepStandsInThePlan() throws {
    let plan = String(decoding: try Repository.bytes("Rules/remove-websocket/plan.md"), as: UTF8.self)
    let tasks = plan.split(separator: "\n- [")
    for step in try Self.migration().steps {
      let task = try #require(tasks.first { $0.dropFirst().hasPrefix("] \(step.id) \(step.title)\n") })
      for requirement in Set(step.rules.map(\.requirement) + [step.requirement]) {
        #expect(task.contains("_Requirements: \(requirement)_"))
      }
    }
  }

  @Test func deletesWhatThePlanNames() throws {
    let named = [
      "8.1": [
        "frontend/src/services/websocketService.ts", "frontend/src/services/simpleWebSocketService.ts",
        "frontend/src/services/connectionDiagnostics.ts",
        "frontend/src/components/admin/SimpleWebSocketTest.tsx",
        "frontend/src/components/admin/DiagnosticButton.tsx", "frontend/public/test-websocket.html",
        "frontend/src/test-websocket.html",
      ],
      "8.4": ["nginx/nginx-websocket-lb.conf"],
      "8.5": ["backend/test_websocket_integration.go", ".kiro/specs/websocket-connectivity-fix/tasks.md"],
    ]
    let plan = String(decoding: try Repository.bytes("Rules/remove-websocket/plan.md"), as: UTF8.self)
    let steps = try Self.migration().steps
    #expect(Set(named.keys).isSubset(of: steps.map(\.id)))
    for step in steps {
      for path in named[step.id, default: []] {
        #expect(step.rules.count { $0.selects(RepositoryPath(path)) } == 1, "\(path)")
        if !path.hasPrefix(".kiro") { #expect(plan.contains("`\(path)`")) }
      }
    }
  }

  @Test func leavesThePollingChatAlone() throws {
    let kept: [RepositoryPath] = [
      "frontend/src/services/pollingChatService.ts", "frontend/src/components/admin/ConnectionStatus.tsx",
      "frontend/src/store/slices/connectionSlice.ts", "nginx/nginx-chat.conf", "frontend/public/index.html",
      "admin/src/services/connectionDiagnostics.ts", "frontend/src/services/pollingChatService.test.ts",
    ]
    for rule in try Self.migration().steps.flatMap(\.rules) {
      for path in kept { #expect(!rule.selects(path), "\(rule.id) selects \(path)") }
    }
  }

  /// A selector that a rule's own examples do not exercise proves nothing.
  @Test func everyRuleShowsWhatItRemovesAndWhatItLeaves() throws {
    for rule in try Self.migration().steps.flatMap(\.rules) {
      #expect(rule.tests.contains { $0.before == $0.after }, "\(rule.id) shows nothing untouched")
      let lists = rule.action == .reword
      #expect(
        rule.tests.contains { $0.before != $0.after || lists && !$0.finds.isEmpty },
        "\(rule.id) shows nothing removed or listed")
      // Parts of files are compared byte for byte where the examples are planned.
      for test in rule.tests where rule.action == .deleteFile {
        let gone = Set(test.before.keys).subtracting(test.after.keys)
        #expect(gone.allSatisfy(rule.selects), "\(rule.id): \(test.name)")
        if rule.cascades.isEmpty { #expect(gone == Set(test.before.keys.filter(rule.selects))) }
      }
    }
  }
}

extension Rule {
  /// Whether it deletes the file at this path; contents apart.
  fileprivate func selects(_ path: RepositoryPath) -> Bool {
    guard action == .deleteFile else { return false }
    let files = selector.files
    return files.include.contains { $0.matches(path) } && !files.exclude.contains { $0.matches(path) }
  }
}
