import Gazetteer
import MapLayers

extension ReportPage {
  /// The figures that a reader asks first.
  func writeFigures(into page: inout MarkupWriter) {
    let total = content.total(Array(content.contracts.indices))
    let departements = Set(content.places.map(\.departement)).count(where: Self.isDepartement)
    var figures = [
      (words.grouped(content.supplierCount), noun(words.suppliers(content.supplierCount))),
      (words.grouped(content.contractCount), noun(words.contracts(content.contractCount))),
      (words.grouped(content.placeCount), noun(words.places(content.placeCount))),
      (words.grouped(departements), words.departements(departements)),
      (words.percent(content.placedRowCount, of: content.rowCount), words.rowsPlaced),
    ]
    if let local, let median = local.medianMetres {
      figures.append((words.wholeKilometres(median), words.medianDistance))
    }
    if total.exactCount + total.bandCount > 0 { figures.append((words.sum(total), words.knownAmounts)) }
    page.element("dl", [("class", "figures")]) { list in
      for (figure, name) in figures {
        list.element("div", figure.count > Self.longFigure ? [("class", "long")] : []) { item in
          item.element("dt", text: name)
          item.element("dd", text: figure)
        }
      }
    }
    page.newLine()
  }

  /// Neither abroad nor an overseas collectivity.
  private static func isDepartement(_ code: String) -> Bool {
    !code.isEmpty && code != Departement.monaco && !Departement.isCollectivity(code)
  }

  /// A figure of more characters is written smaller.
  private static let longFigure = 9

  /// "3 lieux" without its number.
  private func noun(_ counted: String) -> String {
    counted.split(separator: "\u{A0}").dropFirst().joined(separator: " ")
  }

  /// France, the close-up and the density.
  func writeMaps(into page: inout MarkupWriter) {
    writeLegend(into: &page)
    page.element("div", [("class", "maps")]) { writeFigures(ofMaps: &$0) }
    page.newLine()
  }

  private func writeFigures(ofMaps page: inout MarkupWriter) {
    let caption = pictures.caption
    page.element("figure") { figure in
      figure.element("h3", text: words.mapOfFrance)
      pictures.france.svg(
        into: &figure, name: "france", title: words.mapOfFrance, description: caption, land: .named("land"))
      figure.element("figcaption", text: caption)
    }
    page.newLine()
    let hasDensity = writeDensity(into: &page)
    guard let closeUp = pictures.closeUp else { return }
    // Beside the two maps of France there is no room; below them it has the whole width.
    page.element("figure", hasDensity ? [("class", "wide")] : []) { figure in
      figure.element("h3", text: words.closeUp)
      closeUp.svg(
        into: &figure, name: "closeup", title: words.closeUp, description: words.scaleOfCloseUp,
        land: .named("closeup-land"))
      figure.element("figcaption", text: words.scaleOfCloseUp)
    }
    page.newLine()
  }

  /// Returns false when there is no density to show.
  private func writeDensity(into page: inout MarkupWriter) -> Bool {
    guard let density = input.density, let frame = pictures.franceFrame else { return false }
    var map = DrawnMap(width: SupplierPictures.width, height: SupplierPictures.franceHeight)
    map.heat = density.runs(in: frame)
    map.scale = pictures.france.scale
    page.element("figure") { figure in
      figure.element("h3", text: words.density)
      map.svg(
        into: &figure, name: "density", title: words.density, description: words.densityExplained,
        land: .sharing("land"))
      figure.element("figcaption", text: words.densityExplained)
    }
    page.newLine()
    return true
  }

  private func writeLegend(into page: inout MarkupWriter) {
    guard pictures.legend.count > 1 else { return }
    page.element("ul", [("class", "legend")]) { list in
      for entry in pictures.legend {
        list.element("li") { item in
          item.element("span", [("class", "swatch"), ("style", "background:\(entry.colour)")]) { _ in }
          item.text(DisplayText.truncated(entry.name, to: Self.longestName))
        }
      }
    }
    page.newLine()
  }
}
