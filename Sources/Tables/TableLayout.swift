/// What a table is like, as found from its first megabyte: all that `inspect` shows of it.
public struct TableLayout: Sendable {
  /// The form of the file.
  public var format: TableFormat
  /// The sheet that is read; `nil` in a file without sheets.
  public var sheet: String?
  /// How the bytes are text.
  public var encoding: TextEncoding
  /// True when the text begins with a byte order mark.
  public var hasByteOrderMark: Bool
  /// The ASCII byte between cells; `nil` in a table of one column.
  public var delimiter: UInt8?
  /// The line end that most records have.
  public var lineEnd: LineEnd
  /// True when at least one cell of the sample is written between quotes.
  public var isQuoted: Bool
  /// The physical line, 1-based, on which the header begins; `nil` without header.
  public var headerRow: Int?
  /// The lines above the header as written, without their line ends; UTF-8.
  public var preamble: [[UInt8]]
  /// The header's record as written, quotes included, without its line end; UTF-8, empty without header.
  public var rawHeader: [UInt8]
  /// The physical line, 1-based, of the first record after the header.
  public var firstRecordLine: Int
  /// The columns in order.
  public var columns: [TableColumn]
  /// The most cells that a record of the sample has; at least as many as there are columns.
  public var width: Int
  /// What is wrong, as far as the sample shows.
  public var problems: [TableProblem]
  /// The published form that the table has; `nil` for none that we know.
  public var known: KnownLayout?
  /// Columns of contracts that have no role.
  public var contractColumns: ContractColumns
  /// What a geocoder says of its coordinates; `nil` in tables that are no geocoder's answer.
  public var geocoderColumns: GeocoderColumns?

  /// The column of a role; `nil` when the table has none.
  public func column(_ role: ColumnRole) -> TableColumn? {
    columns.firstIndex { $0.role == role }.map { columns[$0] }
  }

  /// True when some column says where: a postal code, commune, address or pair of coordinates. A company number alone
  /// says nothing offline.
  public var hasLocation: Bool {
    let roles = Set(columns.compactMap(\.role))
    return !roles.isDisjoint(with: [.postcode, .city, .citycode, .address])
      || roles.isSuperset(of: [.latitude, .longitude]) || hasCoordinatePair
  }

  /// True when the coordinates are those of communes' centres, by their header: `geolocCommuneEtablissement`.
  public var hasCoordinatesOfCommunes: Bool {
    column(.latitude).map { HeaderText($0.header).words.contains("commune") } ?? false
  }

  /// True when the column of latitudes has both coordinates in a cell.
  private var hasCoordinatePair: Bool { column(.latitude)?.holdsPairs ?? false }
}

/// The form of a table; the texts are those of `inspect --json`.
public enum TableFormat: String, Sendable {
  /// Cells separated by a character.
  case csv
  /// Cells separated by tabs.
  case tsv
  /// Excel since 2007.
  case xlsx
  /// OpenDocument spreadsheet.
  case ods
  /// Excel before 2007.
  case xls
  /// One JSON document.
  case json
  /// A JSON document per line.
  case jsonl
  /// Contracts in XML.
  case xml
}

/// What ends a line.
public enum LineEnd: String, CaseIterable, Sendable {
  /// Unix, and macOS.
  case lf
  /// Windows.
  case crlf
  /// Macs of the last century.
  case cr

  /// The bytes of the line end.
  public var bytes: [UInt8] {
    switch self {
    case .lf: [0x0A]
    case .crlf: [0x0D, 0x0A]
    case .cr: [0x0D]
    }
  }
}

/// One column of a table, as found.
public struct TableColumn: Sendable {
  /// Place in the record, 0-based.
  public var index: Int
  /// The header as written, quotes undone; empty without one.
  public var header: String
  /// A name that no other column of the table has: the header, or one made up.
  public var name: String
  /// What the column means to us; `nil` when nothing.
  public var role: ColumnRole?
  /// 0 to 1: how sure the role is; 0 without role.
  public var confidence: Double
  /// 0 to 1: share of the sample's records with something in the column.
  public var filled: Double
  /// Up to three different values.
  public var examples: [String]
  /// True when the sample has five digits with a zero in front (`01000`): the column was never read as numbers, so a value
  /// of four digits did not lose a zero that way.
  public var keepsZeros = false
  /// True when the cells have two coordinates each: `48.8534, 2.3488`.
  public var holdsPairs = false
  /// Why the column has its role, or has none.
  public var reason: RoleReason
}

/// Why a column has its role, or has none; the texts are keys for the words shown.
public enum RoleReason: String, Sendable {
  /// Nothing speaks for a role, or another column has it.
  case none
  /// The user said so.
  case option
  /// The header says so, and the values do not deny it.
  case header
  /// The values show it.
  case values
  /// Header and values agree.
  case headerAndValues = "header-and-values"
  /// The values show it against what the header says.
  case contradictsHeader = "contradicts-header"
  /// The header says that it is about the buyer.
  case buyer
  /// The header says that it is about the place of execution.
  case placeOfExecution = "place-of-execution"
}
