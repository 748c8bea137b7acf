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
      let arguments = ProgramArguments.all
      if let run = GeocodeRun(plain: arguments) {
        return try run.run(Resolver(gazetteer: try .bundled(run.messages.language)))
      }
      var command = try directly(named: arguments) ?? parseAsRoot(arguments)
      try command.run()
    } catch let failure as Failure {
      failure.printAndExit()
    } catch  where exitCode(for: error) == .validationFailure {
      // One line instead of the parser's usage block: what is wrong, and where to read on.
      let help = Language.ofEnvironment.choose("voir cartomarches --help", "see cartomarches --help")
      // Many possible values come as a list, one on a line.
      let lines = message(for: error).split(whereSeparator: \.isNewline)
      let values = lines.dropFirst().map { $0.drop { $0 == " " || $0 == "-" } }.joined(separator: ", ")
      let problem = (lines.prefix(1) + (values.isEmpty ? [] : [values[...]])).joined(separator: " ")
      Failure(.usage, problem + Language.ofEnvironment.choose(" ; ", "; ") + help).printAndExit()
    } catch {
      exit(withError: error)
    }
  }

  /// The subcommand that the first argument names, from the other arguments; `nil` when they are not plainly its options, for
  /// the parser of all commands to help or to say what is wrong.
  ///
  /// That parser looks at the options of every command on its way to one, which is a seventh of a cold start.
  private static func directly(named arguments: [String]) -> (any ParsableCommand)? {
    guard let name = arguments.first,
      let subcommand = configuration.subcommands.first(where: { $0.configuration.commandName == name }),
      subcommand.configuration.subcommands.isEmpty,
      let command = try? subcommand.parseAsRoot(Array(arguments.dropFirst())), type(of: command) == subcommand
    else { return nil }
    return command
  }
}
