/// What a lock file marks a package as.
struct LockMarks: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  /// Nothing asks for it.
  static let extraneous = LockMarks(rawValue: 1)
  /// Only development needs it.
  static let development = LockMarks(rawValue: 2)
  /// Only optional dependencies need it.
  static let optional = LockMarks(rawValue: 4)
  /// Only development and optional dependencies together need it.
  static let developmentOptional = LockMarks(rawValue: 8)
  /// Only peer dependencies ask for it.
  static let peer = LockMarks(rawValue: 16)

  static let all: LockMarks = [.extraneous, .development, .optional, .developmentOptional, .peer]
  static let each: [LockMarks] = [.extraneous, .development, .optional, .developmentOptional, .peer]

  /// The keys by which a file says so.
  static let keys: [(mark: LockMarks, key: String)] = [
    (.development, "dev"), (.optional, "optional"), (.developmentOptional, "devOptional"), (.peer, "peer"),
  ]

  /// As a file says it: both together are said only where neither is by itself.
  var written: LockMarks {
    var written = subtracting(.extraneous)
    if !isDisjoint(with: [.development, .optional]) { written.remove(.developmentOptional) }
    return written
  }
}

/// Walks from the project along all edges and unmarks what it reaches.
///
/// This is npm's walk with npm's order (`calcDepFlags` of its Arborist): where the
/// graphs of optional and of development dependencies overlap, the marks depend on it.
struct LockWalk {
  /// For each package of the graph.
  private(set) var marks: [LockMarks]

  private let graph: LockGraph
  private let isGone: (Int, LockGraph.Edge) -> Bool

  /// - Parameters:
  ///   - graph: of a lock file.
  ///   - isGone: whether a package no longer has an edge.
  init(_ graph: LockGraph, without isGone: @escaping (Int, LockGraph.Edge) -> Bool = { _, _ in false }) {
    (self.graph, self.isGone) = (graph, isGone)
    marks = [LockMarks](repeating: .all, count: graph.nodes.count)
    guard !marks.isEmpty else { return }
    marks[0] = []
    var seen: Set<Int> = []
    var stack = [0]
    while let node = stack.popLast() {
      guard seen.insert(node).inserted else { continue }
      stack += edges(of: visit(node)).compactMap(\.target)
    }
  }

  private func edges(of node: Int) -> [LockGraph.Edge] {
    graph.nodes[node].edges.filter { !isGone(node, $0) }
  }

  /// - Returns: the package whose edges are to be followed: what a link leads to.
  private mutating func visit(_ node: Int) -> Int {
    var node = node
    unmarkAbove(node)
    if let target = graph.target(ofLink: node) {
      marks[target] = marks[target].intersection(.extraneous).union(marks[node].subtracting(.extraneous))
      node = target
      unmarkAbove(node)
    }
    let own = marks[node]
    let isPlain = own.isDisjoint(with: [.development, .optional, .developmentOptional])
    for edge in edges(of: node) {
      guard let target = edge.target else { continue }
      marks[target].remove(.extraneous)
      let isNeeded = isPlain && edge.kind != .development && !edge.kind.isOptional
      if !own.contains(.peer), !edge.kind.isPeer { unmark(target, .peer) }
      if isNeeded { unmark(target, .developmentOptional) }
      if isNeeded || !own.contains(.development) && edge.kind != .development { unmark(target, .development) }
      if isNeeded || !own.contains(.optional) && !edge.kind.isOptional { unmark(target, .optional) }
    }
    return node
  }

  /// What lies in a package's folder needs that folder.
  private mutating func unmarkAbove(_ node: Int) {
    marks[node].remove(.extraneous)
    for mark in LockMarks.each where !marks[node].contains(mark) {
      var next = graph.parents[node]
      while let parent = next, marks[parent].contains(mark) {
        marks[parent].remove(mark)
        next = graph.parents[parent]
      }
    }
  }

  private mutating func unmark(_ first: Int, _ mark: LockMarks) {
    guard marks[first].contains(mark) else { return }
    var stack = [first]
    var seen: Set<Int> = []
    while let node = stack.popLast() {
      guard seen.insert(node).inserted else { continue }
      marks[node].subtract([mark, .extraneous])
      let target = graph.target(ofLink: node)
      if let target { marks[target].subtract([mark, .extraneous]) }
      for edge in edges(of: target ?? node) {
        guard let next = edge.target, marks[next].contains(mark) else { continue }
        if edge.kind == .dependency || edge.kind == .peer && mark != .peer { stack.append(next) }
      }
    }
  }
}
