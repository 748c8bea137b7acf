import Locking

/// The layers that are served now; replaced whole when the tables change, so that a request never sees half of it.
final class LayerStore: Sendable {
  private let current = Mutex<LayerSet?>(nil)
  /// Whether tables were named, which are then to be read before the service is ready.
  let isExpected: Bool

  /// An empty store; `isExpected` when tables are to fill it.
  init(isExpected: Bool) { self.isExpected = isExpected }

  /// The layers; `nil` before the tables are read for the first time.
  var layers: LayerSet? { current.withLock { $0 } }

  /// True when there is nothing left to wait for.
  var isReady: Bool { !isExpected || layers != nil }

  func replace(by layers: LayerSet) { current.withLock { $0 = layers } }
}
