import NIOCore
import NIOHTTP1

/// Closes a connection only when what is answered on it has gone out, and gives a request that is on its way when the
/// service ends a moment to arrive.
///
/// The server closes as soon as it has handed over an answer's end; what a client has not taken by then would be lost. So it
/// would when it closes its own side alone, after a client that has closed its side: SwiftNIO closes both then.
final class OrderlyClose: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// How long a connection without a request stays open once the service is to end: a request that a client has
  /// just sent is there by then.
  private static let graceMilliseconds: Int64 = 250

  private let limits: ServiceLimits
  /// Answers whose end is handed over and not yet sent.
  private var endsUnderWay = 0
  /// What is to be closed once they are: our side when the client has closed its own, or both.
  private var closing: CloseMode?
  private var closePromises: [EventLoopPromise<Void>] = []
  private var timers: [Scheduled<Void>] = []

  init(limits: ServiceLimits) { self.limits = limits }

  func handlerRemoved(context: ChannelHandlerContext) {
    for timer in timers { timer.cancel() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard let event = event as? ChannelShouldQuiesceEvent else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    timers.append(
      context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Self.graceMilliseconds)) {
        context.fireUserInboundEventTriggered(event)
      })
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .end = unwrapOutboundIn(data) else {
      context.write(data, promise: promise)
      return
    }
    endsUnderWay += 1
    let written = promise ?? context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenComplete { [self] _ in
      endsUnderWay -= 1
      if let closing, endsUnderWay == 0 { finish(context, closing) }
    }
    context.write(data, promise: written)
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode != .input, endsUnderWay > 0 else {
      context.close(mode: mode, promise: promise)
      return
    }
    if let promise { closePromises.append(promise) }
    let isFirst = closing == nil
    if closing != .all { closing = mode }
    guard isFirst else { return }
    timers.append(
      context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(limits.writeSeconds))) { [self] in
        finish(context, .all)
      })
  }

  private func finish(_ context: ChannelHandlerContext, _ mode: CloseMode) {
    let closed = context.eventLoop.makePromise(of: Void.self)
    for promise in closePromises { closed.futureResult.cascade(to: promise) }
    closePromises = []
    context.close(mode: mode, promise: closed)
  }
}
