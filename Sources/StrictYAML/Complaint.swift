/// Why a value of the right type is still not right.
public struct Complaint: Error, Hashable, Sendable {
  /// One line, no full stop.
  public let message: String
  /// Where in the scalar: UTF-8 byte offset into its value, 0-based; nil for all of it.
  public let offset: Int?

  /// - Parameters:
  ///   - message: one line, no full stop.
  ///   - offset: UTF-8 byte offset into the scalar's value, 0-based.
  public init(_ message: String, at offset: Int? = nil) {
    self.message = message
    self.offset = offset
  }
}

extension Shape {
  /// The shape whose values also pass `convert`.
  /// - Parameters:
  ///   - keywords: what the schema says of it beyond the shape that is refined.
  ///   - convert: makes the value, or complains.
  /// - Returns: a shape of the converted values.
  public func checked<Other>(
    schema keywords: [JSONValue.Member] = [],
    _ convert: @escaping @Sendable (Value) throws(Complaint) -> Other
  ) -> Shape<Other> {
    let (schema, read) = (schema, read)
    return Shape<Other>(schema: { book in schema(&book) + keywords }) { node, reading in
      guard let value = read(node, reading) else { return nil }
      do throws(Complaint) {
        return try convert(value)
      } catch {
        let place = error.offset.map { reading.source.place(ofByte: $0, in: node) } ?? node.mark
        reading.report(error.message, at: place)
        return nil
      }
    }
  }
}
