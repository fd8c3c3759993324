import Formats
import SourceText

/// The jobs of a workflow, and who waits for them: `needs` follows a job that goes, and
/// what uses its results (`needs.JOB.…`) cannot be without it.
///
/// A scope is one workflow, called by its path.
struct WorkflowNameReader: NameReader {
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    Format(of: path) == .yaml && ScriptCascade.isWorkflow(path) ? [path.text] : []
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] { [RepositoryPath(scope)] }

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    guard let member = members.first else { return [] }
    let units = member.content.units
    let isTop = { (id: Int) in units[id].parent.map { units[$0].kind == .document } ?? true }
    let lists = Set(units.filter { $0.name == "jobs" && isTop($0.id) }.map(\.id))
    // GitLab's jobs stand at the top.
    let isJob = { (unit: Formats.Unit) in
      unit.kind == .entry && (lists.isEmpty ? isTop(unit.id) : unit.parent.map(lists.contains) ?? false)
    }
    let jobs = units.filter(isJob)
    let ids = Set(jobs.map(\.id))
    let names = Set(jobs.compactMap(\.name))
    func name(_ job: String) -> SharedName { SharedName(.workflowJob, job, in: scope) }
    var sites = jobs.compactMap { job in
      job.name.map { NameSite(.provides, name($0), at: .unit(member.path, job.id)) }
    }
    for unit in units {
      guard let value = unit.value else { continue }
      if names.contains(value), let waiting = waiting(unit, units, ids) {
        sites.append(NameSite(.follows, name(value), at: .unit(member.path, waiting)))
      }
      for job in results(in: value) where names.contains(job) {
        sites.append(NameSite(.needs, name(job), at: .unit(member.path, unit.id)))
      }
    }
    return sites
  }

  /// What goes when a job goes that a unit waits for: `needs: JOB`, or an item of that list.
  private func waiting(_ unit: Formats.Unit, _ units: [Formats.Unit], _ jobs: Set<Int>) -> Int? {
    let words = ["needs", "dependencies"]
    func isList(_ id: Int?) -> Bool {
      guard let id, let name = units[id].name, words.contains(name) else { return false }
      return units[id].parent.map(jobs.contains) ?? false
    }
    if isList(unit.id) { return unit.id }
    if unit.kind == .item, isList(unit.parent) { return unit.id }
    // GitLab: `needs: [{job: NAME}]`.
    if unit.name == "job", let item = unit.parent, units[item].kind == .item, isList(units[item].parent) {
      return item
    }
    return nil
  }

  /// The jobs whose results an expression uses.
  private func results(in value: String) -> [String] {
    value.ranges(of: "needs.").map { range in
      String(value[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
    }
  }
}
