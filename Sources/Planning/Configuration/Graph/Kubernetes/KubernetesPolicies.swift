import Formats
import SourceText

/// Objects that are about others: what scales, selects, protects and permits them.
struct KubernetesPolicies {
  private let objects: KubernetesObjects

  init(_ objects: KubernetesObjects) { self.objects = objects }

  func sites() -> [NameSite] {
    objects.all.flatMap { object -> [NameSite] in
      var sites = targets(of: object)
      switch object.kind {
      case "Service":
        sites += selection(object.unit("spec", "selector"), of: object, at: object.node)
      case "PodDisruptionBudget", "PodMonitor":
        sites += selection(object.unit("spec", "selector", "matchLabels"), of: object, at: object.node)
      case "NetworkPolicy": sites += network(object)
      case "RoleBinding", "ClusterRoleBinding": sites += binding(object)
      default: break
      }
      return sites
    }
  }

  // MARK: Labels

  /// The workloads whose pods a selector finds; none for one without labels, which finds
  /// all.
  func pods(selectedBy selector: Int?, of object: KubernetesObject) -> [KubernetesObject] {
    let labels = object.labels(selector)
    guard !labels.isEmpty else { return [] }
    let found = objects.workloads.filter { other in
      labels.isSubset(of: other.podLabels)
        && (other.namespace == nil || object.namespace == nil || other.namespace == object.namespace)
    }
    return KubernetesObjects.nearest(found, to: object)
  }

  /// Something that means nothing without the pods that it selects.
  private func selection(_ selector: Int?, of object: KubernetesObject, at node: CascadeNode) -> [NameSite] {
    guard let selector else { return [] }
    let name = SharedName(
      .labels, object.labels(selector).sorted().joined(separator: ","), in: "\(object.tree.path) \(selector)")
    return pods(selectedBy: selector, of: object).map { NameSite(.provides, name, at: $0.node) }
      + [NameSite(.follows, name, at: node)]
  }

  // MARK: Targets

  private func targets(of object: KubernetesObject) -> [NameSite] {
    var sites: [NameSite] = []
    for key in ["scaleTargetRef", "targetRef"] {
      let fields = object.tree.fields(object.unit("spec", key))
      sites += objects.uses(
        .follows, fields["kind"] ?? "Deployment", fields["name"], at: object.node, in: object)
    }
    if object.kind == "HorizontalPodAutoscaler" {
      for metric in object.tree.items(object.unit("spec", "metrics")) {
        let fields = object.tree.fields(object.tree.descend(metric, "object", "describedObject"))
        guard let kind = fields["kind"] else { continue }
        sites += objects.uses(.follows, kind, fields["name"], at: object.tree.node(metric), in: object)
      }
    }
    if object.kind == "StatefulSet", let service = object.unit("spec", "serviceName") {
      sites += objects.uses(
        .needs, "Service", object.tree.units[service].value, at: object.tree.node(service), in: object)
    }
    return sites
  }

  private func binding(_ object: KubernetesObject) -> [NameSite] {
    let tree = object.tree
    let role = tree.fields(object.unit("roleRef"))
    var sites = objects.uses(.follows, role["kind"] ?? "Role", role["name"], at: object.node, in: object)
    let subjects = tree.items(object.unit("subjects"))
    sites += objects.whole(object.node, of: subjects, tree, "subjects of \(object.label)")
    for subject in subjects {
      let fields = tree.fields(subject)
      guard fields["kind"] == "ServiceAccount" else { continue }
      sites += objects.uses(.serves, "ServiceAccount", fields["name"], at: tree.node(subject), in: object)
    }
    return sites
  }

  // MARK: Network policies

  private func network(_ object: KubernetesObject) -> [NameSite] {
    let tree = object.tree
    let selector = object.unit("spec", "podSelector", "matchLabels")
    var sites = selection(selector, of: object, at: object.node)
    let types = tree.strings(object.unit("spec", "policyTypes")).map { $0.text.lowercased() }
    for (direction, peers) in [("ingress", "from"), ("egress", "to")] {
      // Without a type of its own, a direction of which nothing is left would be open.
      guard direction == "ingress" || types.contains(direction) else { continue }
      for rule in tree.items(object.unit("spec", direction)) {
        // A rule without peers or without ports holds for all of them.
        let items = tree.items(tree.descend(rule, peers))
        sites += objects.whole(tree.node(rule), of: items, tree, "peers of a rule of \(object.label)")
        for item in items where tree.descend(item, "namespaceSelector") == nil {
          sites += selection(
            tree.descend(item, "podSelector", "matchLabels"), of: object, at: tree.node(item))
        }
        let ports = tree.items(tree.descend(rule, "ports"))
        sites += objects.whole(tree.node(rule), of: ports, tree, "ports of a rule of \(object.label)")
        guard direction == "ingress" else { continue }
        for port in ports { sites += self.port(port, of: pods(selectedBy: selector, of: object), object) }
      }
    }
    return sites
  }

  /// A port that pods are reached by.
  private func port(_ id: Int, of pods: [KubernetesObject], _ object: KubernetesObject) -> [NameSite] {
    guard let text = object.tree.fields(id)["port"] else { return [] }
    let name = SharedName(.containerPort, text, in: "\(object.tree.path) \(id)")
    var sites: [NameSite] = []
    for pod in pods {
      for container in pod.containers {
        for port in pod.tree.items(pod.tree.descend(container, "ports")) {
          let fields = pod.tree.fields(port)
          guard fields["name"] == text || fields["containerPort"] == text else { continue }
          sites.append(NameSite(.provides, name, at: pod.tree.node(port)))
        }
      }
    }
    return sites + [NameSite(.serves, name, at: object.tree.node(id))]
  }
}
