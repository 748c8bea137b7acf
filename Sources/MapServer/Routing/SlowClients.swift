import NIOCore
import NIOHTTP1

/// Closes connections whose client is too slow: with a request's head or body, or taking what is answered.
///
/// A head or body that comes byte by byte keeps a connection busy for ever ("slow loris"): the time limits are for the
/// whole of it, and do not begin anew with each byte. A body that is late reaches its handler as ``BodyIsLate``, which
/// answers 408. What is no request is answered here too, with a reason.
final class SlowClients: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// The rest of a body did not come in time.
  struct BodyIsLate: Error {}

  private let limits: ServiceLimits
  /// What a client is late with when the time is over.
  private enum Awaited {
    case firstHead, nextHead, body
  }

  private var awaited = Awaited.firstHead
  /// When the time is over; `nil` while nothing is awaited.
  private var deadline: NIODeadline?
  /// What looks whether it is, and when: a later deadline does not move it, so that a request costs no timer.
  private var timer: (task: Scheduled<Void>, at: NIODeadline)?
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
    deadline = nil
    if let error = error as? HTTPParserError, requestsAnswered == requestsRead {
      refuse(context, .notHTTP(error))
    } else {
      context.fireErrorCaught(error)
    }
  }

  private func cancel() {
    timer?.task.cancel()
    writeTimer?.cancel()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      requestsRead += 1
      expect(.body, within: limits.bodySeconds, context)
    case .body: break
    case .end: deadline = nil
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
    let isFirst = requestsAnswered == 0
    expect(
      isFirst ? .firstHead : .nextHead, within: isFirst ? limits.headSeconds : limits.idleSeconds, context)
  }

  private func expect(_ what: Awaited, within seconds: Int, _ context: ChannelHandlerContext) {
    awaited = what
    let end = NIODeadline.now() + .seconds(Int64(seconds))
    deadline = end
    if let timer, timer.at <= end { return }
    timer?.task.cancel()
    look(at: end, context)
  }

  private func look(at time: NIODeadline, _ context: ChannelHandlerContext) {
    let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: time) { [self] in
      timer = nil
      guard let deadline else { return }
      if NIODeadline.now() < deadline { look(at: deadline, context) } else { timeIsOver(context) }
    }
    timer = (task, time)
  }

  private func timeIsOver(_ context: ChannelHandlerContext) {
    deadline = nil
    switch awaited {
    case .firstHead: refuse(context, .timeout("No whole request within \(limits.headSeconds) s."))
    case .nextHead: context.close(promise: nil)
    case .body: context.fireErrorCaught(BodyIsLate())
    }
  }

  /// Answers in place of a request that never came whole, and closes.
  private func refuse(_ context: ChannelHandlerContext, _ error: ServiceError) {
    let body = ErrorAnswers.body(error, .addok)
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: error.status.code),
      headers: [
        "Content-Type": ContentType.json, "Content-Length": String(body.count), "Connection": "close",
      ])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
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
