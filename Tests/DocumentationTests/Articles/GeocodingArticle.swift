import Gazetteer
import Geocoding

/// The examples of Geocoding.md.
func geocodingArticle(_ print: (Any) -> Void) throws {
  let resolver = Resolver(gazetteer: try Gazetteer.embedded())
  let placement = resolver.place(LocationQuery(postcode: "2500", city: "hirson"))
  print(placement.label)  // 02500 Hirson
  print(placement.method?.rawValue ?? "not placed")  // postcode+city
  for note in placement.notes { print(note.sentence(in: .english)) }
  // The code had lost its leading zero: 2500 is read as 02500.

  let resolution = resolver.resolve(LocationQuery(city: "Saint-Aubin"))
  print(resolution.placement.status.rawValue)  // ambiguous
  print(resolution.candidates.count > 1)  // true
}
