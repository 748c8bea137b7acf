import Gazetteer
import Geocoding
import MapLayers
import TableGeocoding

/// A resolution in words and as JSON.
struct Explanation {
  var query: LocationQuery
  var resolution: Resolution
  var language: Language
  var gazetteer: Gazetteer

  private var placement: Placement { resolution.placement }

  // MARK: Text

  /// The answer in lines for a person.
  var text: String {
    var lines: [String] = []
    let read = roles.map { "\($0.name) = \(language.quoted($0.text))" }.joined(separator: ", ")
    lines.append(language.choose("Lu : \(read)", "Read: \(read)"))
    lines += answer
    for note in placement.notes { lines.append("  • \(note.sentence(in: language, gazetteer: gazetteer))") }
    let suggestion = resolution.suggestion(in: language)
    if !suggestion.isEmpty { lines.append(language.choose("À faire : \(suggestion)", "To do: \(suggestion)")) }
    if !resolution.candidates.isEmpty {
      lines.append(language.choose("Lieux envisagés :", "Places weighed:"))
      for candidate in resolution.candidates {
        let name = [
          candidate.postcode, candidate.city, candidate.citycode.isEmpty ? "" : "(INSEE \(candidate.citycode))",
        ]
        .filter { !$0.isEmpty }.joined(separator: " ")
        lines.append("  \(number(candidate.score, 2))  \(name) — \(candidate.why(in: language))")
      }
    }
    return Console.printable(lines: lines)
  }

  private var answer: [String] {
    guard placement.isPlaced else {
      return [language.choose("Non placé : \(placement.status.rawValue)", "Not placed: \(placement.status.rawValue)")]
    }
    let place = placement.label.isEmpty ? placement.context : placement.label
    let position = "\(placement.text(.latitude)), \(placement.text(.longitude))"
    let method = placement.method?.rawValue ?? ""
    let radius = placement.radiusMetres.map { "\($0) m" } ?? "?"
    let score = number(placement.score ?? 0, 2)
    let insee = placement.citycode.isEmpty ? "" : ", INSEE \(placement.citycode)"
    let context = placement.context.isEmpty || placement.context == place ? "" : " (\(placement.context))"
    return [
      language.choose("Placé : ", "Placed: ") + "\(place)\(context)\(insee)",
      language.choose(
        "  latitude, longitude \(position), à \(radius) près, méthode \(method), score \(score)",
        "  latitude, longitude \(position), within \(radius), method \(method), score \(score)"),
    ]
  }

  private func number(_ value: Double, _ places: Int) -> String {
    var json = JSONWriter()
    json.number(value, decimals: places)
    let text = String(decoding: json.takeBytes(), as: UTF8.self)
    let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
    return (decimals == 0 ? text + "." : text) + String(repeating: "0", count: places - decimals)
  }

  private var roles: [(name: String, text: String)] {
    [
      ("postcode", query.postcode), ("city", query.city), ("address", query.address), ("citycode", query.citycode),
      ("siret", query.siret), ("country", query.country), ("latitude", query.latitude),
      ("longitude", query.longitude),
    ].filter { !$0.1.isEmpty }.map { (name: $0.0, text: $0.1) }
  }

  // MARK: JSON

  /// `{"query", "result", "candidates", "notes"}`.
  func json() -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("query")
    json.beginObject()
    for role in roles {
      json.key(role.name)
      json.text(role.text)
    }
    json.endObject()
    json.key("result")
    writeResult(&json)
    json.key("candidates")
    json.beginArray()
    for candidate in resolution.candidates { write(candidate, &json) }
    json.endArray()
    json.key("notes")
    json.beginArray()
    for note in placement.notes { json.text(note.sentence(in: language, gazetteer: gazetteer)) }
    let suggestion = resolution.suggestion(in: language)
    if !suggestion.isEmpty { json.text(suggestion) }
    json.endArray()
    json.endObject()
    return json.takeBytes() + [0x0A]
  }

  private func writeResult(_ json: inout JSONWriter) {
    json.beginObject()
    for column in ResultColumn.usual {
      let text = placement.text(column)
      json.key(column.rawValue)
      switch column {
      case .latitude: write(placement.coordinate?.latitude, decimals: 6, &json)
      case .longitude: write(placement.coordinate?.longitude, decimals: 6, &json)
      case .score: write(placement.score, decimals: 3, &json)
      case .radiusMetres: write(placement.radiusMetres.map(Double.init), decimals: 0, &json)
      default: json.text(text)
      }
    }
    json.endObject()
  }

  private func write(_ value: Double?, decimals: Int, _ json: inout JSONWriter) {
    if let value { json.number(value, decimals: decimals) } else { json.null() }
  }

  private func write(_ candidate: Candidate, _ json: inout JSONWriter) {
    json.beginObject()
    for (key, text) in [
      ("postcode", candidate.postcode), ("city", candidate.city), ("citycode", candidate.citycode),
    ] {
      json.key(key)
      json.text(text)
    }
    json.key("latitude")
    json.number(candidate.coordinate.latitude, decimals: 6)
    json.key("longitude")
    json.number(candidate.coordinate.longitude, decimals: 6)
    json.key("score")
    json.number(candidate.score, decimals: 3)
    json.key("why")
    json.text(candidate.why(in: language))
    json.endObject()
  }
}
