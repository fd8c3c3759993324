/// The packages in packages of lock files of versions 1 and 2.
struct LegacyTree {
  private let document: JSONDocument
  private let root: Int

  /// - Parameters:
  ///   - root: the entry `dependencies` of the whole file.
  ///   - document: the lock file.
  init(_ root: Int, of document: JSONDocument) { (self.root, self.document) = (root, document) }

  /// Every package with the location that version 3 would give it, in no certain order.
  /// - Parameter links: where links lead, by their own location; what a link's entry
  ///   holds lies where it leads.
  /// - Returns: ids of units with their locations.
  func packages(links: [String: String] = [:]) -> [(id: Int, location: String)] {
    var found: [(id: Int, location: String)] = []
    var open: [(list: Int, folder: String)] = [(root, "")]
    while let (list, folder) = open.popLast() {
      for id in document.parts(of: list) {
        guard let name = document.units[id].name else { continue }
        let location = folder + "node_modules/" + name
        guard location.utf8.count <= LockReader.longestLocation else { continue }
        found.append((id, location))
        if let inner = document.entry("dependencies", of: id) {
          open.append((inner, (links[location] ?? location) + "/"))
        }
      }
    }
    return found
  }
}
