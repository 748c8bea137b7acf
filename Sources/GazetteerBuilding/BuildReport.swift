/// Something in a source that the builder cannot put right.
public struct SourceProblem: Hashable, Sendable, CustomStringConvertible {
  /// The file's name, without its folder.
  public var file: String
  /// The line the row starts on, 1-based; `nil` for what concerns the whole file.
  public var line: Int?
  /// What was expected and what was found.
  public var reason: String

  /// `ptt.csv:17: the commune "99998" is in no register`.
  public var description: String { location(file: file, line: line) + ": " + reason }
}

/// The sources were refused: every problem found before the stage that needs them.
public struct SourceRefusal: Error, Sendable, CustomStringConvertible {
  /// The problems in the order found; never empty.
  public var problems: [SourceProblem]

  /// One line for each problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Something in a source that the builder put right, and how.
public struct Repair: Hashable, Sendable, CustomStringConvertible {
  /// The kinds of repairs, in the order in which a report lists them.
  public enum Kind: String, Sendable, CaseIterable {
    /// A leading zero that a spreadsheet dropped was put back.
    case leadingZero = "leading-zero"
    /// A row of empty cells was skipped.
    case emptyRow = "empty-row"
    /// A row that says the same as an earlier one was skipped.
    case duplicateRow = "duplicate-row"
    /// A value was changed so that it fits the tables' form.
    case cleanedValue = "cleaned-value"
    /// The chef-lieu lies outside its département's box: the centre is used.
    case chefLieuOutside = "chef-lieu-outside"
    /// The chef-lieu is too far from the commune's centre: the centre is used.
    case chefLieuFar = "chef-lieu-far"
    /// Several communes have one chef-lieu point: all but the nearest use their centre.
    case chefLieuShared = "chef-lieu-shared"
    /// There is no chef-lieu: the centre is used.
    case chefLieuMissing = "chef-lieu-missing"
    /// La Poste's centre lies outside the département's box: only the chef-lieu is used.
    case centreOutside = "centre-outside"
    /// The source names a commune by a code that is no longer in use: the changes were followed.
    case codeFollowed = "code-followed"
    /// A commune of today is not in the source under its own code: it was found by its history.
    case foundByHistory = "found-by-history"
    /// A former commune was divided: the commune that holds its chef-lieu was chosen.
    case divided = "divided"
  }

  /// What kind of repair it was.
  public var kind: Kind
  /// The file's name, without its folder.
  public var file: String
  /// The line the row starts on, 1-based; `nil` for what concerns several rows.
  public var line: Int?
  /// What was found and what became of it.
  public var text: String

  /// `communes_chef_lieu.csv:6512: 19083 Feyt: 78.6 km from its centre, centre used`.
  public var description: String { location(file: file, line: line) + ": " + text }
}

private func location(file: String, line: Int?) -> String {
  line.map { "\(file):\($0)" } ?? file
}

/// What the builder finds on its way: problems that make it stop, repairs that it tells.
final class BuildReport {
  private(set) var problems: [SourceProblem] = []
  private(set) var repairs: [Repair] = []

  func refuse(_ file: String, _ line: Int?, _ reason: String) {
    problems.append(SourceProblem(file: file, line: line, reason: reason))
  }

  func repair(_ kind: Repair.Kind, _ file: String, _ line: Int?, _ text: String) {
    repairs.append(Repair(kind: kind, file: file, line: line, text: text))
  }

  /// Stops the build when a problem was found so far.
  func stopIfRefused() throws(SourceRefusal) {
    if !problems.isEmpty { throw SourceRefusal(problems: problems) }
  }
}
