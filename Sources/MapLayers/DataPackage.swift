/// `datapackage.json`: what tables a folder holds, column by column, with their sources and licence.
///
/// Frictionless Data Package 1 (specs.frictionlessdata.io), tabular data resources.
public struct DataPackage: Sendable {
  /// The package's title.
  public var title: String
  /// Where the data comes from, one line each.
  public var sources: [String] = []
  /// The licences of the data, or of what it was made with.
  public var licences: [UMapDocument.Licence] = []
  /// The tables.
  public var tables: [Table] = []
  /// Files that are no tables, with a word on each.
  public var files: [File] = []

  /// A package without tables.
  public init(title: String) { self.title = title }

  /// A CSV file.
  public struct Table: Sendable {
    /// The file's name: letters, digits, dots and dashes.
    public var file: String
    /// What it holds.
    public var title: String
    /// What parts its values: a byte of ASCII.
    public var delimiter: UInt8
    /// Its columns; their names may repeat, or be empty, as headers may.
    public var fields: [Field]
    /// False for a header alone.
    public var hasRows = true
    /// False when the file begins with a row of values.
    public var hasHeader = true

    /// A CSV file.
    public init(file: String, title: String, delimiter: UInt8, fields: [Field]) {
      self.file = file
      self.title = title
      self.delimiter = delimiter
      self.fields = fields
    }
  }

  /// A column.
  public struct Field: Hashable, Sendable {
    /// The header.
    public var name: String
    /// What its values are.
    public var type: FieldType
    /// What it means; empty for a column of the input.
    public var description: String

    /// A column.
    public init(name: String, type: FieldType = .string, description: String = "") {
      self.name = name
      self.type = type
      self.description = description
    }
  }

  /// What the values of a column are.
  public enum FieldType: String, Sendable {
    /// Text.
    case string
    /// A number with decimals.
    case number
    /// A whole number.
    case integer
  }

  /// A file that is no table.
  public struct File: Hashable, Sendable {
    /// The file's name: letters, digits, dots and dashes.
    public var name: String
    /// Its media type: `application/geo+json`.
    public var mediaType: String
    /// What it holds.
    public var title: String

    /// A file.
    public init(name: String, mediaType: String, title: String) {
      self.name = name
      self.mediaType = mediaType
      self.title = title
    }
  }

  /// The document.
  public func bytes() -> [UInt8] {
    var json = JSONWriter()
    json.value(.object(properties))
    var bytes = json.takeBytes()
    bytes.append(0x0A)
    return bytes
  }

  private var properties: Properties {
    var package = Properties()
    package.add("profile", "data-package")
    package.add("name", "cartomarches")
    package.add("title", DisplayText.oneLine(title))
    package.addList(
      "licenses",
      licences.map { licence in
        var block = Properties()
        // A licence must have a name of the Open Definition's list, or a path.
        if licence.url.isEmpty { block.add("name", Self.identifier(licence.name)) }
        block.add("path", licence.url)
        block.add("title", licence.name)
        return block
      })
    package.addList(
      "sources",
      sources.map { source in
        var block = Properties()
        block.add("title", DisplayText.oneLine(source))
        return block
      })
    package.addList("resources", tables.map(Self.resource) + files.map(Self.resource))
    return package
  }

  private static func resource(_ table: Table) -> Properties {
    let names = uniqueNames(table.fields.map(\.name))
    let hasPlainHeader = table.hasHeader && names == table.fields.map(\.name)
    // Nothing that a validator accepts describes a table whose header is skipped and that has nothing else.
    if !hasPlainHeader, !table.hasRows {
      return resource(File(name: table.file, mediaType: "text/csv", title: table.title))
    }
    var resource = Properties()
    resource.add("profile", "tabular-data-resource")
    resource.add("name", identifier(table.file))
    resource.add("path", table.file)
    resource.add("title", table.title)
    resource.add("format", "csv")
    resource.add("mediatype", "text/csv")
    resource.add("encoding", "utf-8")
    var dialect = Properties()
    dialect.add("delimiter", String(UnicodeScalar(table.delimiter)))
    if !hasPlainHeader {
      // The columns are known by their order: a schema's names must differ.
      dialect.set("header", .boolean(false))
      if table.hasHeader { dialect.set("commentRows", .array([.integer(1)])) }
    }
    resource.set("dialect", .object(dialect))
    var schema = Properties()
    schema.addList(
      "fields",
      zip(table.fields, names).map { field, name in
        var block = Properties()
        block.set("name", .text(name))
        block.add("type", field.type.rawValue)
        block.add("description", field.description)
        return block
      })
    schema.set("missingValues", .array([.text("")]))
    resource.set("schema", .object(schema))
    return resource
  }

  /// `Nom`, `Nom_2`, `column_3`: as they are where they differ.
  private static func uniqueNames(_ names: [String]) -> [String] {
    var taken = Set(names)
    var seen: Set<String> = []
    return names.enumerated().map { index, name in
      if !name.isEmpty, seen.insert(name).inserted { return name }
      let base = name.isEmpty ? "column_\(index + 1)" : name
      // The first of its name keeps it; an empty one may take its own.
      var unique = name.isEmpty ? base : "\(base)_2"
      var number = 2
      while taken.contains(unique) {
        number += 1
        unique = "\(base)_\(number)"
      }
      taken.insert(unique)
      seen.insert(unique)
      return unique
    }
  }

  private static func resource(_ file: File) -> Properties {
    var resource = Properties()
    resource.add("profile", "data-resource")
    resource.add("name", identifier(file.name))
    resource.add("path", file.name)
    resource.add("title", file.title)
    resource.add("mediatype", file.mediaType)
    return resource
  }

  /// Names of resources hold small letters, digits, dots and dashes alone.
  private static func identifier(_ text: String) -> String {
    String(
      text.lowercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber || character == ".") ? character : "-"
      })
  }
}
