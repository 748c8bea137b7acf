import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// What a connection's bytes go through: HTTP/1.1, its limits, the answers that need no task, and Hummingbird's requests.
///
/// Hummingbird's own channel would put the limits behind its translation of heads, which costs more than an answer that is
/// at hand.
struct ServiceChannel: ServerChildChannel, HTTPChannelHandler {
  typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

  let limits: ServiceLimits
  let prompt: PromptAddresses
  let responder: HTTPChannelHandler.Responder

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      var decoding = NIOHTTPDecoderLimitConfiguration()
      decoding.maxHeaderFieldSize = limits.headerBytes
      decoding.maxHeaderListSize = limits.headerBytes
      decoding.maxHeaderFieldCount = limits.headerFields
      let pipeline = channel.pipeline.syncOperations
      // Answers come in the order of their requests and errors are answered further on; fields are valid by their type.
      try pipeline.configureHTTPServerPipeline(
        withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
        withEncoderConfiguration: .init(), withDecoderLimitConfiguration: decoding)
      try pipeline.addHandlers(
        OrderlyClose(limits: limits), SlowClients(limits: limits), BodyInvitation(), PromptAnswers(prompt))
      try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
      try pipeline.addHandler(HTTPConnectionStateHandler(logger: logger))
      return try NIOAsyncChannel(
        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
  }

  func handle(value: Value, logger: Logger) async { await handleHTTP(asyncChannel: value, logger: logger) }
}
