import Geocoding
import Tables

/// What is said of the problems found in a table.
struct ProblemWords {
  var language: Language

  /// True for what changes how the result is to be read; the rest is for `inspect`.
  func isWorthSaying(_ problem: TableProblem) -> Bool {
    switch problem.kind {
    case .contradictsHeader, .preamble, .unclosedQuote, .noRecords, .spoiltByte, .sheetChosen, .unknownKey: true
    default: false
    }
  }

  /// What to do about a table in which no column says where. `asksItself` for a command that can ask a remote service.
  func advice(without layout: TableLayout, file: String, asksItself: Bool) -> String {
    guard let number = layout.column(.siret)?.name else {
      return language.choose(
        "indiquez-la, par exemple --column postcode=NOM ou --column city=3",
        "point at it, for example --column postcode=NAME or --column city=3")
    }
    let option = "--remote entreprises"
    let command = "cartomarches geocode \(ShellWord.quoted(file)) \(option) -o "
    return language.choose(
      "le fournisseur n'a que son numéro (« \(number) ») : "
        + (asksItself ? "ajoutez \(option)" : "passez d'abord par \(command)places.csv")
        + ", qui demande à l'annuaire des entreprises où est chaque SIRET, ou indiquez une colonne : --column postcode=NOM",
      "the supplier has only a number (“\(number)”): "
        + (asksItself ? "add \(option)" : "first run \(command)places.csv")
        + ", which asks the directory of companies where each SIRET is, or point at a column: --column postcode=NAME")
  }

  /// A table without header. `isWritten` when it is written again, as it is.
  func noHeader(isWritten: Bool) -> String {
    language.choose(
      "aucun en-tête trouvé, la première ligne est lue comme des données"
        + (isWritten ? " ; le CSV écrit n'en a pas non plus" : ""),
      "no header found, the first line is read as data" + (isWritten ? "; the CSV written has none either" : ""))
  }

  /// The problem in a sentence.
  func text(_ problem: TableProblem, _ layout: TableLayout) -> String {
    if problem.kind.isOfSchema {
      return problem.kind.rawValue + language.choose(" : ", ": ") + againstSchema(problem, layout)
    }
    let place = problem.row.map { language.choose("ligne \($0) : ", "line \($0): ") } ?? ""
    return place + sentence(problem, layout)
  }

  private func sentence(_ problem: TableProblem, _ layout: TableLayout) -> String {
    let text = problem.text
    switch problem.kind {
    case .contradictsHeader:
      return language.choose(
        "l'en-tête dit autre chose que les valeurs, les valeurs décident : \(text)",
        "the header says otherwise than the values, the values decide: \(text)")
    case .refusedColumn:
      return language.choose(
        "colonne de l'acheteur ou du lieu d'exécution, non prise pour le fournisseur : \(text)",
        "column of the buyer or the place of execution, not taken for the supplier's: \(text)")
    case .emptyHeader:
      return language.choose("colonne sans en-tête, nommée \(text)", "column without header, named \(text)")
    case .duplicateHeader:
      return language.choose("en-tête déjà vu, nommé \(text)", "header seen before, named \(text)")
    case .tooShort:
      return language.choose("moins de cellules que l'en-tête (\(text))", "fewer cells than the header (\(text))")
    case .tooLong:
      return language.choose("plus de cellules que l'en-tête (\(text))", "more cells than the header (\(text))")
    case .realigned:
      return language.choose(
        "un séparateur coupait un texte, les cellules sont remises en place : « \(text) »",
        "a delimiter cut a text, the cells are put back: “\(text)”")
    case .unclosedQuote:
      return language.choose(
        "guillemet jamais fermé, lu comme du texte : \(text)", "quote never closed, read as text: \(text)")
    case .textAfterQuote:
      return language.choose("texte après un guillemet fermant : \(text)", "text after a closing quote: \(text)")
    case .spoiltByte:
      return language.choose(
        "octet qui n'est pas du \(layout.encoding.rawValue), lu comme du Windows-1252",
        "byte that is no \(layout.encoding.rawValue), read as Windows-1252")
    case .nul: return language.choose("octet NUL, gardé", "NUL byte, kept")
    case .preamble:
      return language.choose(
        "lignes au-dessus de l'en-tête, laissées de côté : \(text)", "lines above the header, left out: \(text)")
    case .sheetChosen:
      return language.choose(
        "feuille lue : \(layout.sheet ?? "") ; autres feuilles (--sheet pour en choisir une) : \(text)",
        "sheet read: \(layout.sheet ?? ""); other sheets (--sheet chooses one): \(text)")
    case .formulaWithoutValue:
      return language.choose(
        "formule enregistrée sans sa valeur, lue comme vide ; ouvrez et enregistrez le classeur dans un tableur",
        "formula saved without its value, read as empty; open and save the workbook in a spreadsheet")
    case .unknownKey:
      return language.choose(
        "clé absente du début du fichier, gardée dans la colonne \(layout.columns.last?.name ?? "") : \(text)",
        "key absent from the start of the file, kept in the column \(layout.columns.last?.name ?? ""): \(text)")
    case .noRecords:
      return language.choose("un en-tête et aucune ligne", "a header and no rows")
    case .missingColumn, .extraColumn, .misnamed, .typeError, .formatError, .constraintError:
      return againstSchema(problem, layout)
    }
  }
}
