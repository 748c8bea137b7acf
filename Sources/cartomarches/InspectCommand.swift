import ArgumentParser
import Gazetteer
import Geocoding
import MapLayers
import Tables

/// `cartomarches inspect FILE...`.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Shows what is in a table: encoding, delimiter, header, roles, problems.")

  @Argument(help: "The tables.")
  var files: [String]

  @Flag(help: "Print one JSON document.")
  var json = false

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let options = try input.tableOptions(common.language, try Gazetteer.bundled(common.language))
    let tables = try InputTables(files, options, common.language)
    var inspections: [TableInspection] = []
    for (table, reader) in tables.readers.enumerated() {
      var progress = Progress(readers: [reader], common.messages)
      defer { progress.clear() }
      do throws(TableError) {
        inspections.append(
          try TableInspection(name: tables.names[table], reader: reader) { rows in
            progress.show(rows: rows, bytesRead: reader.bytesRead)
          })
      } catch {
        throw Failure(error, common.language)
      }
    }
    if json {
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("files")
      writer.beginArray()
      for inspection in inspections { inspection.write(to: &writer, common.language) }
      writer.endArray()
      writer.endObject()
      try Console.output(writer.takeBytes() + [0x0A])
    } else {
      try Console.output(inspections.map { $0.text(common.language) }.joined(separator: "\n"))
    }
  }
}
