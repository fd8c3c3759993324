import Formats
import SourceText

/// The ports of a scope: of containers, of the Services before them, and of the ingresses
/// before those.
struct KubernetesServices {
  private let objects: KubernetesObjects
  private let documents: DocumentIndex
  /// The files that name objects.
  private let mentions: [String: [RepositoryPath]]

  init(
    _ objects: KubernetesObjects, _ documents: DocumentIndex, _ mentions: [String: [RepositoryPath]]
  ) {
    (self.objects, self.documents, self.mentions) = (objects, documents, mentions)
  }

  /// A port of a container or a Service.
  private struct Port {
    let object: KubernetesObject
    let id: Int
    let name: String?
    let number: String?

    var label: String { name ?? number ?? "" }
    var node: CascadeNode { object.tree.node(id) }

    func isCalled(_ text: String) -> Bool {
      text == name || text == number.map(KubernetesObject.plain)
    }
  }

  func sites() -> [NameSite] {
    objects.all.flatMap { object -> [NameSite] in
      switch object.kind {
      case "Service": service(object)
      case "Ingress": ingress(object)
      case "ServiceMonitor": monitor(object)
      default: containerPorts(object) + routes(object)
      }
    }
  }

  // MARK: Containers

  private func ports(of object: KubernetesObject, container: Int) -> [Port] {
    object.tree.items(object.tree.descend(container, "ports")).map { id in
      let fields = object.tree.fields(id)
      return Port(object: object, id: id, name: fields["name"], number: fields["containerPort"])
    }
  }

  private func name(_ port: Port, _ kind: SharedName.Kind) -> SharedName {
    objects.name(kind, port.object, port.label)
  }

  private func containerPorts(_ object: KubernetesObject) -> [NameSite] {
    let tree = object.tree
    var sites: [NameSite] = []
    let annotations = tree.below(
      [object.unit("spec", "template"), object.unit("metadata")].compactMap(\.self))
    for container in object.containers {
      let ports = ports(of: object, container: container)
      sites += ports.map { NameSite(.defines, name($0, .containerPort), at: $0.node) }
      for probe in tree.below(tree.children(container)) where Self.asksPort(tree.units[probe], tree) {
        guard let text = tree.units[probe].value else { continue }
        for port in ports where port.isCalled(text) {
          // A number can be asked for without being declared.
          let role: NameSite.Role = text == port.name ? .needs : .reads
          sites.append(NameSite(role, name(port, .containerPort), at: tree.node(probe)))
        }
      }
      // Such as that of the metrics.
      for entry in annotations where tree.units[entry].name?.hasSuffix("/port") ?? false {
        for port in ports where tree.units[entry].value.map(port.isCalled) ?? false {
          sites.append(NameSite(.reads, name(port, .containerPort), at: tree.node(entry)))
        }
      }
    }
    return sites
  }

  /// Whether an entry is the port of a probe or hook.
  private static func asksPort(_ unit: Formats.Unit, _ tree: UnitTree) -> Bool {
    guard unit.name == "port", let parent = unit.parent else { return false }
    return ["httpGet", "tcpSocket", "grpc"].contains(tree.units[parent].name)
  }

  // MARK: Services

  private func ports(of service: KubernetesObject) -> [Port] {
    service.tree.items(service.unit("spec", "ports")).map { id in
      let fields = service.tree.fields(id)
      return Port(object: service, id: id, name: fields["name"], number: fields["port"])
    }
  }

  private func service(_ object: KubernetesObject) -> [NameSite] {
    let ports = ports(of: object)
    var sites = objects.whole(object.node, of: ports.map(\.id), object.tree, "ports of \(object.label)")
    let pods = KubernetesPolicies(objects).pods(selectedBy: object.unit("spec", "selector"), of: object)
    for port in ports {
      sites.append(NameSite(.defines, name(port, .servicePort), at: port.node))
      for file in mentions[object.name] ?? [] where means(port, in: file) {
        sites.append(NameSite(.reads, name(port, .servicePort), at: .file(file)))
      }
      let target = object.tree.fields(port.id)["targetPort"] ?? port.number ?? ""
      let targets = pods.flatMap { pod in
        pod.containers.flatMap { self.ports(of: pod, container: $0) }.filter { $0.isCalled(target) }
      }
      let shared = SharedName(.containerPort, target, in: "\(name(port, .servicePort).scope) \(object.label)")
      for target in targets {
        sites.append(NameSite(.provides, shared, at: target.node))
        sites.append(NameSite(.reads, name(target, .containerPort), at: port.node))
      }
      sites.append(NameSite(.follows, shared, at: port.node))
    }
    return sites
  }

  /// Whether a file that names a Service may mean a port of it.
  private func means(_ port: Port, in file: RepositoryPath) -> Bool {
    guard let number = port.number, let bytes = try? documents.snapshot.contents(at: file) else {
      return true
    }
    return Words.contain(number, in: bytes) || port.name.map { Words.contain($0, in: bytes) } ?? false
  }

  /// A use of a port of a Service.
  private func uses(
    _ port: String?, of service: String, at node: CascadeNode, in user: KubernetesObject
  ) -> [NameSite] {
    guard let port else { return [] }
    let places = objects.named("Service", service, from: user).flatMap { object in
      ports(of: object).filter { $0.isCalled(KubernetesObject.plain(port)) }.map {
        (name($0, .servicePort), $0.node)
      }
    }
    return objects.uses(.follows, of: places, at: node)
  }

  // MARK: What leads to them

  private func ingress(_ object: KubernetesObject) -> [NameSite] {
    let tree = object.tree
    var sites: [NameSite] = []
    var paths: [Int] = []
    for rule in tree.items(object.unit("spec", "rules")) {
      for path in tree.items(tree.descend(rule, "http", "paths")) {
        paths.append(path)
        sites += backend(tree.descend(path, "backend"), at: tree.node(path), object)
      }
    }
    for name in ["defaultBackend", "backend"] {
      guard let id = object.unit("spec", name) else { continue }
      sites += backend(id, at: tree.node(id), object)
      paths.append(id)
    }
    return sites + objects.whole(object.node, of: paths, tree, "paths of \(object.label)")
  }

  private func backend(_ id: Int?, at node: CascadeNode, _ object: KubernetesObject) -> [NameSite] {
    guard let id else { return [] }
    let tree = object.tree
    let service = tree.descend(id, "service")
    let name =
      service.flatMap { tree.fields($0)["name"] ?? tree.text($0, "name") } ?? tree.fields(id)["serviceName"]
    guard let name else { return [] }
    let port = tree.fields(service.flatMap { tree.descend($0, "port") })
    return objects.uses(.follows, "Service", name, at: node, in: object)
      + uses(port["name"] ?? port["number"] ?? tree.fields(id)["servicePort"], of: name, at: node, in: object)
  }

  /// Routes of the gateway's kinds, and of a mesh.
  private func routes(_ object: KubernetesObject) -> [NameSite] {
    let isMesh = object.kind == "VirtualService"
    guard isMesh || object.kind.hasSuffix("Route") else { return [] }
    let tree = object.tree
    let rules = tree.items(object.unit("spec", isMesh ? "http" : "rules"))
    var sites = objects.whole(object.node, of: rules, tree, "rules of \(object.label)")
    for rule in rules {
      // A rule without matches holds for every request.
      for key in ["matches", "match"] {
        let matches = tree.items(tree.descend(rule, key))
        sites += objects.whole(tree.node(rule), of: matches, tree, "matches of a rule of \(object.label)")
      }
      let backends = tree.items(tree.descend(rule, "backendRefs"))
      sites += objects.whole(tree.node(rule), of: backends, tree, "backends of a rule of \(object.label)")
      for backend in backends {
        let fields = tree.fields(backend)
        guard let name = fields["name"] else { continue }
        sites += objects.uses(.follows, fields["kind"] ?? "Service", name, at: tree.node(backend), in: object)
        sites += uses(fields["port"], of: name, at: tree.node(backend), in: object)
      }
    }
    return sites
  }

  private func monitor(_ object: KubernetesObject) -> [NameSite] {
    let tree = object.tree
    let labels = object.labels(object.unit("spec", "selector", "matchLabels"))
    guard !labels.isEmpty else { return [] }
    let services = objects.all.filter {
      $0.kind == "Service" && labels.isSubset(of: $0.labels($0.unit("metadata", "labels")))
    }
    let shared = SharedName(
      .labels, labels.sorted().joined(separator: ","), in: "\(object.node.path?.text ?? "") \(object.label)")
    var sites = services.map { NameSite(.provides, shared, at: $0.node) }
    sites.append(NameSite(.serves, shared, at: object.node))
    let endpoints = tree.items(object.unit("spec", "endpoints"))
    sites += objects.whole(object.node, of: endpoints, tree, "endpoints of \(object.label)")
    for endpoint in endpoints {
      guard let port = tree.fields(endpoint)["port"] else { continue }
      let found = services.flatMap(ports).filter { $0.isCalled(port) }
      let name = SharedName(
        .servicePort, port, in: "\(object.node.path?.text ?? "") \(object.label) \(endpoint)")
      for port in found {
        sites.append(NameSite(.provides, name, at: port.node))
        sites.append(NameSite(.reads, self.name(port, .servicePort), at: tree.node(endpoint)))
      }
      sites.append(NameSite(.follows, name, at: tree.node(endpoint)))
    }
    return sites
  }
}
