import Gazetteer
import MapLayers

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
      let licence = publisher.licence == notStated ? "" : ", \(publisher.licence)"
      return "\(publisher.name), \(publisher.vintages.sorted().joined(separator: ", "))\(licence)"
    }
  }

  /// The licences of the sources, each once, by name. Sources that state none are left out.
  public static func licences(of gazetteer: Gazetteer) -> [UMapDocument.Licence] {
    let names = gazetteer.sources().flatMap { source in
      source.licence.split(separator: ",").map { String($0.drop { $0 == " " }) }
    }
    return Set(names).subtracting([notStated]).sorted().map(licence)
  }

  private static let notStated = "not stated"

  private static func licence(_ name: String) -> UMapDocument.Licence {
    switch name {
    case "Licence Ouverte 2.0": UMapDocument.Licence(named: "etalab-2.0")
    case "CC BY 4.0": UMapDocument.Licence(named: "cc-by-4.0")
    case "Unicode License V3":
      UMapDocument.Licence(name: name, url: "https://www.unicode.org/license.txt")
    default: UMapDocument.Licence(name: name)
    }
  }
}
