extension MonitoringParts {
  /// Machines that the repository sets up, those that are asked, and links to documents and
  /// dashboards.
  mutating func readLinks(_ tree: UnitTree) {
    for document in tree.documents {
      for service in tree.parts(ofEntry: "services", of: document)
      where tree.entry("image", of: service) != nil || tree.entry("build", of: service) != nil {
        guard let name = tree.units[service].name else { continue }
        hosts.append(Host(unit: service, name: name, isAsked: false))
      }
      if tree.value("kind", of: document) == "Service",
        let name = tree.value("metadata", "name", of: document)
      {
        hosts.append(Host(unit: document, name: name, isAsked: false))
      }
    }
    for list in tree.units where list.name == "targets" && list.kind == .entry {
      let holder = tree.parent(of: list.id).flatMap { tree.parent(of: $0) }
      guard holder.map({ tree.units[$0].name == "static_configs" }) ?? true else { continue }
      // A list of targets by itself is a file for `file_sd_configs`.
      if holder == nil, let group = tree.parent(of: list.id), tree.units[group].kind == .item {
        frames.append(Frame(unit: group, parts: [list.id]))
      }
      for item in tree.parts(of: list.id) where tree.units[item].kind == .item {
        guard let host = tree.units[item].value.flatMap(Self.host) else { continue }
        hosts.append(Host(unit: item, name: host, isAsked: true))
      }
    }
    for rule in rules {
      for entry in tree.parts(ofEntry: "annotations", of: rule.unit) {
        if let text = tree.units[entry].value { links.append(Link(unit: entry, text: text)) }
      }
    }
    for item in tree.units where item.kind == .item {
      guard let url = tree.value("url", of: item.id),
        tree.parent(of: item.id).map({ tree.units[$0].name }) == "links"
      else { continue }
      links.append(Link(unit: item.id, text: url))
    }
  }

  /// The machine that an address names: what stands behind the scheme, before a port, a
  /// path and the names of a cluster.
  private static func host(_ address: String) -> String? {
    let bytes = Array(address.utf8)
    let text = RowBytes.text(bytes)
    let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
    let host = rest.prefix { !":/?".contains($0) }
    let name = host.contains(".svc") ? host.prefix { $0 != "." } : host
    return name.isEmpty ? nil : String(name)
  }
}
