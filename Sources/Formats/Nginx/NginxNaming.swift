/// What one directive or block defines and uses.
struct NginxNaming {
  private let words: [NginxWord]
  private let unit: Unit
  private let directive: String
  private let parent: String?

  init(_ words: [NginxWord], of unit: Unit, in parent: String?) {
    self.words = words
    self.unit = unit
    directive = words.first?.text ?? ""
    self.parent = parent
  }

  private static let definingByFirst: Set<String> = [
    "set", "auth_request_set", "js_set", "js_var", "perl_set", "set_by_lua", "set_by_lua_block",
    "set_by_lua_file", "set_random",
  ]
  private static let definingByLast: Set<String> = ["map", "geo", "split_clients", "keyval"]
  private static let passing: Set<String> = [
    "proxy_pass", "grpc_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "memcached_pass",
  ]
  private static let cachePaths: Set<String> = [
    "proxy_cache_path", "fastcgi_cache_path", "scgi_cache_path", "uwsgi_cache_path",
  ]
  private static let caches: Set<String> = ["proxy_cache", "fastcgi_cache", "scgi_cache", "uwsgi_cache"]

  private var arguments: ArraySlice<NginxWord> { words.dropFirst() }

  var definitions: [NginxDocument.Name] {
    var names = words.flatMap { NginxVariables.groups(in: $0.text) }.map { name(.variable, $0) }
    if let index = definedVariable {
      names.insert(name(.variable, String(words[index].text.dropFirst())), at: 0)
    }
    switch directive {
    case "upstream" where unit.kind == .block: names += named(.upstream, arguments.first?.text)
    case "limit_req_zone": names += named(.requestZone, zone("zone="))
    case "limit_conn_zone": names += named(.connectionZone, zone("zone="))
    case _ where Self.cachePaths.contains(directive): names += named(.cacheZone, zone("keys_zone="))
    case "log_format": names += named(.logFormat, arguments.first?.text)
    case "location":
      names += arguments.filter { $0.text.hasPrefix("@") }.map { name(.namedLocation, $0.text) }
    default: break
    }
    return names
  }

  var uses: [NginxDocument.Name] {
    let defined = definedVariable
    var names = words.indices.flatMap { index in
      index == defined ? [] : NginxVariables.references(in: words[index].text)
    }.map { name(.variable, $0) }
    switch directive {
    case _ where Self.passing.contains(directive): names += named(.upstream, arguments.first.flatMap(host))
    case "limit_req": names += named(.requestZone, zone("zone="))
    case "limit_conn": names += named(.connectionZone, arguments.first?.text)
    case _ where Self.caches.contains(directive):
      names += named(.cacheZone, arguments.first?.text, except: "off")
    case "access_log": names += named(.logFormat, logFormat)
    case "try_files", "error_page":
      names += arguments.filter { $0.text.hasPrefix("@") }.map { name(.namedLocation, $0.text) }
    case "include": names += named(.file, arguments.first?.text)
    case "set": names += named(.upstream, assigned(arguments.dropFirst().last))
    case _ where parent.map(Self.definingByLast.contains) ?? false:
      names += named(.upstream, assigned(arguments.last))
    default: break
    }
    return names
  }

  /// The index of the word that names the variable which is defined.
  private var definedVariable: Int? {
    let index: Int
    if Self.definingByFirst.contains(directive) {
      index = 1
    } else if Self.definingByLast.contains(directive) {
      index = directive == "keyval" ? 2 : words.count - 1
    } else if parent == "geoip2" {
      index = 0
    } else {
      return nil
    }
    return words.indices.contains(index) && words[index].text.hasPrefix("$") ? index : nil
  }

  private func name(_ kind: NginxDocument.Name.Kind, _ text: String) -> NginxDocument.Name {
    NginxDocument.Name(kind: kind, name: text, unit: unit.id)
  }

  /// None for what is not there, what is switched off, and what only variables tell.
  private func named(
    _ kind: NginxDocument.Name.Kind, _ text: String?, except off: String? = nil
  ) -> [NginxDocument.Name] {
    guard let text, !text.isEmpty, text != off, kind == .file || !text.contains("$") else { return [] }
    return [name(kind, text)]
  }

  /// The name in `zone=NAME:10m`.
  private func zone(_ prefix: String) -> String? {
    arguments.first { $0.text.hasPrefix(prefix) }.flatMap {
      $0.text.dropFirst(prefix.count).split(separator: ":").first.map(String.init)
    }
  }

  /// The host of an address without a port: only such a one can be an upstream.
  private func host(_ word: NginxWord) -> String? {
    let behindScheme = word.text.firstRange(of: "://").map { word.text[$0.upperBound...] } ?? word.text[...]
    let host = behindScheme.prefix { $0 != "/" && $0 != "?" }
    return host.contains(":") ? nil : String(host)
  }

  private func assigned(_ word: NginxWord?) -> String? {
    guard let text = word?.text, let first = text.utf8.first, RowBytes.isWord(first),
      text.utf8.allSatisfy({ RowBytes.isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }),
      !text.utf8.allSatisfy({ RowBytes.isDigit($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    return text
  }

  private var logFormat: String? {
    guard arguments.first?.text != "off", let format = arguments.dropFirst().first?.text else { return nil }
    return format.contains("=") ? nil : format
  }
}
