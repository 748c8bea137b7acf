extension LocationQuery {
  /// A query from one text that may be a code, a city, both or a whole address.
  public init(freeText text: String) {
    let hasDigit = text.utf8.contains(where: \.isDigit)
    let reading = CellReading(text, as: .postcode)
    if !hasDigit, reading.codes.isEmpty, reading.country == nil {
      self.init(city: text)
    } else if reading.codes.isEmpty || !reading.before.isEmpty && !reading.after.isEmpty {
      self.init(address: text)
      // "75 Paris", "Paris 9": a number without a code is part of the city's name.
      if reading.codes.isEmpty { self.init(city: text) }
    } else {
      self.init(postcode: text)
    }
  }
}
