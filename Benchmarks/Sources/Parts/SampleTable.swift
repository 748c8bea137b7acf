import Geodesy
import Measuring

/// A postal code with one of its communes.
struct Place {
  var postcode: String
  var city: String
  var coordinate: Coordinate
}

/// A table of rows at random places; `quoted` puts every cell between quotes.
func sampleTable(_ places: [Place], rows: Int, quoted: Bool) -> [UInt8] {
  var generator = Generator()
  var bytes: [UInt8] = Array("id,name,object,postcode,city\n".utf8)
  let quote = quoted ? "\"" : ""
  for row in 0..<rows {
    let place = places[Int.random(in: 0..<places.count, using: &generator)]
    let cells = ["\(row)", "ENTREPRISE \(row % 100_000) SARL", "Travaux de voirie", place.postcode, place.city]
    bytes += Array((cells.map { quote + $0 + quote }.joined(separator: ",") + "\n").utf8)
  }
  return bytes
}
