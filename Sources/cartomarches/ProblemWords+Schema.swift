import Geocoding
import Tables

extension TableProblem.Kind {
  /// True for what is found beside a schema.
  var isOfSchema: Bool {
    switch self {
    case .missingColumn, .extraColumn, .misnamed, .typeError, .formatError, .constraintError: true
    default: false
    }
  }
}

extension ProblemWords {
  /// Rows named in a sentence; the rest are counted.
  private static let rowsNamed = 5

  /// Columns that the schema allows to be missing or to be there, in one line.
  func minor(_ kind: TableProblem.Kind, _ names: [String]) -> String {
    let list = names.joined(separator: ", ")
    return kind == .missingColumn
      ? language.choose(
        "\(kind.rawValue) : colonnes facultatives absentes : \(list)",
        "\(kind.rawValue): optional columns missing: \(list)")
      : language.choose(
        "\(kind.rawValue) : colonnes hors du schéma : \(list)", "\(kind.rawValue): columns not in the schema: \(list)")
  }

  /// What is wrong with a column or its cells by the schema.
  func againstSchema(_ problem: TableProblem, _ layout: TableLayout) -> String {
    switch problem.kind {
    case .missingColumn:
      problem.isMinor
        ? language.choose("colonne facultative absente : \(problem.text)", "optional column missing: \(problem.text)")
        : language.choose(
          "colonne obligatoire absente : \(problem.text)\(useOfMissing(problem.text, layout))",
          "required column missing: \(problem.text)\(useOfMissing(problem.text, layout))")
    case .extraColumn:
      language.choose("colonne hors du schéma : \(problem.text)", "column not in the schema: \(problem.text)")
    case .misnamed:
      language.choose("colonne mal nommée : \(problem.text)", "column misnamed: \(problem.text)")
    default: cells(problem, layout)
    }
  }

  /// Says of the few columns that a map is made from what is lost without them.
  private func useOfMissing(_ name: String, _ layout: TableLayout) -> String {
    let field = TableSchema.all.lazy.flatMap(\.fields).first { $0.name == name }
    // What another column gives is not lost.
    guard let role = field?.role, layout.column(role) == nil else { return "" }
    return switch role {
    case .name: language.choose(" (les fournisseurs restent sans nom)", " (suppliers have no name)")
    case .siret:
      language.choose(" (les fournisseurs ne se distinguent que par leur nom)", " (suppliers differ by name only)")
    case .postcode: language.choose(" (la carte en dépend)", " (the map depends on it)")
    case .amount: language.choose(" (pas de sommes)", " (no sums)")
    case .date: language.choose(" (pas d'années)", " (no years)")
    default: ""
    }
  }

  private func cells(_ problem: TableProblem, _ layout: TableLayout) -> String {
    let column = problem.column.flatMap { layout.columns.indices.contains($0) ? layout.columns[$0].name : nil } ?? ""
    let named = problem.rows.prefix(Self.rowsNamed).map(String.init).joined(separator: ", ")
    let more = problem.count > Self.rowsNamed ? ", …" : ""
    let isOne = problem.count == 1
    let rows =
      isOne
      ? language.choose("ligne \(named)", "row \(named)")
      : language.choose("lignes \(named)\(more)", "rows \(named)\(more)")
    let cells =
      isOne
      ? language.choose("1 cellule", "1 cell") : language.choose("\(problem.count) cellules", "\(problem.count) cells")
    if problem.isMissingCell {
      return language.choose(
        "\(column), obligatoire : \(cells) vide\(isOne ? "" : "s") (\(rows))",
        "\(column), required: \(cells) empty (\(rows))")
    }
    let wanted = problem.rule.map(expectation) ?? ""
    return language.choose(
      "\(column) : \(cells) non conformes (\(wanted)), par exemple « \(problem.text) » (\(rows))",
      "\(column): \(cells) against the rule (\(wanted)), for example “\(problem.text)” (\(rows))")
  }

  /// What a rule asks for.
  private func expectation(_ rule: CellRule) -> String {
    switch rule {
    case .text(let most): language.choose("texte de \(most) caractères au plus", "text of at most \(most) characters")
    case .siret: language.choose("SIRET de 14 chiffres à clé valide", "SIRET of 14 digits with a right key")
    case .holderNumber:
      language.choose("identifiant d'au moins 9 chiffres ou capitales", "identifier of 9 digits or capitals and more")
    case .rna: language.choose("numéro RNA (W et 9 chiffres)", "RNA number (W and 9 digits)")
    case .cpv: language.choose("code CPV de 8 chiffres", "CPV code of 8 digits")
    case .postcode: language.choose("code postal de 5 chiffres", "postal code of 5 digits")
    case .day: language.choose("date AAAA-MM-JJ", "date YYYY-MM-DD")
    case .dayOrPeriod:
      language.choose("date AAAA-MM-JJ ou période AAAA-MM-JJ/AAAA-MM-JJ", "date YYYY-MM-DD or period with a slash")
    case .anyDate: "date"
    case .number: language.choose("nombre à point décimal", "number with a decimal point")
    case .integer(let range):
      language.choose(
        "entier de \(range.lowerBound) à \(range.upperBound)", "integer from \(range.lowerBound) to \(range.upperBound)"
      )
    case .share: language.choose("nombre entre 0 et 1", "number between 0 and 1")
    case .anyAmount: language.choose("montant", "amount")
    case .oneOf(let texts): texts.map(language.quoted).joined(separator: language.choose(" ou ", " or "))
    case .truth: language.choose("oui ou non", "oui or non")
    case .contractNumber:
      language.choose("année, 1 à 10 caractères, 2 chiffres", "year, 1 to 10 characters, 2 digits")
    }
  }
}
