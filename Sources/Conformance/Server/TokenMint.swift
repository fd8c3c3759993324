import SourceText

/// Signs tokens (RFC 7519, HS256), good ones and bad ones.
struct TokenMint: Sendable {
  let secret: String
  let claims: [(key: String, value: [String])]
  let listClaims: Set<String>

  /// - Parameters:
  ///   - user: whom it speaks for.
  ///   - kind: what is wrong with it.
  ///   - now: seconds since 1970.
  /// - Returns: the token, as it stands behind `Bearer`.
  func token(for user: String, _ kind: TokenKind, now: Int) -> String {
    let algorithm = kind == .unsigned ? "none" : "HS256"
    let header = #"{"alg":"\#(algorithm)","typ":"JWT"}"#
    let (issued, expires) = kind == .expired ? (now - 3660, now - 60) : (now - 5, now + 3600)
    var members = claims.map { key, values in
      let texts = values.map { JSON.quoted($0.replacing("${user}", with: user)) }
      let value = listClaims.contains(key) ? "[\(texts.joined(separator: ","))]" : texts.first ?? "null"
      return "\(JSON.quoted(key)):\(value)"
    }
    members += ["\"iat\":\(issued)", "\"exp\":\(expires)"]
    let signed =
      Self.base64URL(Array(header.utf8)) + "."
      + Self.base64URL(Array("{\(members.joined(separator: ","))}".utf8))
    if kind == .unsigned { return signed + "." }
    let key = kind == .otherSecret ? "another-secret-of-the-same-length-or-more" : secret
    var signature = Self.hmac(key: Array(key.utf8), Array(signed.utf8))
    if kind == .forged { signature[signature.count - 1] ^= 1 }
    return signed + "." + Self.base64URL(signature)
  }

  /// RFC 2104 over SHA-256.
  static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var block = key.count > 64 ? SHA256.digest(key) : key
    block += Array(repeating: 0, count: 64 - block.count)
    let inner = SHA256.digest(block.map { $0 ^ 0x36 } + message)
    return SHA256.digest(block.map { $0 ^ 0x5C } + inner)
  }

  static func base64URL(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0...group.count { out.append(letters[word >> (18 - 6 * index) & 63]) }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
