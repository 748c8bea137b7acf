import MapLayers

/// A table of the report.
struct ReportTable {
  /// One column.
  struct Column {
    let header: String
    var isNumber = false
  }

  /// One cell; a sort key where the text does not sort by itself.
  struct Cell {
    let text: String
    var key: Double?
    /// 0 to 1: the cell is a bar of that length.
    var bar: Double?
    /// A bar's colour when it is not the page's own.
    var colour: String?

    init(_ text: String, key: Double? = nil) {
      self.text = text
      self.key = key
    }

    init(count: Int, _ words: MapWords) {
      self.init(words.grouped(count), key: Double(count))
    }

    init(bar: Double, colour: String? = nil) {
      self.init("")
      self.bar = bar
      self.colour = colour
    }
  }

  var caption: String
  var columns: [Column]
  var rows: [[Cell]]
  var isSortable = false
  /// True where a heading of the same words stands above: the caption is then for readers who do not see.
  var isCaptionHidden = false

  /// Writes the table; the first cell of each row is its header.
  func write(into page: inout MarkupWriter) {
    page.element("div", [("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", caption)]) {
      scroll in
      scroll.element("table", isSortable ? [("class", "sortable")] : []) { table in
        table.element("caption", isCaptionHidden ? [("class", "hidden")] : [], text: caption)
        table.newLine()
        table.element("thead") { head in
          head.element("tr") { row in
            for column in columns {
              // A column of bars repeats the figures beside it: it has nothing to announce.
              if column.header.isEmpty {
                row.element("td") { _ in }
                continue
              }
              var attributes: [MarkupWriter.Attribute] = [("scope", "col")]
              if column.isNumber { attributes.append(("class", "number")) }
              row.element("th", attributes, text: column.header)
            }
          }
        }
        table.newLine()
        table.element("tbody") { body in
          for cells in rows {
            body.element("tr") { row in
              for (index, cell) in cells.enumerated() { write(cell, at: index, into: &row) }
            }
            body.newLine()
          }
        }
      }
    }
    page.newLine()
  }

  private func write(_ cell: Cell, at index: Int, into row: inout MarkupWriter) {
    var attributes: [MarkupWriter.Attribute] = []
    if let key = cell.key { attributes.append(("data-key", Self.plain(key))) }
    if let bar = cell.bar {
      let length = "width:\(Self.plain(max(0, min(1, bar)) * 100))%"
      row.element("td", [("class", "bar")]) { td in
        td.element("span", [("style", cell.colour.map { "\(length);background:\($0)" } ?? length)]) { _ in }
      }
    } else if index == 0 {
      row.element("th", attributes + [("scope", "row")], text: cell.text)
    } else {
      if columns[index].isNumber { attributes.append(("class", "number")) }
      row.element("td", attributes, text: cell.text)
    }
  }

  /// A number that scripts and style sheets read: two decimals, no exponent.
  private static func plain(_ value: Double) -> String {
    var json = JSONWriter()
    json.number(value, decimals: 2)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
