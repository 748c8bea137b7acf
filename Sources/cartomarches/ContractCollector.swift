import Dispatch
import Locking
import SupplierMaps

/// Hands contracts to the builder of a map on a thread of its own, so that the next rows are read and placed meanwhile.
final class ContractCollector: Sendable {
  private let builder: Mutex<SupplierMapBuilder>
  private let queue = DispatchQueue(label: "contracts")
  /// Batches that may wait: the builder takes a batch in less time than the next one needs, or nearly.
  private let room = DispatchSemaphore(value: 2)

  init(_ builder: SupplierMapBuilder) { self.builder = Mutex(builder) }

  /// Takes the contracts of some rows, in order; waits when the builder is far behind.
  func add(_ contracts: [ContractRow]) {
    room.wait()
    queue.async {
      self.builder.withLock { builder in
        for contract in contracts { builder.add(contract) }
      }
      self.room.signal()
    }
  }

  /// The map's content of all contracts.
  func finish() -> SupplierMapContent {
    queue.sync {}
    return builder.withLock { builder in
      // What is left is empty: the builder's memory becomes the content's.
      let whole = builder
      builder = SupplierMapBuilder(SupplierMapOptions())
      return whole.finish()
    }
  }
}
