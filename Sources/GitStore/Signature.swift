/// Who did something and when, as commits and reflogs keep it.
public struct Signature: Hashable, Sendable {
  /// The person's name.
  public let name: String
  /// The person's address.
  public let email: String
  /// Seconds since 1970-01-01 00:00 UTC.
  public let seconds: Int64
  /// The time zone: minutes east of Greenwich, as in +0130 = 90.
  public let offsetMinutes: Int

  /// - Parameters:
  ///   - name: the person's name.
  ///   - email: the person's address.
  ///   - seconds: since 1970-01-01 00:00 UTC.
  ///   - offsetMinutes: minutes east of Greenwich.
  public init(name: String, email: String, seconds: Int64, offsetMinutes: Int) {
    self.name = name
    self.email = email
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
  }

  /// - Parameters:
  ///   - identity: name and address.
  ///   - seconds: since 1970-01-01 00:00 UTC.
  ///   - offsetMinutes: minutes east of Greenwich.
  public init(_ identity: Identity, seconds: Int64, offsetMinutes: Int) {
    self.init(name: identity.name, email: identity.email, seconds: seconds, offsetMinutes: offsetMinutes)
  }

  /// `Name <address> 1700000000 +0100`, as it stands in a commit.
  /// - Throws: `GitError` of kind `identityUnusable` for what git could not read back.
  func text() throws(GitError) -> String {
    for (part, value) in [("name", name), ("address", email)] {
      if value.isEmpty || value.first == " " || value.last == " "
        || value.utf8.contains(where: Self.isForbidden)
      {
        throw GitError(
          .identityUnusable, "sign as", "\(name) <\(email)>",
          "the \(part) is empty, begins or ends with a blank, or holds '<', '>' or a control character")
      }
    }
    guard abs(offsetMinutes) < 24 * 60, seconds >= 0 else {
      throw GitError(
        .identityUnusable, "sign as", "\(name) <\(email)>",
        "git cannot keep the time \(seconds) at \(offsetMinutes) minutes from UTC",
        remedy: "give a time after 1970 and a time zone within a day")
    }
    let minutes = abs(offsetMinutes)
    let zone = String(10_000 + minutes / 60 * 100 + minutes % 60).dropFirst()
    return "\(name) <\(email)> \(seconds) \(offsetMinutes < 0 ? "-" : "+")\(zone)"
  }

  private static func isForbidden(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }
}

/// A name and an address.
public struct Identity: Hashable, Sendable {
  /// The person's name.
  public let name: String
  /// The person's address.
  public let email: String

  /// - Parameters:
  ///   - name: the person's name.
  ///   - email: the person's address.
  public init(name: String, email: String) {
    self.name = name
    self.email = email
  }
}
