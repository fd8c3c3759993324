import Formats
import SourceText

/// The names of a Dockerfile: its stages, its build arguments, the files that it copies and
/// the ports on which these listen. A scope is one file.
struct DockerfileNameReader: NameReader {
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    if Format(of: path) == .dockerfile { return [path.text] }
    // Only what is copied from a folder around it can be of a Dockerfile's concern.
    return documents.paths { Format(of: $0) == .dockerfile }.filter { file in
      guard let bytes = try? documents.snapshot.contents(at: file) else { return false }
      return sequence(first: path, next: \.parent).contains { Words.contain($0.name.text, in: bytes) }
        || bytes.contains(UInt8(ascii: "*"))
    }.map(\.text)
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] { [RepositoryPath(scope)] }

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    members.flatMap { member -> [NameSite] in
      guard member.format == .dockerfile else { return [] }
      let file = DockerfileNames(member)
      return file.stages(documents) + file.arguments() + file.copies(RepositoryFiles.of(documents), documents)
    }
  }
}

/// One Dockerfile.
private struct DockerfileNames {
  private let path: RepositoryPath
  private let units: [Formats.Unit]

  init(_ document: LoadedDocument) {
    path = document.path
    units = document.content.units
  }

  private var instructions: [Formats.Unit] { units.filter { $0.kind == .instruction } }

  private func node(_ unit: Formats.Unit) -> CascadeNode { .unit(path, unit.id) }
  private func words(_ unit: Formats.Unit) -> [String] {
    (unit.value ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
  }

  // MARK: Stages

  private func stageName(of from: Formats.Unit) -> String? {
    let words = words(from)
    guard words.count > 2, words[words.count - 2].lowercased() == "as" else { return nil }
    return words.last?.lowercased()
  }

  /// The stages before the last one, which is what is built; and who copies from them.
  func stages(_ documents: DocumentIndex) -> [NameSite] {
    let starts = instructions.indices.filter { instructions[$0].name == "FROM" }
    guard let last = starts.last else { return [] }
    let names = starts.map { stageName(of: instructions[$0]) }
    let uses = instructions.flatMap { unit in stagesUsed(by: unit).map { ($0, unit) } }
    // Numbers would shift.
    guard !uses.contains(where: { Int($0.0) != nil }) else { return [] }
    var sites: [NameSite] = []
    for (start, name) in zip(starts, names) {
      guard let name else { continue }
      let shared = SharedName(.stage, name, in: path.text)
      let end = starts.first { $0 > start } ?? instructions.count
      for unit in instructions[start..<end] {
        sites.append(NameSite(start == last ? .provides : .defines, shared, at: node(unit)))
      }
    }
    sites += uses.map { NameSite(.needs, SharedName(.stage, $0.0, in: path.text), at: node($0.1)) }
    // `--target NAME` in a script or workflow.
    let known = Set(names.compactMap(\.self))
    for (name, files) in Mentions.files(of: known, in: documents, except: [path]) {
      for file in files {
        guard let bytes = try? documents.snapshot.contents(at: file), Words.contain("target", in: bytes)
        else {
          continue
        }
        sites.append(NameSite(.reads, SharedName(.stage, name, in: path.text), at: .file(file)))
      }
    }
    return sites
  }

  private func stagesUsed(by unit: Formats.Unit) -> [String] {
    let words = words(unit)
    if unit.name == "FROM" { return [words.first { !$0.hasPrefix("--") }].compactMap { $0?.lowercased() } }
    return words.flatMap { word -> [String] in
      guard word.hasPrefix("--from=") || word.hasPrefix("--mount=") else { return [] }
      return word.split(separator: ",").compactMap { part in
        guard let sign = part.range(of: "from=") else { return nil }
        return part[sign.upperBound...].lowercased()
      }
    }
  }

  // MARK: Arguments

  func arguments() -> [NameSite] {
    var sites: [NameSite] = []
    for unit in units where unit.kind == .variable {
      guard let name = unit.name, let instruction = unit.parent.map({ units[$0].name }) else { continue }
      switch instruction {
      case "ARG":
        sites.append(NameSite(.defines, SharedName(.buildArgument, name, in: path.text), at: node(unit)))
      case "ENV": sites.append(NameSite(.provides, SharedName(.setting, name, in: path.text), at: node(unit)))
      default: continue
      }
    }
    let holders = Set(units.filter { $0.kind == .variable || $0.kind == .item }.compactMap(\.parent))
    for unit in units where unit.kind != .comment && !holders.contains(unit.id) {
      for (name, _) in Interpolation.uses(in: unit.value ?? "") {
        sites.append(NameSite(.needs, SharedName(.buildArgument, name, in: path.text), at: node(unit)))
        // `ENV NAME=$NAME` gives a build argument its own name.
        guard unit.name != name else { continue }
        sites.append(NameSite(.needs, SharedName(.setting, name, in: path.text), at: node(unit)))
      }
    }
    return sites
  }

  // MARK: Files

  func copies(_ files: RepositoryFiles, _ documents: DocumentIndex) -> [NameSite] {
    var sites: [NameSite] = []
    var copied: Set<RepositoryPath> = []
    for instruction in instructions where instruction.name == "COPY" || instruction.name == "ADD" {
      let options = words(instruction).prefix { $0.hasPrefix("--") }
      guard !options.contains(where: { $0.hasPrefix("--from=") }) else { continue }
      let sources = units.filter { $0.parent == instruction.id && $0.kind == .item }
      for source in sources {
        guard let text = source.value else { continue }
        let found = self.files(text, files)
        copied.formUnion(found)
        sites += Self.uses(of: text, found, at: node(source))
      }
      if sources.isEmpty { sites += copiedByList(instruction, files, &copied) }
    }
    return sites + ports(of: copied, documents)
  }

  /// `COPY ["a", "b", "to"]`, whose sources are no units of their own.
  private func copiedByList(
    _ instruction: Formats.Unit, _ files: RepositoryFiles, _ copied: inout Set<RepositoryPath>
  ) -> [NameSite] {
    guard let text = instruction.value, let start = text.firstIndex(of: "["), text.hasSuffix("]") else {
      return []
    }
    let parts = text[text.index(after: start)...].dropLast().split(separator: ",").map { part in
      String(part.trimmed.unquoted)
    }
    let question = NameQuestion(
      kind: "copied-list",
      text: "A source goes that '\(path)' copies together with others, in a list: is it mended by hand?",
      choices: [
        .init(id: "keep", effect: "the instruction stays as it is until it is mended", removes: []),
        .init(
          id: "delete", effect: "the instruction goes, with its other sources", removes: [node(instruction)]),
      ])
    var sites: [NameSite] = []
    for source in parts.dropLast() {
      let found = self.files(source, files)
      copied.formUnion(found)
      sites += Self.uses(
        of: source, found, at: node(instruction), ask: parts.count > 2 ? question : nil)
    }
    return sites
  }

  private static func uses(
    of text: String, _ found: [RepositoryPath], at node: CascadeNode, ask question: NameQuestion? = nil
  ) -> [NameSite] {
    guard !found.isEmpty else { return [] }
    let name = SharedName(path: "\(node.path?.text ?? ""): \(text)")
    return found.map { NameSite(.provides, name, at: .file($0)) }
      + [NameSite(.serves, name, at: node, ask: question)]
  }

  /// What a source means: seen from the Dockerfile's folder or one above it, whichever is
  /// built from.
  private func files(_ source: String, _ files: RepositoryFiles) -> [RepositoryPath] {
    let around = sequence(first: path.folder) { folder in
      folder.isEmpty ? nil : RepositoryPath(folder).folder
    }
    for folder in around {
      guard let target = RepositoryFiles.resolve(source, from: folder), !target.isEmpty, target != folder
      else {
        return []
      }
      let found = files.files(matching: target)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// A port that is exposed for what one of the copied proxies' configurations listens on.
  private func ports(of copied: Set<RepositoryPath>, _ documents: DocumentIndex) -> [NameSite] {
    var sites: [NameSite] = []
    let exposed = units.filter { unit in unit.kind == .item && unit.parent.map { units[$0].name } == "EXPOSE"
    }
    guard !exposed.isEmpty else { return [] }
    for file in copied.sorted() where Format(of: file) == .nginx {
      for unit in documents.document(at: file)?.content.units ?? [] where unit.name == "listen" {
        guard let port = unit.value?.split(separator: " ").first?.split(separator: ":").last else { continue }
        sites.append(
          NameSite(
            .provides, SharedName(.containerPort, String(port), in: path.text), at: .unit(file, unit.id)))
      }
    }
    return sites
      + exposed.compactMap { unit in
        let port = unit.value?.split(separator: "/").first
        return port.map {
          NameSite(.serves, SharedName(.containerPort, String($0), in: path.text), at: node(unit))
        }
      }
  }
}
