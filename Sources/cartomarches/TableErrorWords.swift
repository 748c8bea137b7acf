import Geocoding
import Glibc
import Tables

/// What is said of a table that cannot be read: what, where, what to do.
struct TableErrorWords {
  var language: Language

  func code(_ error: TableError) -> Failure.Code {
    switch error {
    case .notFound, .isDirectory, .permissionDenied: .noInput
    // Links in a circle and names too long: no such input.
    case .readFailed(_, ELOOP), .readFailed(_, ENAMETOOLONG): .noInput
    case .readFailed, .shrunk: .inputOutput
    case .emptyFile, .notATable, .recordTooLong, .passwordProtected, .truncated, .damaged, .tooLarge, .tooManyRows,
      .missingLibrary, .lacksColumns:
      .data
    case .noSuchSheet, .noSuchColumn, .noSuchHeaderRow, .badDelimiter: .usage
    }
  }

  func message(_ error: TableError) -> String {
    switch error {
    case .notFound(let path):
      language.choose("\(path) : fichier introuvable ; vérifiez le chemin", "\(path): no such file; check the path")
    case .isDirectory(let path):
      language.choose(
        "\(path) : c'est un dossier ; donnez un fichier de tableau", "\(path): is a directory; give a table's file")
    case .permissionDenied(let path):
      language.choose(
        "\(path) : lecture refusée ; vérifiez les droits du fichier",
        "\(path): not readable; check the file's permissions")
    case .readFailed(let path, let number):
      language.choose(
        "\(path) : la lecture a échoué (\(Console.systemMessage(number, .french)))",
        "\(path): reading failed (\(Console.systemMessage(number, .english)))")
    case .shrunk(let path):
      language.choose(
        "\(path) : le fichier a été raccourci pendant la lecture ; relancez quand plus personne n'y écrit",
        "\(path): the file became shorter while it was read; run again when nobody writes to it any more")
    case .emptyFile(let path):
      language.choose("\(path) : le fichier est vide ; rien à lire", "\(path): the file is empty; nothing to read")
    case .notATable(let path, let kind): notATable(path, kind)
    case .passwordProtected(let path):
      language.choose(
        "\(path) : classeur protégé par un mot de passe ; ouvrez-le, enregistrez-le sans mot de passe et recommencez",
        "\(path): workbook protected by a password; open it, save it without password and try again")
    case .truncated(let path):
      language.choose(
        "\(path) : la fin du fichier manque ; téléchargez-le ou copiez-le de nouveau",
        "\(path): the end of the file is missing; download or copy it again")
    case .missingLibrary(let path, let reason):
      language.choose(
        "\(path) : libzip manque (\(reason)) ; installez libzip (paquet libzip4 ou libzip5), ou enregistrez la feuille en CSV",
        "\(path): libzip is missing (\(reason)); install libzip (package libzip4 or libzip5), or save the sheet as CSV")
    case .damaged(let path, "", let line):
      language.choose(
        "\(path), ligne \(line ?? 1) : ce n'est pas du JSON ; corrigez le fichier ou demandez-le de nouveau",
        "\(path), line \(line ?? 1): this is no JSON; correct the file or ask for it again")
    case .damaged(let path, let part, let line):
      language.choose(
        "\(path)\(place(part, line)) : contenu endommagé ; ouvrez le fichier dans un tableur et enregistrez-le de nouveau",
        "\(path)\(place(part, line)): damaged content; open the file in a spreadsheet and save it again")
    case .tooLarge(let path, let part, let limit):
      language.choose(
        "\(path)\(place(part, nil)) : plus de \(limit >> 20) Mio une fois décompressé ; ce n'est pas un classeur ordinaire, "
          + "enregistrez la feuille en CSV",
        "\(path)\(place(part, nil)): more than \(limit >> 20) MiB when unpacked; this is no ordinary workbook, save the sheet as CSV"
      )
    case .tooManyRows(let path, let limit):
      language.choose(
        "\(path) : plus de \(limit) lignes dans une feuille ; enregistrez-la en CSV",
        "\(path): more than \(limit) rows in a sheet; save it as CSV")
    case .noSuchSheet(let path, let wanted, let seen):
      language.choose(
        "\(path) : --sheet \(wanted) : cette feuille n'existe pas ; feuilles : \(list(seen))",
        "\(path): --sheet \(wanted): there is no such sheet; sheets: \(list(seen))")
    case .noSuchColumn(let role, let wanted, let seen):
      language.choose(
        "--column \(role.rawValue)=\(name(wanted)) : cette colonne n'existe pas ; colonnes vues : \(list(seen))",
        "--column \(role.rawValue)=\(name(wanted)): there is no such column; columns seen: \(list(seen))")
    case .lacksColumns(let path, let wanted, let seen):
      language.choose(
        "\(path) : aucune des colonnes \(list(wanted)) ; remplissez-les dans unlocated.csv ; colonnes vues : \(list(seen))",
        "\(path): none of the columns \(list(wanted)); fill these in unlocated.csv; columns seen: \(list(seen))")
    case .noSuchHeaderRow(let wanted, let lines):
      language.choose(
        "--header-row \(wanted) : le tableau n'a que \(lines) lignes",
        "--header-row \(wanted): the table has only \(lines) lines")
    case .badDelimiter(let byte):
      language.choose(
        "--delimiter : le caractère \(byte) ne peut pas séparer des cellules",
        "--delimiter: the character \(byte) cannot separate cells")
    case .recordTooLong(let path, let line, let limit):
      language.choose(
        "\(path), ligne \(line) : enregistrement de plus de \(limit >> 20) Mio ; ce n'est pas un tableau, ou un guillemet n'est jamais fermé",
        "\(path), line \(line): record of more than \(limit >> 20) MiB; this is no table, or a quote is never closed")
    }
  }

  /// A list of columns, cut when there are very many.
  func list(_ columns: [String]) -> String {
    let shown = columns.prefix(40).map { $0.isEmpty ? "(—)" : $0 }.joined(separator: ", ")
    return columns.count > 40 ? "\(shown), …" : shown
  }

  /// The part of a file and the line of its markup, as far as known.
  private func place(_ part: String, _ line: Int?) -> String {
    let line = line.map { language.choose(", ligne \($0)", ", line \($0)") } ?? ""
    return part.isEmpty ? "" : " (\(part)\(line))"
  }

  private func name(_ selector: ColumnSelector) -> String {
    switch selector {
    case .header(let header): header
    case .number(let number): String(number)
    }
  }

  private func notATable(_ path: String, _ kind: ForeignFormat) -> String {
    switch kind {
    case .xlsx, .ods, .xls, .xlsb:
      language.choose(
        "\(path) : classeur \(kind.rawValue.uppercased()) qui ne peut pas être lu ; ouvrez-le dans un tableur, "
          + "enregistrez-le en XLSX, ODS ou CSV et recommencez",
        "\(path): \(kind.rawValue.uppercased()) workbook that cannot be read; open it in a spreadsheet, save it as XLSX, ODS "
          + "or CSV and try again")
    case .zip, .compressed:
      language.choose(
        "\(path) : archive compressée ; décompressez-la et donnez le tableau qu'elle contient",
        "\(path): compressed archive; unpack it and give the table inside")
    case .json, .xml, .html, .parquet, .sqlite:
      language.choose(
        "\(path) : données \(kind.rawValue.uppercased()), non un tableau CSV ; convertissez-les en CSV",
        "\(path): \(kind.rawValue.uppercased()) data, not a CSV table; convert it to CSV")
    case .pdf, .image, .binary:
      language.choose(
        "\(path) : \(kind == .pdf ? "PDF" : kind == .image ? "image" : "fichier binaire"), non un tableau ; donnez un fichier CSV",
        "\(path): \(kind == .pdf ? "PDF" : kind == .image ? "picture" : "binary file"), not a table; give a CSV file")
    }
  }
}
