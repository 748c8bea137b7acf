import Hummingbird
import Logging
import NIOCore

/// What goes with a request: Hummingbird's own storage, and the request's name in logs and answers.
struct ServiceContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The request's id: the client's, if it sent one that can be logged, else a random one.
  var requestID = ""

  private let channel: any Channel

  init(source: Source) {
    coreContext = .init(source: source)
    channel = source.channel
  }

  /// Lets a client that asked for leave to send its body send it. To be called before a body is read.
  func inviteBody() { channel.triggerUserOutboundEvent(BodyInvitation.BodyIsWanted(), promise: nil) }
}
