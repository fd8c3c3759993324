import Formats
import Testing

@Suite struct NginxNamesTests {
  private func read(_ text: String) throws -> (document: NginxDocument, defined: [String], used: [String]) {
    let document = try NginxDocument(parsing: Array(text.utf8))
    return (
      document, document.definitions().map { "\($0.kind) \($0.name)" },
      document.uses().map { "\($0.kind) \($0.name)" }
    )
  }

  @Test(arguments: [
    ("upstream chat { server a:80; }", ["upstream chat"], []),
    ("map $http_upgrade $up { }", ["variable up"], ["variable http_upgrade"]),
    ("geo $net { default 0; }", ["variable net"], []),
    ("geo $remote_addr $net { }", ["variable net"], ["variable remote_addr"]),
    (
      "split_clients \"$remote_addr\" $kind { 50% sockets; }", ["variable kind"],
      ["variable remote_addr", "upstream sockets"]
    ),
    ("set $target chat_sockets;", ["variable target"], ["upstream chat_sockets"]),
    ("set $one 1;", ["variable one"], []),
    ("limit_req_zone $key zone=api:10m rate=5r/s;", ["requestZone api"], ["variable key"]),
    ("limit_req zone=api burst=5;", [], ["requestZone api"]),
    ("limit_conn_zone $key zone=ip:1m;", ["connectionZone ip"], ["variable key"]),
    ("limit_conn ip 20;", [], ["connectionZone ip"]),
    ("proxy_cache_path /tmp/c levels=1:2 keys_zone=polls:1m;", ["cacheZone polls"], []),
    ("proxy_cache polls; fastcgi_cache off;", [], ["cacheZone polls"]),
    ("log_format main '$status ${request}x';", ["logFormat main"], ["variable status", "variable request"]),
    ("access_log /dev/stdout main if=$loggable;", [], ["variable loggable", "logFormat main"]),
    ("access_log off;", [], []),
    ("access_log /dev/stdout buffer=32k;", [], []),
    ("include snippets/*.conf;", [], ["file snippets/*.conf"]),
    ("proxy_pass http://chat/api/;", [], ["upstream chat"]),
    ("proxy_pass http://chat:8080;", [], []),
    ("proxy_pass http://$target$request_uri;", [], ["variable target", "variable request_uri"]),
    ("grpc_pass grpc://calls;", [], ["upstream calls"]),
    ("fastcgi_pass php;", [], ["upstream php"]),
    (
      "location @late { } error_page 502 @late; try_files $uri @late;", ["namedLocation @late"],
      ["namedLocation @late", "variable uri", "namedLocation @late"]
    ),
    (
      "location ~ ^/(?<room>[a-z]+)/(?:x|(?<=y))(?P<id>\\d+)$ { return 200 $room$1; }",
      ["variable room", "variable id"], ["variable room"]
    ),
    ("auth_request_set $user $upstream_http_user;", ["variable user"], ["variable upstream_http_user"]),
    ("set_by_lua_block $up { return ngx.var.http_upgrade }", ["variable up"], ["variable http_upgrade"]),
    ("geoip2 a.mmdb { $country default=US country iso_code; }", ["variable country"], []),
  ])
  func ofADirective(text: String, defined: [String], used: [String]) throws {
    let names = try read(text)
    #expect(names.defined == defined)
    #expect(names.used == used)
  }

  @Test func carryTheirUnits() throws {
    let (document, _, _) = try read(
      "http {\n  upstream a { server b; }\n  server { proxy_pass http://a; }\n}\n")
    #expect(document.definitions().map { document.path(of: $0.unit) } == [["http", "upstream a"]])
    #expect(
      document.uses().map { document.path(of: $0.unit) } == [["http", "server", "proxy_pass http://a"]])
  }
}
