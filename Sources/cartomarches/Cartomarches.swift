import ArgumentParser
import Gazetteer
import Geocoding

/// `cartomarches`: tables of contracts in, maps out. Each subcommand parses its options, calls the libraries and prints.
@main
struct Cartomarches: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cartomarches",
    abstract: "Turns tables of public contracts into maps of their suppliers, offline.",
    subcommands: [
      MapCommand.self, GeocodeCommand.self, ClusterCommand.self, HeatmapCommand.self, InspectCommand.self,
      LookupCommand.self, GazetteerCommand.self,
      CacheCommand.self, ServeCommand.self,
    ])

  @Flag(name: .long, help: "Show the version, the commit it was built from and the gazetteer's vintage.")
  var version = false

  func run() throws {
    guard version else { throw CleanExit.helpRequest(self) }
    try Console.output(Version.line(of: try Gazetteer.embedded()) + "\n")
  }

  static func main() {
    Console.holdStandardDescriptors()
    Interruption.watch()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      failure.printAndExit()
    } catch  where exitCode(for: error) == .validationFailure {
      // One line instead of the parser's usage block: what is wrong, and where to read on.
      let help = Language.ofEnvironment.choose("voir cartomarches --help", "see cartomarches --help")
      let words = message(for: error).split(whereSeparator: \.isNewline).joined(separator: " ")
      Failure(.usage, "\(words) ; \(help)").printAndExit()
    } catch {
      exit(withError: error)
    }
  }
}
