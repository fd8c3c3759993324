import SyntaxTrees

/// What an expression is, as far as declarations tell.
indirect enum GoType {
  /// A type that a package of the repository declares, by its key there.
  case named(GoPackage, String)
  /// A type of a package that is not here: it has no members of ours.
  case external
  case pointer(GoType)
  /// A slice or an array.
  case list(GoType)
  case map(key: GoType, value: GoType)
  case channel(GoType)
  /// A function, by the node that has its `parameters` and `result`.
  case function(SyntaxNode, GoFile)
  case structure(SyntaxNode, GoFile)
  case interface(SyntaxNode, GoFile)
  case tuple([GoType])
  /// One of the language's own.
  case basic(String)
  case unknown

  /// Without pointers around it.
  var pointee: GoType {
    if case .pointer(let type) = self { return type.pointee }
    return self
  }

  /// What its place in a list of results gives.
  func element(_ index: Int, of count: Int) -> GoType {
    if case .tuple(let types) = self { return types.indices.contains(index) ? types[index] : .unknown }
    // `v, ok := m[k]`: the second is a boolean.
    if count == 2 { return index == 0 ? self : .basic("bool") }
    return count == 1 ? self : .unknown
  }
}

/// What an identifier means.
enum GoTarget {
  /// A name of the function around it.
  case local(Int)
  /// What the repository's packages declare; several where build tags choose.
  case symbols([GoSymbol])
  /// A package that an import brings in; nil if it is not here.
  case package(GoPackage?)
  /// Something that no package here declares.
  case foreign
  /// A member of something whose type is not known.
  case unknown
}
