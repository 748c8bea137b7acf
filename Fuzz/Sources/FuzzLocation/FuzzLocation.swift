import FuzzAnswers
import Geocoding

/// Any texts in the cells that say where: they are read, resolved and explained.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let cells = FuzzAnswers.texts(data, count, count: 8)
  let query = LocationQuery(
    postcode: cells[0], city: cells[1], address: cells[2], citycode: cells[3], siret: cells[4], country: cells[5],
    latitude: cells[6], longitude: cells[7], columnKeepsZeros: count % 2 == 1)
  let resolver = FuzzAnswers.resolver
  let resolution = resolver.resolve(query)
  FuzzAnswers.check(resolution.placement)
  precondition(resolver.place(query) == resolution.placement, "the fast way differs for \(query)")
  for note in resolution.placement.notes {
    precondition(!note.sentence(in: .french).isEmpty && !note.sentence(in: .english).isEmpty, "\(note)")
  }
  _ = resolution.suggestion(in: .french)
  FuzzAnswers.check(resolver.place(LocationQuery(freeText: cells.joined(separator: " "))))
  return 0
}
