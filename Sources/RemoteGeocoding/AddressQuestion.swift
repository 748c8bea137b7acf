import Geocoding

/// Builds the questions for geocoders of addresses from cells as typed.
enum AddressQuestion {
  /// Characters sent: addok and Géoplateforme refuse 200 after taking ligatures apart, and one such row fails a batch.
  static let longestText = 180
  /// Géoplateforme refuses fewer.
  static let shortestText = 3

  /// The city and address within the postal code; for a row that is not placed then with the code as one more word.
  static func questions(for query: LocationQuery, resolution: Resolution) -> [RemoteQuestion] {
    switch resolution.placement.status {
    case .foreign, .empty: return []
    case .ok, .ambiguous, .notFound, .error: break
    }
    let placement = resolution.placement
    if placement.method == .coordinates {
      // The gazetteer only knows the nearest town hall; where the row itself names the commune there is nothing to ask.
      guard query.namesNoCommune, let point = placement.coordinate else { return [] }
      return [.reverse(latitude: sixDecimals(point.latitude), longitude: sixDecimals(point.longitude))]
    }
    let code = TypedPostcode.find(in: query)
    let text = words([query.address, query.city, query.postcode], without: code)
    // A code alone says nothing to them: addok answers 59530 with the commune of the shortest name.
    guard text.count >= shortestText, text.contains(where: \.isLetter) else { return [] }
    guard let code else { return [.search(text: text, postcode: "")] }
    if placement.isPlaced {
      // Put right by the resolver, unless it is a CEDEX, which services do not know.
      return [.search(text: text, postcode: placement.method == .cedex ? "" : placement.postcode)]
    }
    return [.search(text: text, postcode: code), .search(text: clipped("\(text) \(code)"), postcode: "")]
  }

  /// The cells' words in lower case, each cell once, without the postal code, CEDEX and what stands before the first
  /// letter or digit.
  private static func words(_ cells: [String], without code: String?) -> String {
    var seen: [String] = []
    for cell in cells {
      let words = cell.lowercased().split { $0.isWhitespace || ",;\"".contains($0) }
      let text = words.filter { $0 != "cedex" && !isCode($0, code) }.joined(separator: " ")
      if !text.isEmpty, !seen.contains(where: { $0.contains(text) }) { seen.append(text) }
    }
    let joined = seen.joined(separator: " ")
    return clipped(String(joined.drop { !$0.isLetter && !$0.isNumber }))
  }

  /// True for the code in another form: `59.530`, `F-59530`.
  private static func isCode(_ word: Substring, _ code: String?) -> Bool {
    guard let code else { return false }
    let digits = word.filter(\.isNumber)
    return digits == code || (digits.count >= 4 && code.hasSuffix(digits) && word.allSatisfy { !$0.isLetter })
  }

  private static func clipped(_ text: String) -> String {
    var clipped = String.UnicodeScalarView(text.unicodeScalars.prefix(longestText))
    while clipped.last == " " { clipped.removeLast() }
    return String(clipped)
  }

  private static func sixDecimals(_ value: Double) -> String {
    let scaled = Int((abs(value) * 1e6).rounded())
    let fraction = String(scaled % 1_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.utf8.count)
    return "\(value < 0 && scaled != 0 ? "-" : "")\(scaled / 1_000_000).\(zeros)\(fraction)"
  }
}

extension LocationQuery {
  /// True when the row says at most a postal code and a position: in which commune that is, is a conclusion.
  var namesNoCommune: Bool { city.isEmpty && citycode.isEmpty && address.isEmpty }
}

/// The postal code that a row writes, in any of its cells.
enum TypedPostcode {
  /// Five digits, a lost leading zero put back; `nil` when no cell has any.
  static func find(in query: LocationQuery) -> String? {
    if let code = codes(in: query.postcode, allowsFour: true).first { return code }
    for cell in [query.city, query.address] {
      if let code = codes(in: cell, allowsFour: false).last { return code }
    }
    return nil
  }

  /// Runs of five digits; dots and spaces within the cell's only number do not part it.
  private static func codes(in cell: String, allowsFour: Bool) -> [String] {
    let plain = cell.hasSuffix(".0") ? String(cell.dropLast(2)) : cell
    let parts = plain.split { !("0"..."9").contains($0) }.map(String.init)
    var found = parts.filter { $0.utf8.count == 5 }
    if found.isEmpty, allowsFour {
      let whole = parts.joined()
      if whole.utf8.count == 5 { found = [whole] }
      if whole.utf8.count == 4, parts.count == 1 { found = ["0\(whole)"] }
    }
    return found
  }
}
