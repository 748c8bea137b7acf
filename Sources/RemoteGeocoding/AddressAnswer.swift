import FoundationEssentials
import Geodesy

/// Reads the answers that addok and Géoplateforme have in common: GeoJSON for one question, a table for many.
enum AddressAnswer {
  private struct Collection: Decodable {
    struct Feature: Decodable {
      struct Geometry: Decodable {
        let coordinates: [Double]
      }
      struct Properties: Decodable {
        let label, type, postcode, city, citycode, oldcity, oldcitycode: String?
        let score: Double?
      }
      let geometry: Geometry
      let properties: Properties
    }
    let features: [Feature]
  }

  /// Reads a FeatureCollection; nothing but `features` is relied on.
  static func candidates(inGeoJSON body: [UInt8]) throws(AnswerError) -> RemoteAnswer {
    guard let collection = try? JSONDecoder().decode(Collection.self, from: Data(body)) else {
      throw AnswerError(expected: "a GeoJSON FeatureCollection", body: body)
    }
    return RemoteAnswer(candidates: collection.features.compactMap(candidate))
  }

  private static func candidate(_ feature: Collection.Feature) -> RemoteCandidate? {
    let position = feature.geometry.coordinates
    guard position.count >= 2, Coordinate(latitude: position[1], longitude: position[0]).isValid else { return nil }
    let properties = feature.properties
    var candidate = RemoteCandidate(latitude: position[1], longitude: position[0])
    candidate.label = properties.label ?? ""
    candidate.score = hundredths(properties.score ?? 0)
    candidate.type = properties.type ?? ""
    candidate.postcode = properties.postcode ?? ""
    candidate.city = properties.city ?? ""
    candidate.citycode = properties.citycode ?? ""
    candidate.oldCity = properties.oldcity ?? ""
    candidate.oldCitycode = properties.oldcitycode ?? ""
    return candidate
  }

  static func hundredths(_ score: Double) -> Double {
    score.isFinite ? (min(max(score, 0), 1) * 100).rounded() / 100 : 0
  }

  // MARK: Tables

  /// The table to send: an identifier by which answers are matched (blank and refused rows may go missing), and the words
  /// with the code that filters them, or the position under the names that both services look for.
  static func table(of questions: [RemoteQuestion]) -> [UInt8] {
    var text =
      questions.first?.isReverse == true
      ? "cartomarches_id,latitude,longitude\r\n" : "cartomarches_id,cartomarches_q,cartomarches_postcode\r\n"
    for (number, question) in questions.enumerated() {
      switch question {
      case .search(let words, let postcode):
        let quoted = words.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        text += "\(number),\"\(quoted)\",\(postcode)\r\n"
      case .reverse(let latitude, let longitude): text += "\(number),\(latitude),\(longitude)\r\n"
      case .company: continue
      }
    }
    return Array(text.utf8)
  }

  /// Reads the table that comes back, its columns by name: their order differs between services.
  static func answers(to questions: [RemoteQuestion], inCSV body: [UInt8]) throws(AnswerError) -> [RemoteAnswer?] {
    guard let rows = CommaSeparated.rows(body), let header = rows.first else {
      throw AnswerError(expected: "a table of comma-separated text", body: body)
    }
    let places = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    guard let identifier = places["cartomarches_id"], places["latitude"] != nil, places["longitude"] != nil else {
      throw AnswerError(expected: "the columns cartomarches_id, latitude and longitude", body: body)
    }
    var answers = [RemoteAnswer?](repeating: nil, count: questions.count)
    for row in rows.dropFirst() where row.count > identifier {
      guard let number = Int(row[identifier]), answers.indices.contains(number) else { continue }
      func cell(_ name: String) -> String { places[name].flatMap { $0 < row.count ? row[$0] : nil } ?? "" }
      // "error": the service failed for this row, which is no answer.
      if cell("result_status") == "error" { continue }
      // The columns of a position are the question's own: what was found shows in the others.
      let isFound = !questions[number].isReverse || !cell("result_citycode").isEmpty
      answers[number] = isFound ? answer(cell) : RemoteAnswer(candidates: [])
    }
    return answers
  }

  private static func answer(_ cell: (String) -> String) -> RemoteAnswer {
    guard let latitude = Double(cell("latitude")), let longitude = Double(cell("longitude")),
      Coordinate(latitude: latitude, longitude: longitude).isValid
    else { return RemoteAnswer(candidates: []) }
    var candidate = RemoteCandidate(latitude: latitude, longitude: longitude)
    candidate.label = cell("result_label")
    candidate.score = hundredths(Double(cell("result_score")) ?? 0)
    candidate.type = cell("result_type")
    candidate.postcode = cell("result_postcode")
    candidate.city = cell("result_city")
    candidate.citycode = cell("result_citycode")
    candidate.oldCity = cell("result_oldcity")
    candidate.oldCitycode = cell("result_oldcitycode")
    return RemoteAnswer(
      candidates: [candidate], nextScore: hundredths(Double(cell("result_score_next")) ?? 0))
  }
}

/// Comma-separated text as RFC 4180 says: what a service writes, not what a person does.
enum CommaSeparated {
  /// The rows' cells; `nil` when the bytes are not UTF-8 or a quote is not closed.
  static func rows(_ bytes: [UInt8]) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func endCell() -> Bool {
      guard let text = String(validating: cell, as: UTF8.self) else { return false }
      row.append(text)
      cell.removeAll(keepingCapacity: true)
      return true
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte != 0x22 {
          cell.append(byte)
        } else if index < bytes.count, bytes[index] == 0x22 {
          cell.append(0x22)
          index += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case 0x22: isQuoted = true
      case 0x2C: guard endCell() else { return nil }
      case 0x0A:
        guard endCell() else { return nil }
        rows.append(row)
        row.removeAll(keepingCapacity: true)
      case 0x0D: continue
      default: cell.append(byte)
      }
    }
    guard !isQuoted else { return nil }
    if !cell.isEmpty || !row.isEmpty {
      guard endCell() else { return nil }
      rows.append(row)
    }
    return rows
  }
}
