extension StructuredDocument {
  /// Deletes units as `deleting` does, and what more belongs to their places in this kind
  /// of file: the gaps that panels leave in a dashboard's grid are closed.
  ///
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deletingWithSurroundings(_ ids: Set<Int>) -> Deletion {
    if let json = self as? JSONDocument, let dashboard = GrafanaDashboard(of: json) {
      return dashboard.removing(ids).deletion
    }
    return deleting(ids)
  }
}
