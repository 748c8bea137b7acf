import Geocoding
import MapLayers

/// `report.html`: one page that stands alone.
struct ReportPage {
  let content: SupplierMapContent
  let input: ReportInput
  let pictures: SupplierPictures
  let local: LocalPurchasing?

  init(_ content: SupplierMapContent, _ pictures: SupplierPictures, _ input: ReportInput) {
    self.content = content
    self.input = input
    self.pictures = pictures
    local = LocalPurchasing(content)
  }

  var words: MapWords { content.words }

  /// Names are cut here: one of five hundred letters would fill a screen. The files beside the page have them whole.
  static let longestName = 90

  var title: String { content.title }

  /// One part of the page: its name for links, its heading, what it writes.
  private struct Part {
    let name: String
    let heading: String
    let write: (inout MarkupWriter) -> Void
  }

  /// The parts in reading order; those with nothing to say are left out.
  private var parts: [Part] {
    var parts = [
      Part(name: "figures", heading: words.keyFigures, write: writeFigures),
      Part(name: "maps", heading: words.maps, write: writeMaps),
    ]
    if let local {
      parts.append(Part(name: "local", heading: words.localPurchasing) { writeLocal(local, into: &$0) })
    }
    parts += [
      Part(name: "breakdown", heading: words.breakdown, write: writeCharts),
      Part(name: "suppliers", heading: words.topSuppliers, write: writeSuppliers),
      Part(name: "quality", heading: words.quality, write: writeQuality),
      Part(name: "origin", heading: words.originHeading, write: writeOrigin),
    ]
    return parts
  }

  func write(into page: inout MarkupWriter) {
    page.literal("<!DOCTYPE html>\n")
    page.element("html", [("lang", content.options.language.rawValue)]) { html in
      html.element("head") { writeHead(into: &$0) }
      html.newLine()
      html.element("body") { body in
        body.element("header") { header in
          header.element("h1", text: title)
          header.element("p", [("class", "lead")], text: introduction)
          header.element("nav", [("aria-label", words.contents)]) { nav in
            nav.element("ul") { list in
              for part in parts {
                list.element("li") { $0.element("a", [("href", "#\(part.name)")], text: part.heading) }
              }
            }
          }
        }
        body.newLine()
        body.element("main") { main in
          for part in parts {
            main.element("section", [("id", part.name), ("aria-labelledby", "\(part.name)-heading")]) { section in
              section.element("h2", [("id", "\(part.name)-heading")], text: part.heading)
              section.newLine()
              part.write(&section)
            }
            main.newLine()
          }
        }
        body.element("script") { $0.literal(ReportStyle.script) }
      }
    }
    page.newLine()
  }

  private var introduction: String {
    var text = words.introduction(rows: content.rowCount, placed: content.placedRowCount)
    let dataDate = content.dataDate
    if !dataDate.isEmpty { text += " " + words.dataDate(dataDate) }
    return text
  }

  private func writeHead(into head: inout MarkupWriter) {
    head.newLine()
    head.empty("meta", [("charset", "utf-8")])
    head.newLine()
    // Nothing may be fetched, and no script but the page's own may run, whatever a cell holds.
    head.empty(
      "meta",
      [
        ("http-equiv", "Content-Security-Policy"),
        (
          "content",
          "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(ReportStyle.scriptHash)'; "
            + "base-uri 'none'; form-action 'none'"
        ),
      ])
    head.newLine()
    head.empty("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")])
    head.empty("meta", [("name", "color-scheme"), ("content", "light dark")])
    head.element("title", text: title)
    head.element("style") { $0.literal(ReportStyle.css) }
    head.newLine()
  }
}

extension SupplierMapContent {
  /// `report.html`: figures, maps, charts and what is wrong with the data, on one page that asks nothing of any server and
  /// reads without script, printed, in the dark and by voice. `pictures` are this content's own, when they are drawn already.
  /// O(rows log rows).
  public func report(_ input: ReportInput = ReportInput(), pictures: SupplierPictures? = nil) -> [UInt8] {
    var page = MarkupWriter()
    ReportPage(self, pictures ?? SupplierPictures(self), input).write(into: &page)
    return page.bytes
  }
}
