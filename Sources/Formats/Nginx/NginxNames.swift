extension NginxDocument {
  /// A name that a directive or block defines or uses.
  public struct Name: Sendable, Hashable {
    /// What bears the name.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// `upstream NAME { … }`; used by `proxy_pass http://NAME` and its like.
      case upstream
      /// Without its `$`. Those of nginx itself (`$host`) are used but never defined.
      case variable
      /// The zone of `limit_req_zone`; used by `limit_req`.
      case requestZone
      /// The zone of `limit_conn_zone`; used by `limit_conn`.
      case connectionZone
      /// The zone of `proxy_cache_path` and its like; used by `proxy_cache` and its like.
      case cacheZone
      /// `log_format NAME`; used by `access_log`.
      case logFormat
      /// `location @NAME`, with its `@`; used by `try_files` and `error_page`.
      case namedLocation
      /// The path of an `include`, which may be a glob; never defined here.
      case file
    }

    /// What bears the name.
    public let kind: Kind
    /// As it is written, without `$`.
    public let name: String
    /// The id of the directive or block.
    public let unit: Int
  }

  /// The names that this file defines, in the order of the file.
  ///
  /// Variables are defined by `set`, `map`, `geo`, `split_clients` and their like, and by
  /// named groups of regular expressions.
  public func definitions() -> [Name] {
    units.flatMap { unit in
      NginxNaming(words[unit.id], of: unit, in: parentName(of: unit)).definitions
    }
  }

  /// The names that this file uses, in the order of the file; a name that a unit uses
  /// twice stands here twice.
  ///
  /// A value that `set`, `map`, `geo` or `split_clients` assigns and that could be a host's
  /// name counts as a use of an upstream: `proxy_pass http://$target` may lead there.
  public func uses() -> [Name] {
    units.flatMap { unit in
      NginxNaming(words[unit.id], of: unit, in: parentName(of: unit)).uses
        + (luaVariables[unit.id] ?? []).map { Name(kind: .variable, name: $0, unit: unit.id) }
    }
  }

  private func parentName(of unit: Unit) -> String? { unit.parent.flatMap { units[$0].name } }
}
