import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Stands on loopback for a service that the backend asks, and does wrong what a case
/// tells it to.
final class Stub: Sendable {
  let name: String
  private let binding: ServerBinding.Dependency
  private let mode = Mutex(StubFault.none)
  private let asked = Counter()
  private let listener: Mutex<(any Channel)?> = Mutex(nil)

  init(_ binding: ServerBinding.Dependency) {
    name = binding.name
    self.binding = binding
  }

  /// How often it was asked.
  var requests: Int { asked.value }

  func set(_ fault: StubFault) { mode.withLock { $0 = fault } }

  /// - Returns: its port.
  func start() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Responder(stub: self))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    listener.withLock { $0 = channel }
    return channel.localAddress?.port ?? 0
  }

  func stop() async {
    let channel = listener.withLock { channel in
      defer { channel = nil }
      return channel
    }
    try? await channel?.close()
  }

  fileprivate struct Reply {
    let status: Int
    let body: String
    let delay: TimeAmount
    let isReset: Bool
  }

  fileprivate func reply(to method: String, _ target: String) -> Reply {
    asked.add()
    let path = String(target.prefix { $0 != "?" })
    guard method == binding.route.method, Self.matches(path, binding.route.path) else {
      return Reply(status: 404, body: "{}", delay: .zero, isReset: false)
    }
    switch mode.withLock({ $0 }) {
    case .none: return Reply(status: binding.status, body: binding.reply, delay: .zero, isReset: false)
    case .status500: return Reply(status: 500, body: "{}", delay: .zero, isReset: false)
    case .status403: return Reply(status: 403, body: "{}", delay: .zero, isReset: false)
    case .delay2s:
      return Reply(status: binding.status, body: binding.reply, delay: .seconds(2), isReset: false)
    case .delay12s:
      return Reply(status: binding.status, body: binding.reply, delay: .seconds(12), isReset: false)
    case .reset: return Reply(status: 0, body: "", delay: .zero, isReset: true)
    }
  }

  private static func matches(_ path: String, _ pattern: String) -> Bool {
    let parts = path.split(separator: "/"), wanted = pattern.split(separator: "/")
    return parts.count == wanted.count && zip(parts, wanted).allSatisfy { $1 == "*" || $0 == $1 }
  }
}

/// One connection to a stub.
private final class Responder: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let stub: Stub
  private var head: HTTPRequestHead?

  init(stub: Stub) { self.stub = stub }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      guard let head else { return }
      let reply = stub.reply(to: head.method.rawValue, head.uri)
      if reply.isReset { return context.close(promise: nil) }
      let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
      let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(in: reply.delay) { handler.value.answer(reply, bound.value) }
    }
  }

  private func answer(_ reply: Stub.Reply, _ context: ChannelHandlerContext) {
    let headers = HTTPHeaders([
      ("Content-Type", "application/json"), ("Content-Length", "\(reply.body.utf8.count)"),
    ])
    let status = HTTPResponseStatus(statusCode: reply.status)
    context.write(
      wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: reply.body)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}
