extension Shape {
  /// A list; nil if any of its elements is wrong, so that indexes keep their meaning.
  /// - Parameters:
  ///   - element: the shape of each.
  ///   - least: how many there must be.
  /// - Returns: a shape of arrays.
  public static func list<Element>(of element: Shape<Element>, atLeast least: Int = 0) -> Shape<[Element]>
  where Value == [Element] {
    Shape(
      schema: { book in
        [.init("type", .string("array")), .init("items", .object(element.schema(&book)))]
          + (least > 0 ? [.init("minItems", .integer(least))] : [])
      },
      read: { node, reading in
        guard case .sequence(let items) = node.content else {
          reading.report("expected a list, found \(node.kind)", at: node.mark)
          return nil
        }
        guard items.count >= least else {
          reading.report(
            least == 1 ? "this list cannot be empty" : "this list needs at least \(least) elements",
            at: node.mark)
          return nil
        }
        let values = items.map { element.read($0, reading) }
        let good = values.compactMap(\.self)
        return good.count == values.count ? good : nil
      })
  }

  /// One element by itself, or a list of them.
  /// - Parameter element: the shape of each.
  /// - Returns: a shape of arrays that are not empty.
  public static func oneOrMore<Element>(of element: Shape<Element>) -> Shape<[Element]>
  where Value == [Element] {
    let list = Shape.list(of: element, atLeast: 1)
    return Shape(
      schema: { book in
        let choices: [JSONValue] = [.object(element.schema(&book)), .object(list.schema(&book))]
        return [.init("anyOf", .array(choices))]
      },
      read: { node, reading in
        if case .sequence = node.content { return list.read(node, reading) }
        return element.read(node, reading).map { [$0] }
      })
  }

  /// A scalar, or a mapping where a scalar does not say enough.
  /// - Parameters:
  ///   - scalar: the shape of everything that is no mapping.
  ///   - mapping: the shape of mappings.
  /// - Returns: a shape of what either yields.
  public static func scalarOrMapping(_ scalar: Shape<Value>, _ mapping: Shape<Value>) -> Shape<Value> {
    Shape(
      schema: { book in
        let choices: [JSONValue] = [.object(scalar.schema(&book)), .object(mapping.schema(&book))]
        return [.init("anyOf", .array(choices))]
      },
      read: { node, reading in
        if case .mapping = node.content { return mapping.read(node, reading) }
        return scalar.read(node, reading)
      })
  }

  /// A mapping whose keys the author chooses; pairs in the order of the file.
  /// - Parameters:
  ///   - keys: the shape of each key.
  ///   - values: the shape of each value.
  ///   - least: how many pairs there must be.
  /// - Returns: a shape of pairs.
  public static func pairs<Key, Element>(
    _ keys: Shape<Key>, _ values: Shape<Element>, atLeast least: Int = 0
  ) -> Shape<[(key: Key, value: Element)]> where Value == [(key: Key, value: Element)] {
    Shape(
      schema: { book in
        [
          .init("type", .string("object")), .init("propertyNames", .object(keys.schema(&book))),
          .init("additionalProperties", .object(values.schema(&book))),
        ] + (least > 0 ? [.init("minProperties", .integer(least))] : [])
      },
      read: { node, reading in
        guard case .mapping(let pairs) = node.content else {
          reading.report("expected a mapping, found \(node.kind)", at: node.mark)
          return nil
        }
        guard pairs.count >= least else {
          reading.report(
            "this mapping needs at least \(least) \(least == 1 ? "entry" : "entries")", at: node.mark)
          return nil
        }
        var good: [(key: Key, value: Element)] = []
        for pair in pairs {
          let key = keys.read(pair.key, reading)
          let value = values.read(pair.value, reading)
          if let key, let value { good.append((key, value)) }
        }
        return good.count == pairs.count ? good : nil
      })
  }

  /// A mapping with the keys that `body` asks for, and no others.
  /// - Parameters:
  ///   - name: what it is, for messages and, in camel case, as the schema's definition:
  ///     `rule`, `remnant pattern`.
  ///   - about: one sentence for people.
  ///   - body: asks for every key first, then makes the value; nil when one is missing.
  /// - Returns: a shape of what `body` makes.
  public static func mapping(
    _ name: String, _ about: String, _ body: @escaping @Sendable (inout Fields) -> Value?
  ) -> Shape<Value> {
    Shape(
      schema: { book in
        book.reference(to: name.camelCased) { book in
          var fields = Fields(describing: name, book)
          _ = body(&fields)
          let description = fields.description(about)
          book = fields.book
          return description
        }
      },
      read: { node, reading in
        guard case .mapping(let pairs) = node.content else {
          reading.report("expected \(name.withArticle) (a mapping), found \(node.kind)", at: node.mark)
          return nil
        }
        var fields = Fields(reading: name, node, reading)
        let value = body(&fields)
        fields.reportUnknown(among: pairs)
        return value
      })
  }
}
