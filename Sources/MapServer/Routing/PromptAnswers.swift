import Glibc
import NIOCore
import NIOHTTP1

/// Answers on the connection's own thread what ``PromptAddresses`` can, and hands everything else on.
///
/// A search takes some tens of microseconds; a task for it, with its way to another thread and back, as many again.
/// Requests stay in order: while one that was handed on is under way, those behind it are handed on too. So are they while
/// the client does not take what is answered: Hummingbird waits then, this would not.
final class PromptAnswers: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let addresses: PromptAddresses
  /// A head that may be answered here once its request is whole.
  private var head: HTTPRequestHead?
  private var start = NIODeadline.now()
  /// Requests handed on whose answer has not ended.
  private var handedOn = 0
  private var isFlushDue = false
  private var date = ResponseDate()

  init(_ addresses: PromptAddresses) { self.addresses = addresses }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      if handedOn == 0, context.channel.isWritable, addresses.mayAnswer(head) {
        self.head = head
        start = .now()
        return
      }
      handedOn += 1
    case .body:
      handOn(context)
    case .end:
      if let head, answer(head, context) {
        self.head = nil
        return
      }
      handOn(context)
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if isFlushDue {
      isFlushDue = false
      context.flush()
    }
    context.fireChannelReadComplete()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { handedOn -= 1 }
    context.write(data, promise: promise)
  }

  /// Hands on the head that was held back, if there is one.
  private func handOn(_ context: ChannelHandlerContext) {
    guard let head else { return }
    self.head = nil
    handedOn += 1
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }

  private func answer(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) -> Bool {
    guard let (head, body) = addresses.answer(request, since: start, date: date.text()) else { return false }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
    isFlushDue = true
    return true
  }
}

/// The time as the `Date` field has it (RFC 9110, section 5.6.7), written once a second.
struct ResponseDate {
  private var second = Int.min
  private var written = ""

  mutating func text() -> String {
    var now = time(nil)
    guard now != second else { return written }
    second = now
    var parts = tm()
    gmtime_r(&now, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    written =
      "\(Self.days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(Self.months[Int(parts.tm_mon)]) "
      + "\(parts.tm_year + 1_900) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    return written
  }

  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
