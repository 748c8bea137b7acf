/// A word of a command line as a shell reads it.
enum ShellWord {
  /// The word as it is, or between apostrophes where the shell would read more into it: `'59530 Le Quesnoy'`.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39: true
        default: plainSigns.contains(byte) || byte >= 0x80
        }
      }
    if isPlain { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  private static let plainSigns = Set("-_./:=,+@%".utf8)
}
