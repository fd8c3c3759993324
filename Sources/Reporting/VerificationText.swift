import Findings
import SourceText

extension Page {
  /// What was read, what was found and what was let stand.
  mutating func verification(_ report: VerificationReport) {
    gap()
    line(paint("Read", .heading) + ": " + report.extent)
    for fact in report.facts { line(fact.sentence, indent: 2) }
    for skipped in report.skippedNames {
      wrapped(
        "not searched for: \(visible(skipped.name)) of \(visible(skipped.fact)), \(visible(skipped.reason))",
        indent: 2, hanging: 4)
    }
    paths(report.ownFiles, title: "Left out, as Sunset's own")
    paths(report.opaqueFiles, title: "Packed, so that only their raw bytes were searched")
    if report.chanceMatches > 0 {
      wrapped(
        "\(count(report.chanceMatches, "match", "matches")) in images and packed files taken for chance: a few bytes, and no text around them",
        indent: 2, hanging: 4)
    }
    allowances(report.allowances)
    known(report)
    remnants(report)
    if !report.otherClasses.isEmpty {
      gap()
      line("Left out, since other classes were asked for: " + report.extentOfOtherClasses)
    }
  }

  private mutating func paths(_ paths: [RepositoryPath], title: String) {
    guard !paths.isEmpty else { return }
    line("\(title):", indent: 2)
    for path in paths { line(paint(visible(path), .place), indent: 4) }
  }

  private mutating func allowances(_ uses: [VerificationReport.AllowanceUse]) {
    guard !uses.isEmpty else { return }
    gap()
    line(paint("Allowances", .heading))
    let hasClasses = uses.contains { !$0.classes.isEmpty }
    let rows = uses.map { use in
      [
        Cell(visible(use.id), .heading),
        Cell(
          use.isExpired ? "expired" : use.count == 0 ? "unused" : "used",
          use.isExpired || use.count == 0 ? .bad : .good),
        Cell(count(use.count, "remnant"), .plain, .right),
        Cell(visible(use.paths), .place),
      ] + (hasClasses ? [Cell(use.classes.map(\.words).joined(separator: ", "))] : [])
    }
    let remarks = uses.map { use in
      "\(visible(use.reason)) (\(visible(use.owner))" + (use.expires.map { ", until \($0)" } ?? "") + ")"
    }
    table(rows, remarks: remarks, indent: 2)
  }

  /// What the baseline knows, file by file.
  private mutating func known(_ report: VerificationReport) {
    guard let baseline = report.baseline else { return }
    gap()
    let files = Dictionary(grouping: report.known, by: \.place.path).sorted { $0.key < $1.key }
    line(
      "\(paint("Known", .heading)) in the baseline \(visible(baseline)): "
        + "\(count(report.known.count, "remnant")) in \(count(files.count, "file"))")
    let rows = files.map { [Cell(visible($0.key), .place), Cell(grouped($0.value.count), .plain, .right)] }
    table(rows, indent: 2)
  }

  private mutating func remnants(_ report: VerificationReport) {
    guard !report.remnants.isEmpty else { return }
    gap()
    line(paint("Remnants", .heading) + ": " + report.extentOfRemnants)
    let byPattern = report.countsByPattern.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    table(byPattern.map { [Cell(visible($0.key)), Cell(grouped($0.value), .plain, .right)] }, indent: 2)
    for fileClass in FileClass.allCases {
      let group = report.remnants.filter { $0.fileClass == fileClass }
      guard !group.isEmpty else { continue }
      gap()
      line("\(paint(fileClass.words, .bad)): \(grouped(group.count))", indent: 2)
      remnants(group)
    }
  }

  /// Remnants of one class, file by file.
  private mutating func remnants(_ group: [Remnant]) {
    var rest = group[...]
    while let path = rest.first?.place.path {
      let here = rest.prefix { $0.place.path == path }
      rest = rest.dropFirst(here.count)
      line("\(paint(visible(path), .place)): \(grouped(here.count))", indent: 4)
      let rows = here.map { remnant in
        [
          Cell(remnant.where, .plain, .right),
          Cell(visible(remnant.what), .warning),
        ]
      }
      let used = 6 + rows.reduce(0) { max($0, columns(of: $1[0].text) + columns(of: $1[1].text) + 4) }
      table(rows, remarks: here.map { fitted(trimmed($0.place.text ?? ""), after: used) }, indent: 6)
    }
  }
}

extension VerificationReport {
  fileprivate var extent: String {
    var parts = [count(files, "file")]
    if links > 0 { parts.append(count(links, "link")) }
    if submodules > 0 { parts.append(count(submodules, "submodule")) }
    return list(parts) + ", " + count(bytesRead, "byte")
      + (unreadable > 0 ? "; \(count(unreadable, "entry", "entries")) could not be read" : "")
  }

  /// How many remnants each class that was not asked for has.
  fileprivate var extentOfOtherClasses: String {
    list(
      FileClass.allCases.compactMap { fileClass in
        otherClasses[fileClass].map { "\(count($0, "remnant")) in \(fileClass.words)" }
      })
  }

  /// How many remnants there are in how many files.
  var extentOfRemnants: String {
    "\(count(remnants.count, "remnant")) in \(count(Set(remnants.map(\.place.path)).count, "file"))"
  }
}

extension VerificationReport.FactClosure {
  /// `12 names recorded as files: 10 absent, 2 allowed`.
  fileprivate var sentence: String {
    let parts = [(absent, "absent"), (allowed, "allowed"), (left, "left")].filter { $0.0 > 0 }
    return "\(count(absent + allowed + left, "name")) recorded as \(visible(fact)): "
      + parts.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: ", ")
  }
}

extension Remnant {
  /// The pattern or the fact, the recorded name, and what escapes spell.
  fileprivate var what: String {
    ([pattern, name].compactMap(\.self) + (spelling.map { ["(spells \($0))"] } ?? [])).joined(separator: " ")
  }

  /// Its place inside the file.
  fileprivate var `where`: String {
    switch location {
    case .contents: [place.line, place.column].compactMap { $0 }.map(String.init).joined(separator: ":")
    case .path: "path"
    case .linkTarget: "link target"
    }
  }
}
