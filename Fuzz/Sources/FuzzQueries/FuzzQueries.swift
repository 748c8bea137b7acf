import FuzzAnswers
import Geocoding

@testable import MapServer

/// Any text behind the question mark of an address: read as each endpoint reads it, answered in valid JSON or refused.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let parameters = QueryParameters(String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self))
  for dialect in AddressDialect.allCases {
    let answer = AddressAnswer(dialect: dialect)
    do throws(ServiceError) {
      let wanted = try AddressParameters.search(parameters, dialect)
      check(answer.collection(search.places(wanted.query), to: wanted, text: wanted.query.text))
    } catch { check(error) }
    do throws(ServiceError) {
      let wanted = try AddressParameters.reverse(parameters, dialect)
      let places = wanted.position.map { search.places(near: $0, wanted.query) } ?? []
      check(answer.collection(places, to: wanted, text: nil))
    } catch { check(error) }
  }
  do throws(ServiceError) {
    let view = try ViewParameters(parameters)
    let box = view.box
    precondition(box.map { [$0.west, $0.south, $0.east, $0.north].allSatisfy(\.isFinite) } ?? true, "\(view)")
    precondition((0...30).contains(view.zoom ?? 0), "\(view)")
  } catch { check(error) }
  return 0
}

private let search = PlaceSearch(resolver: FuzzAnswers.resolver)

private func check(_ answer: [UInt8]) {
  precondition(StrictJSON.isValid(answer), "no JSON: \(String(decoding: answer.prefix(2_000), as: UTF8.self))")
}

/// A refusal is the asker's fault.
private func check(_ error: ServiceError) {
  precondition((400..<500).contains(error.status.code), "\(error)")
}
