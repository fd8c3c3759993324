import Findings
import Formats
import SourceText

/// What becomes of a workflow that names files that go.
struct WorkflowChange {
  private let document: LoadedDocument
  private let units: [Formats.Unit]
  private let change: ScriptChange

  init(_ document: LoadedDocument, _ change: ScriptChange) {
    (self.document, self.change) = (document, change)
    units = document.content.units
  }

  func run() {
    var steps: [Int: CauseID] = [:]
    for unit in units {
      guard let value = unit.value, !value.isEmpty, !isGone(unit.id) else { continue }
      if isFilter(unit) {
        edit(filter: unit, value)
      } else if isCommand(unit) {
        if let cause = edit(commands: unit, value) { steps[step(around: unit.id)] = cause }
      } else if unit.name == "cache-dependency-path", let lost = lostKey(of: value) {
        // Without it the action looks for the file where it lies by custom.
        change.remove(unit.id, of: document, "key of a cache made of what was deleted", because: lost)
      } else if let cause = words(of: value).lazy.compactMap({ change.cause(of: $0, from: folders(of: unit)) }
      ).first,
        !isDescription(unit)
      {
        change.ask(document.place(of: unit), because: cause)
      }
    }
    for (step, cause) in steps.sorted(by: { $0.key < $1.key }) {
      change.remove(step, of: document, "step that only names what was deleted", because: cause)
    }
    for (job, cause) in jobs(of: steps) { settle(job, without: Set(steps.keys), because: cause) }
  }

  private func isGone(_ id: Int) -> Bool {
    sequence(first: id) { units[$0].parent }.contains {
      change.cascade.removed[.unit(document.path, $0)] != nil
    }
  }

  private func name(of id: Int?) -> String? { id.flatMap { units[$0].name } }

  private func words(of value: String) -> [String] {
    value.split { $0.isWhitespace || "\"'`:=,;()[]{}|&<>@".contains($0) }.map(String.init)
  }

  // MARK: Paths

  private func isFilter(_ unit: Formats.Unit) -> Bool {
    unit.kind == .item && ["paths", "paths-ignore", "changes"].contains(name(of: unit.parent) ?? "")
  }

  /// A filter that loses its last path would let everything through.
  private func edit(filter unit: Formats.Unit, _ value: String) {
    guard let cause = change.names.cause(ofPattern: "/" + value, from: "") else { return }
    let siblings = units.filter { $0.parent == unit.parent }
    let isLast = siblings.allSatisfy { $0.id == unit.id || isGone($0.id) }
    if isLast, name(of: unit.parent) != "paths-ignore" {
      change.ask(document.place(of: unit), because: cause)
    } else {
      change.remove(unit.id, of: document, "path that was deleted", because: cause)
    }
  }

  /// Why all files went of which a cache takes its key; nil when one stays.
  private func lostKey(of value: String) -> CauseID? {
    let causes = value.split(whereSeparator: \.isNewline).map { line in
      change.cause(of: String(line.trimmed), from: [])
    }
    return causes.contains { $0 == nil } ? nil : causes.first ?? nil
  }

  // MARK: Commands

  private static let lists: Set<String> = [
    "script", "before_script", "after_script", "install", "before_install",
  ]

  private func isCommand(_ unit: Formats.Unit) -> Bool {
    if unit.kind == .entry { return unit.name == "run" || Self.lists.contains(unit.name ?? "") }
    return unit.kind == .item
      && (Self.lists.contains(name(of: unit.parent) ?? "") || name(of: unit.parent) == "steps")
  }

  private func isDescription(_ unit: Formats.Unit) -> Bool {
    unit.name == "name" || unit.name == "description"
  }

  /// Where commands of a step are run: the folders that it, its job or the file names.
  private func folders(of unit: Formats.Unit) -> [String] {
    units.filter { $0.name == "working-directory" }.compactMap(\.value)
  }

  /// - Returns: why all of the commands go, if they do.
  private func edit(commands unit: Formats.Unit, _ value: String) -> CauseID? {
    guard let script = EmbeddedScript(of: unit, value, in: document) else {
      if let cause = words(of: value).lazy.compactMap({ change.cause(of: $0, from: folders(of: unit)) }).first
      {
        change.ask(document.place(of: unit), because: cause)
      }
      return nil
    }
    let result = script.edit(change, from: folders(of: unit))
    if let cause = result.unclear { change.ask(document.place(of: unit), because: cause) }
    if let cause = result.whole { return cause }
    for (ranges, cause) in result.cuts { change.cut(ranges, of: document, unit.id, because: cause) }
    return nil
  }

  // MARK: Steps and jobs

  /// The item of a list of steps around a command; the command itself where there is none.
  private func step(around id: Int) -> Int {
    let around = sequence(first: id) { units[$0].parent }
    return around.first { units[$0].kind == .item && name(of: units[$0].parent) == "steps" } ?? id
  }

  private func jobs(of steps: [Int: CauseID]) -> [(job: Int, cause: CauseID)] {
    var jobs: [Int: CauseID] = [:]
    for (step, cause) in steps.sorted(by: { $0.key < $1.key }) {
      let around = sequence(first: step) { units[$0].parent }
      if let job = around.first(where: { name(of: units[$0].parent) == "jobs" }), jobs[job] == nil {
        jobs[job] = cause
      }
    }
    return jobs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// A job whose last steps only prepare for what went, or tell of it, is asked about; one
  /// without steps goes.
  private func settle(_ job: Int, without gone: Set<Int>, because cause: CauseID) {
    let lists = units.filter { $0.parent == job && $0.name == "steps" }.map(\.id)
    let steps = units.filter {
      $0.parent.map(lists.contains) ?? false && !gone.contains($0.id) && !isGone($0.id)
    }
    guard !steps.isEmpty else {
      change.remove(job, of: document, "job without steps", because: cause)
      return
    }
    guard steps.allSatisfy(prepares) else { return }
    let choice = change.cascade.ask(
      "job", about: "\(document.path)#\(units[job].name ?? "")",
      "Does the job '\(units[job].name ?? "")' go? What is left of it only prepares for what goes",
      evidence: steps.map {
        Finding(code: "evidence", severity: .note, message: "is left", place: document.place(of: $0))
      },
      choices: [
        Choice(id: "delete", effect: "the job goes"),
        Choice(id: "keep", effect: "it stays with these steps"),
      ], because: cause)
    if choice == "delete" {
      change.remove(job, of: document, "job that only prepares for what was deleted", because: cause)
    }
  }

  /// Whether a step checks out, sets up or keeps something, and does nothing else.
  private func prepares(_ step: Formats.Unit) -> Bool {
    guard let action = units.first(where: { $0.parent == step.id && $0.name == "uses" })?.value else {
      return false
    }
    let name = action.prefix { $0 != "@" }.split(separator: "/").last ?? ""
    return name == "checkout" || name == "cache" || name.hasPrefix("setup-") || name.hasPrefix("upload-")
      || name.hasPrefix("download-") || name.hasSuffix("-login-action")
  }
}
