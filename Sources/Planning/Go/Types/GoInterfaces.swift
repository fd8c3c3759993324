import SyntaxTrees

/// Which methods must be there because an interface asks for them. Method sets are compared
/// by names alone: that can only keep more alive.
extension GoCascade {
  /// Methods that the standard library's interfaces ask for; a type may be used through one
  /// wherever it is handed to a package that is not here.
  static let standardMethods: Set<String> = [
    "Error", "String", "GoString", "Format", "Is", "As", "Unwrap", "Read", "Write", "Close", "Seek", "ReadAt",
    "WriteAt", "ReadFrom", "WriteTo", "ReadByte", "WriteByte", "ReadRune", "Len", "Less", "Swap", "Push",
    "Pop",
    "MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText", "MarshalBinary", "UnmarshalBinary",
    "MarshalYAML", "UnmarshalYAML", "Scan", "Value", "Set", "Get", "ServeHTTP", "RoundTrip", "Header",
    "WriteHeader", "Flush", "Hijack", "Lock", "Unlock", "Deadline", "Done", "Err", "Temporary", "Timeout",
    "Open", "Stat", "ReadDir", "Name", "Size", "Mode", "ModTime", "IsDir", "Sys", "Levels", "Fire", "Enabled",
    "Handle", "WithAttrs", "WithGroup", "Describe", "Collect", "TableName", "BeforeCreate", "AfterFind",
    "SetUp", "TearDown", "SetupTest", "TearDownTest", "SetupSuite", "TearDownSuite",
  ]

  /// Every interface method of a name in the repository.
  func interfaceMethods(named name: String) -> [GoSymbol] {
    if let known = interfaceMethodsOf[name] { return known }
    let files = index.files(naming: name)
    var seen: Set<GoSymbol> = []
    let found = files.flatMap { file in
      file.package.members.values.flatMap { $0[name] ?? [] }.filter { $0.kind == .interfaceMethod }
    }.filter { seen.insert($0).inserted }.sorted(by: Self.inOrder)
    interfaceMethodsOf[name] = found
    return found
  }

  /// Whether a type has every method of the interface that a method belongs to, as the
  /// repository was before the step.
  func implements(_ owner: String, of package: GoPackage, interfaceOf method: GoSymbol) -> Bool {
    guard let interface = method.owner, !(interface == owner && method.file.package === package) else {
      return false
    }
    let type = GoType.named(package, owner)
    let wanted =
      method.file.package.members[interface]?.filter { _, symbols in
        symbols.contains { $0.kind == .interfaceMethod }
      } ?? [:]
    return wanted.keys.allSatisfy { name in
      if case .symbols(let found) = types.member(name, of: type) {
        return found.contains { $0.kind == .method || $0.kind == .interfaceMethod }
      }
      return false
    }
  }

  /// The methods of own types by which they fulfil an interface method.
  func implementations(of wanted: GoSymbol) -> [GoSymbol] {
    var found: Set<GoSymbol> = []
    for file in index.files(naming: wanted.name) {
      for (owner, members) in file.package.members {
        for method in members[wanted.name] ?? []
        where method.kind == .method && implements(owner, of: file.package, interfaceOf: wanted) {
          found.insert(method)
        }
      }
    }
    return found.sorted(by: Self.inOrder)
  }

  /// Whether a type can no longer stand for an interface without this method, while others fulfil
  /// it as well and code calls the method of it.
  func isNeededBesideOthers(_ method: GoSymbol) -> Bool {
    guard method.kind == .method else { return false }
    return askers(of: method).contains { wanted in
      !wanted.isGone
        && references.of(wanted).contains { keepsAlive($0, wanted) && !index.isForTests($0.file) }
        && implementations(of: wanted).contains { other in
          !other.isGone && !index.isForTests(other.file)
            && !(other.owner == method.owner && other.file.package === method.file.package)
        }
    }
  }

  /// The type of a method, if it is there for nothing but the interfaces that ask for its methods.
  func typeOnlyFor(interfaceOf method: GoSymbol) -> GoSymbol? {
    guard let owner = method.owner else { return nil }
    let methods = method.file.package.members[owner]?.values.flatMap(\.self) ?? []
    guard methods.allSatisfy({ $0.kind != .method || $0.isGone || isRequired($0) }) else { return nil }
    guard
      let type = types.typeSymbols(method.file.package, owner).first(where: {
        !$0.isGone && $0.file === method.file
      })
    else { return nil }
    // Nothing but what makes one names it, and nothing but the interface reaches its parts.
    let isOnlyMade = references.of(type).allSatisfy {
      !keepsAlive($0, type) || $0.node.parent?.kind == "composite_literal"
    }
    let isOnlyAsked = methods.allSatisfy { part in
      if part.isGone || part == method { return true }
      if part.kind == .method { return !isReached(part) }
      return references.of(part).allSatisfy { use in
        use.file.isGone(use.node) || use.node.field == "key"
          || methods.contains { $0.kind == .method && $0.file === use.file && $0.node.contains(use.node) }
      }
    }
    return isOnlyMade && isOnlyAsked ? type : nil
  }

  /// Whether an interface that stays asks for a method.
  func isRequired(_ method: GoSymbol) -> Bool {
    isRequiredByNameOnly(method) || askers(of: method).contains { !$0.isGone }
  }

  /// Whether only an interface that is not here may ask for a method of that name. Where one of
  /// ours asked for it, that was its reason.
  func isRequiredByNameOnly(_ method: GoSymbol) -> Bool {
    Self.standardMethods.contains(method.name) && method.owner != nil && askers(of: method).isEmpty
  }

  private func askers(of method: GoSymbol) -> [GoSymbol] {
    guard let owner = method.owner else { return [] }
    return interfaceMethods(named: method.name).filter {
      implements(owner, of: method.file.package, interfaceOf: $0)
    }
  }
}
