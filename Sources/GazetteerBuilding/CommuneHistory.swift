import Gazetteer

/// A commune, or a name of one, that is no more.
struct FormerCommune {
  /// What became of it; the texts are those of the column `kind`.
  enum Kind: String {
    case merged, delegated, associated, renamed, recoded
  }

  let citycode: String
  let name: String
  let current: String
  /// ISO date of the change that ended it; empty when unknown.
  let date: String
  let kind: Kind
}

/// Follows codes and names of communes through the changes since 1943 to those of today.
struct CommuneHistory {
  private struct Change {
    let kind: String
    let date: String
    let typeBefore, codeBefore, nameBefore: String
    let typeAfter, codeAfter, nameAfter: String
    let line: Int
  }

  /// One commune on one day: what was before, and all that came after.
  private struct Event {
    let first: Change
    var after: [Change]
  }

  /// Former codes and names, in no order.
  private(set) var former: [FormerCommune] = []
  /// Communes that were split off after La Poste's table was made, by the code they were split from, that one included.
  private(set) var splitSincePostalCodes: [String: [String]] = [:]

  private let official: [String: String]
  private var parents: [String: String] = [:]
  private var passage: [String: String] = [:]
  private var lastChange: [String: Event] = [:]
  private var passageLines: [String: Int] = [:]

  init(
    register: CommuneRegister, changes: SourceFile, passage passageFile: SourceFile, report: BuildReport
  ) {
    official = register.byCode.mapValues(\.name)
    for commune in register.attached { parents[commune.citycode] = commune.parent }
    for row in passageFile.rows {
      let code = row["DEPCOM_HIST"]
      if !isCitycode(code) || !isCitycode(row["DEPCOM"]) {
        report.refuse(passageFile.name, row.line, "\"\(code)\" or \"\(row["DEPCOM"])\" is no commune code")
      }
      if passage.updateValue(row["DEPCOM"], forKey: code) != nil {
        report.refuse(passageFile.name, row.line, "\(code) is in the table twice")
      }
      passageLines[code] = row.line
    }
    let events = Self.events(changes, report: report)
    for event in events where event.first.typeBefore == "COM" {
      let leaves = event.after.contains { $0.typeAfter == "COM" && $0.codeAfter != event.first.codeBefore }
      if leaves, event.first.date >= lastChange[event.first.codeBefore]?.first.date ?? "" {
        lastChange[event.first.codeBefore] = event
      }
      if event.first.kind == "21", event.first.date > KnownFacts.postalCodesVintage, leaves {
        splitSincePostalCodes[event.first.codeBefore, default: []] +=
          event.after.filter { $0.typeAfter == "COM" }.map(\.codeAfter)
      }
    }
    for code in passage.keys.sorted() where current(code) == nil {
      report.refuse(passageFile.name, passageLines[code], "\(code) leads to no commune of today")
    }
    collectFormer(events, attached: register.attached, file: changes, report: report)
  }

  /// The code today of any code ever used; `nil` when nothing tells. O(length of the chain).
  func current(_ citycode: String) -> String? {
    var code = citycode
    // The longest true chain has five links; a circle in a source must not hang the builder.
    for _ in 0..<20 {
      if official[code] != nil { return code }
      if let parent = parents[code] {
        code = parent
      } else if let successor = passage[code], successor != code {
        code = successor
      } else if let successor = KnownFacts.overseasSuccessors[code] {
        code = successor
      } else if let event = lastChange[code], let successor = Self.successor(event) {
        code = successor
      } else {
        return nil
      }
    }
    return nil
  }

  /// The commune that a former one went to. Of several, the one that carries its name, else the one known to hold the
  /// village; `nil` when neither is known.
  private static func successor(_ event: Event) -> String? {
    let successors = event.after.filter { $0.typeAfter == "COM" && $0.codeAfter != event.first.codeBefore }
    if Set(successors.map(\.codeAfter)).count == 1 { return successors[0].codeAfter }
    if let known = KnownFacts.dividedSuccessors[event.first.codeBefore] { return known }
    let key = PlaceNameKey(event.first.nameBefore).text
    let namesakes = successors.filter { PlaceNameKey($0.nameAfter).text.contains(key) }
    return namesakes.count == 1 ? namesakes[0].codeAfter : nil
  }

  private static func events(_ file: SourceFile, report: BuildReport) -> [Event] {
    var events: [Event] = []
    var indices: [[String]: Int] = [:]
    for row in file.rows {
      let change = Change(
        kind: row["MOD"], date: row["DATE_EFF"],
        typeBefore: row["TYPECOM_AV"], codeBefore: row["COM_AV"], nameBefore: row["LIBELLE_AV"],
        typeAfter: row["TYPECOM_AP"], codeAfter: row["COM_AP"], nameAfter: row["LIBELLE_AP"], line: row.line)
      for code in [change.codeBefore, change.codeAfter] where !code.isEmpty && !isCitycode(code) {
        report.refuse(file.name, row.line, "\"\(code)\" is no commune code: 5 characters, zeros included")
      }
      if !isDate(change.date) { report.refuse(file.name, row.line, "\"\(change.date)\" is no ISO date") }
      let key = [change.date, change.typeBefore, change.codeBefore, change.nameBefore]
      if let index = indices[key] {
        events[index].after.append(change)
      } else {
        indices[key] = events.count
        events.append(Event(first: change, after: [change]))
      }
    }
    return events
  }

  private static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 10
      && bytes.indices.allSatisfy { [4, 7].contains($0) ? bytes[$0] == 0x2D : (0x30...0x39).contains(bytes[$0]) }
  }
}

extension CommuneHistory {
  /// What is known of one code and name; the end of a commune says more than that of a delegated one, the last end most.
  private struct Found {
    let entry: FormerCommune
    let wasCommune: Bool

    var rank: (Int, String) { (wasCommune ? 1 : 0, entry.date) }
  }

  /// Collects every code and name that an event ended and that no commune of today has.
  private mutating func collectFormer(
    _ events: [Event], attached: [AttachedCommune], file: SourceFile, report: BuildReport
  ) {
    var found: [[String]: Found] = [:]
    for event in events where !event.first.codeBefore.isEmpty {
      let (code, name) = (event.first.codeBefore, event.first.nameBefore)
      let type = event.first.typeBefore
      let lives = event.after.contains { $0.typeAfter == type && $0.codeAfter == code && $0.nameAfter == name }
      if lives || official[code] == name { continue }
      guard let current = current(code, named: name, after: event) else {
        report.refuse(file.name, event.first.line, "\(code) \(name) leads to no commune of today")
        continue
      }
      if ["30", "31", "32", "33"].contains(event.first.kind), type == "COM" {
        reportDivision(event, chosen: current, file: file, report: report)
      }
      let entry = FormerCommune(
        citycode: code, name: name, current: current, date: event.first.date,
        kind: Self.kind(of: event, current: current))
      let isCommune = type == "COM"
      if let known = found[[code, name]], known.rank >= (isCommune ? 1 : 0, entry.date) { continue }
      found[[code, name]] = Found(entry: entry, wasCommune: isCommune)
    }
    for commune in attached where official[commune.citycode] != commune.name {
      found[[commune.citycode, commune.name]] = Found(
        entry: FormerCommune(
          citycode: commune.citycode, name: commune.name, current: commune.parent,
          date: found[[commune.citycode, commune.name]]?.entry.date ?? "",
          kind: commune.isDelegated ? .delegated : .associated), wasCommune: true)
    }
    former = found.values.map(\.entry)
    let named = Set(former.map(\.citycode))
    for code in passage.keys.sorted() where official[code] == nil && !named.contains(code) {
      if let current = current(code) {
        former.append(FormerCommune(citycode: code, name: "", current: current, date: "", kind: .merged))
      }
    }
  }

  /// A name follows the code it moved to, even when its old code lives on as another commune.
  private func current(_ code: String, named name: String, after event: Event) -> String? {
    let moved = event.after.first {
      $0.typeAfter == "COM" && $0.nameAfter == name && $0.codeAfter != code && event.first.typeBefore == "COM"
    }
    return moved.flatMap { current($0.codeAfter) } ?? current(code)
  }

  private static func kind(of event: Event, current: String) -> FormerCommune.Kind {
    switch event.first.kind {
    case "10": .renamed
    case "41", "50": .recoded
    case "20", "21": current == event.first.codeBefore ? .renamed : .recoded
    default: .merged
    }
  }

  private func reportDivision(_ event: Event, chosen: String, file: SourceFile, report: BuildReport) {
    let successors = Set(
      event.after.filter { $0.typeAfter == "COM" && $0.codeAfter != event.first.codeBefore }.map(\.codeAfter))
    guard successors.count > 1 else { return }
    report.repair(
      .divided, file.name, event.first.line,
      "\(event.first.codeBefore) \(event.first.nameBefore) was divided between "
        + "\(successors.sorted().joined(separator: ", ")): \(chosen) chosen")
  }
}
