import Formats
import Patterns

extension NginxDocument {
  /// The locations that answer a request for a path, one for each server that has any: the
  /// exact one, else the longest prefix if it says `^~`, else the first expression that
  /// matches, else the longest prefix. A location within another is looked for in that one
  /// first. Locations of a part that others include count as those of one server.
  ///
  /// Source: nginx.org, ngx_http_core_module, "location".
  /// - Parameter path: without a query; a part such as `:id` or `{id}` stands for itself.
  /// - Returns: ids of `units`, in the order of the file.
  func locations(serving path: String) -> [Int] {
    var children: [Int?: [Location]] = [:]
    for unit in units where unit.kind == .block && unit.name == "location" {
      guard let location = Location((unit.value ?? "").split(separator: " ").map(String.init), unit: unit.id)
      else { continue }
      children[unit.parent, default: []].append(location)
    }
    let outermost = children.keys.filter { parent in
      parent.map { units[$0].name != "location" } ?? true
    }
    return outermost.compactMap { parent in
      var serving: Int?
      var siblings = children[parent]
      while let found = Self.choice(among: siblings ?? [], for: path) {
        serving = found.unit
        siblings = children[found.unit]
      }
      return serving
    }.sorted()
  }

  private static func choice(among locations: [Location], for path: String) -> Location? {
    if let exact = locations.first(where: { $0.kind == .exact && $0.path == path }) { return exact }
    let prefixes = locations.filter {
      ($0.kind == .prefix || $0.kind == .preferred) && path.hasPrefix($0.path)
    }
    let longest = prefixes.max { $0.path.utf8.count < $1.path.utf8.count }
    if let longest, longest.kind == .preferred { return longest }
    return locations.first { $0.kind == .expression && $0.matches(path) } ?? longest
  }

  private struct Location {
    enum Kind { case exact, prefix, preferred, expression }

    let unit: Int
    let kind: Kind
    let path: String
    private let pattern: Pattern?

    /// Nil for named locations, which no request reaches by its path.
    init?(_ arguments: [String], unit: Int) {
      guard let first = arguments.first, let last = arguments.last else { return nil }
      self.unit = unit
      switch first {
      case "=" where arguments.count == 2: (kind, path, pattern) = (.exact, last, nil)
      case "^~" where arguments.count == 2: (kind, path, pattern) = (.preferred, last, nil)
      case "~", "~*":
        guard arguments.count == 2 else { return nil }
        (kind, path) = (.expression, last)
        pattern = try? Pattern((first == "~*" ? "(?i)" : "") + last)
      default:
        guard arguments.count == 1, !first.hasPrefix("@") else { return nil }
        // `=/path` and the like may be written as one word.
        if first.hasPrefix("=") {
          (kind, path, pattern) = (.exact, String(first.dropFirst()), nil)
        } else if first.hasPrefix("^~") {
          (kind, path, pattern) = (.preferred, String(first.dropFirst(2)), nil)
        } else {
          (kind, path, pattern) = (.prefix, first, nil)
        }
      }
    }

    func matches(_ path: String) -> Bool { (try? pattern?.matches(path)) ?? false }
  }
}
