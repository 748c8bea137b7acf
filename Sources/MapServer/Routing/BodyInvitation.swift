import NIOCore
import NIOHTTP1

/// Tells a client that waits with its body to send it (`Expect: 100-continue`, RFC 9110, section 10.1.1).
///
/// Only once the body is wanted, so that a request refused for its head is not uploaded first. curl waits a second for it
/// with every body of more than a megabyte.
final class BodyInvitation: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// Sent through a connection by whoever is about to read a request's body.
  struct BodyIsWanted: Sendable {}

  private var isAwaited = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): isAwaited = head.headers.first(name: "expect")?.lowercased() == "100-continue"
    case .body, .end: isAwaited = false
    }
    context.fireChannelRead(data)
  }

  func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
    guard event is BodyIsWanted else {
      context.triggerUserOutboundEvent(event, promise: promise)
      return
    }
    guard isAwaited else {
      promise?.succeed()
      return
    }
    isAwaited = false
    context.writeAndFlush(
      wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: promise)
  }
}
