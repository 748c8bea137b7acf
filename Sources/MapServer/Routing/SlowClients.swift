import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Closes connections whose client is too slow: with a request's head or body, or taking what is answered.
///
/// A head or body that comes byte by byte keeps a connection busy for ever ("slow loris"): the time limits are for the
/// whole of it, and do not begin anew with each byte. A body that is late reaches its handler as ``BodyIsLate``, which
/// answers 408. What is no request is answered here too, with a reason.
final class SlowClients: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// The rest of a body did not come in time.
  struct BodyIsLate: Error {}

  private let limits: ServiceLimits
  private var timer: Scheduled<Void>?
  private var writeTimer: Scheduled<Void>?
  private var requestsRead = 0
  private var requestsAnswered = 0

  init(limits: ServiceLimits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) { expectHead(context) }

  func handlerRemoved(context: ChannelHandlerContext) { cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    cancel()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // The request is over, whatever comes of it.
    timer?.cancel()
    if let error = error as? HTTPParserError, requestsAnswered == requestsRead {
      refuse(context, .notHTTP(error))
    } else {
      context.fireErrorCaught(error)
    }
  }

  private func cancel() {
    timer?.cancel()
    writeTimer?.cancel()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      requestsRead += 1
      timer?.cancel()
      timer = after(limits.bodySeconds, context) { $0.fireErrorCaught(BodyIsLate()) }
    case .body: break
    case .end: timer?.cancel()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      requestsAnswered += 1
      // The next request may be there already.
      if requestsAnswered >= requestsRead { expectHead(context) }
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    writeTimer?.cancel()
    // Not writable: the client's buffers and ours are full, and it takes nothing.
    if !context.channel.isWritable { writeTimer = after(limits.writeSeconds, context) { $0.close(promise: nil) } }
    context.fireChannelWritabilityChanged()
  }

  private func expectHead(_ context: ChannelHandlerContext) {
    timer?.cancel()
    let isFirst = requestsAnswered == 0
    timer = after(isFirst ? limits.headSeconds : limits.idleSeconds, context) { [self] context in
      if isFirst {
        refuse(context, .timeout("No whole request within \(limits.headSeconds) s."))
      } else {
        context.close(promise: nil)
      }
    }
  }

  /// Answers in place of a request that never came whole, and closes.
  private func refuse(_ context: ChannelHandlerContext, _ error: ServiceError) {
    let body = ErrorAnswers.body(error, .addok)
    let head = HTTPResponse(
      status: error.status,
      headerFields: [
        .contentType: ContentType.json, .contentLength: String(body.count), .connection: "close",
      ])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.close(promise: nil)
  }

  private func after(
    _ seconds: Int, _ context: ChannelHandlerContext, _ act: @escaping (ChannelHandlerContext) -> Void
  ) -> Scheduled<Void> {
    context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(seconds))) { act(context) }
  }
}

extension ServiceError {
  /// What is no request, or one with a head beyond the limits.
  fileprivate static func notHTTP(_ error: HTTPParserError) -> ServiceError {
    if error == .headerOverflow {
      return ServiceError(
        .requestHeaderFieldsTooLarge, "431 Request Header Fields Too Large", "The head of the request is too large.")
    }
    return ServiceError(.badRequest, "400 Bad Request", "What was sent is no HTTP request.")
  }
}
