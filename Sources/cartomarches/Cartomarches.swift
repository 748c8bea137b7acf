import ArgumentParser

/// `cartomarches`: tables of contracts in, maps out. Each subcommand parses its options, calls the libraries and prints.
@main
struct Cartomarches: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cartomarches",
    abstract: "Turns tables of public contracts into maps of their suppliers, offline.",
    version: Version.text,
    subcommands: [
      MapCommand.self, GeocodeCommand.self, InspectCommand.self, LookupCommand.self, GazetteerCommand.self,
    ])

  static func main() {
    Interruption.watch()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      failure.printAndExit()
    } catch {
      exit(withError: error)
    }
  }
}

/// What `--version` prints.
enum Version {
  static let text = "0.1.0"
}
