import Gazetteer

/// Where the positions on a map come from, as its reader has to be told.
public enum Attribution {
  /// One line per publisher and licence, with the vintages: for ``SupplierMapOptions/sources``.
  public static func lines(of gazetteer: Gazetteer) -> [String] {
    var publishers: [(name: String, vintages: [String], licence: String)] = []
    for source in gazetteer.sources() {
      if let known = publishers.firstIndex(where: { $0.name == source.publisher && $0.licence == source.licence }) {
        if !publishers[known].vintages.contains(source.vintage) { publishers[known].vintages.append(source.vintage) }
      } else {
        publishers.append((source.publisher, [source.vintage], source.licence))
      }
    }
    return publishers.map { publisher in
      let licence = publisher.licence == "not stated" ? "" : ", \(publisher.licence)"
      return "\(publisher.name), \(publisher.vintages.sorted().joined(separator: ", "))\(licence)"
    }
  }
}
