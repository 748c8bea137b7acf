import CPrefetch
import Geocoding
import Locking

extension AnswerTable {
  /// The slots at one moment. Entries added later may be missing, never wrong.
  typealias Slots = AddressSlots
}

extension AddressSlots {
  /// Asks for the memory of the slot where a hash belongs.
  @inline(__always)
  func prefetchWord(_ hash: UInt64) { prefetch(slot(hash)) }

  /// The entry of a location as it is meant; `nil` when there is none.
  func entry(_ meaning: LocationMeaning) -> UnsafeRawPointer? {
    find(meaning.place, mark: meaning.tag) { $0.entry.tag == meaning.tag }
  }

  /// The entry of a key; `nil` when there is none.
  @inline(__always)
  func entry(
    _ hash: UInt64, _ key: UnsafeRawPointer, _ length: Int, _ masks: AnswerTable.Masks = AnswerTable.masks
  ) -> UnsafeRawPointer? {
    find(hash, mark: hash) { $0.isKey(key, length, masks) }
  }
}
