import CArguments

/// What the program was called with, its own name left out.
///
/// Swift's `CommandLine` reads `/proc`, which is not mounted everywhere (a bare chroot), and repairs bytes that are not
/// UTF-8, so that a file of such a name could not be opened.
enum ProgramArguments {
  /// The arguments, each repaired where it is not UTF-8.
  static let all: [String] =
    arguments_count() == 0 ? Array(CommandLine.arguments.dropFirst()) : raw.map(String.init(cString:))

  /// The bytes of an argument that is not UTF-8, by what the repair made of it; `nil` for any other name.
  static func bytes(ofName name: String) -> UnsafePointer<CChar>? {
    guard name.contains("\u{FFFD}") else { return nil }
    return raw.first { String(cString: $0) == name }
  }

  /// The arguments as the system handed them over; they stay for the life of the process.
  private static var raw: [UnsafePointer<CChar>] {
    UnsafeBufferPointer(start: arguments_values(), count: Int(arguments_count())).dropFirst().compactMap { $0 }
  }
}
