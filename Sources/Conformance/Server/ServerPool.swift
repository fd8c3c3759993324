/// The servers of one run: one for each wish, started when the first case wants it.
actor ServerPool {
  private let workplace: ServerWorkplace
  private var shared: [ServerWish: RunningServer] = [:]
  private var isBuilt = false
  private var number = 0
  /// Why no server can be had at all; found once, said of every case.
  private(set) var brokenBecause: String?
  /// What a reader should know of the servers.
  private(set) var remarks: [String] = []

  init(_ workplace: ServerWorkplace) { self.workplace = workplace }

  nonisolated var binding: ServerBinding { workplace.binding }

  /// A running server as a case wants it.
  func server(for wish: ServerWish) async throws -> RunningServer {
    if let brokenBecause { throw CaseFailure.error(brokenBecause) }
    if !isBuilt {
      do {
        try await workplace.build()
      } catch CaseFailure.error(let why) {
        brokenBecause = why
        throw CaseFailure.error(why)
      }
      isBuilt = true
    }
    if !wish.isOwn, let server = shared[wish] {
      // A case may have brought it down; that was its own failure, not the next one's.
      try await server.start()
      return server
    }
    number += 1
    let server = RunningServer(workplace, wish, folder: "\(workplace.temporary)/server-\(number)")
    do {
      try await server.start()
    } catch {
      await server.end()
      if shared.isEmpty, case CaseFailure.error(let why) = error { brokenBecause = why }
      throw error
    }
    if !wish.isOwn { shared[wish] = server }
    if remarks.isEmpty, await server.isExposed == true {
      remarks.append("the server listens on all interfaces; the suite asks it on 127.0.0.1 alone")
    }
    return server
  }

  /// Gives back a server that a case has used.
  func release(_ server: RunningServer) async {
    for stub in server.stubs { stub.set(.none) }
    if server.wish.isOwn { await server.end() }
  }

  func end() async {
    for server in shared.values { await server.end() }
    shared = [:]
  }
}
