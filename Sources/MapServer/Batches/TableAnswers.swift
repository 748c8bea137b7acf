import Geocoding
import Hummingbird
import NIOCore
import TableGeocoding
import Tables

/// `POST /search/csv` and `POST /reverse/csv` in one dialect: a table in, the same table with result columns out.
struct TableAnswers: Sendable {
  let search: PlaceSearch
  let dialect: AddressDialect
  let gate: WorkGate
  let options: ServiceOptions
  let metrics: ServiceMetrics

  var endpoints: [Endpoint] {
    [
      .post("\(dialect.pathPrefix)/search/csv") { try await answer($0, $1, isReverse: false) },
      .post("\(dialect.pathPrefix)/reverse/csv") { try await answer($0, $1, isReverse: true) },
    ]
  }

  private func answer(_ request: Request, _ context: ServiceContext, isReverse: Bool) async throws -> Response {
    let place = try gate.enter()
    let upload = try await TableUpload(request, context, limits: options.limits, spoolFolder: options.spoolFolder)
    guard let file = upload.file else {
      throw ServiceError(.badRequest, "Missing file", "Send the table as the field data: curl -F data=@table.csv.")
    }
    guard upload.fileBytes > 0 else { throw ServiceError(.badRequest, "Empty file", "The table has no bytes.") }
    let asked = try BatchOptions(upload)
    let order = BatchRun.Order(
      file: file, options: asked, style: try style(upload, isReverse: isReverse),
      overlay: isReverse ? search.nearest : asked.hasCentre ? search.resolver.preferringCentre : nil,
      isReverse: isReverse, threads: options.threadsPerTable, place: place)
    do {
      let run = try await BatchRun.begin(order, search.resolver)
      // The first rows are worked out before a status is promised.
      return response(run, try await run.next(), upload, context)
    } catch let error as TableError {
      throw ServiceError(error)
    }
  }

  private func style(_ upload: TableUpload, isReverse: Bool) throws(ServiceError) -> OutputStyle {
    let columns = try upload.all("result_columns").map { name throws(ServiceError) in
      guard let column = ResultColumn(rawValue: name) else {
        let known = ResultColumn.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid("result_columns", "must be among \(known)")
      }
      return column
    }
    return OutputStyle(
      isForSpreadsheets: try AddressParameters.flag("with_bom", upload.last("with_bom"), default: false),
      columns: !columns.isEmpty ? columns : isReverse ? dialect.reverseColumns : dialect.searchColumns)
  }

  private func response(
    _ run: BatchRun, _ first: ByteBuffer?, _ upload: TableUpload, _ context: ServiceContext
  ) -> Response {
    let body = ResponseBody { writer in
      try await writer.write(ByteBuffer(bytes: run.header))
      if let first { try await writer.write(first) }
      while let piece = try await run.next() { try await writer.write(piece) }
      try await writer.finish(nil)
      guard let summary = run.summary else { return }
      var rowsByMethod = ["none": summary.unplaced]
      for (method, rows) in summary.rowsByMethod { rowsByMethod[method.rawValue] = rows }
      metrics.countTable(rowsByMethod: rowsByMethod)
      context.logger.info(
        "table", metadata: ["rows": "\(summary.rows)", "placed": "\(summary.rows - summary.unplaced)"])
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/csv; charset=utf-8",
        .contentDisposition: "attachment; filename=\"\(name(of: upload))\"",
      ],
      body: body)
  }

  /// The file's name with the service's own ending; letters that a header cannot hold become `_`.
  private func name(of upload: TableUpload) -> String {
    var stem = upload.fileName
    let endings = [".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json"]
    if let ending = endings.first(where: { stem.lowercased().hasSuffix($0) }) { stem.removeLast(ending.count) }
    let safe = String(
      stem.prefix(100).map { character in
        character.isASCII && (character.isLetter || character.isNumber || "-_. ()".contains(character))
          ? character : "_"
      })
    return (safe.isEmpty ? "table" : safe) + (dialect == .addok ? ".geocoded.csv" : "-geocoded.csv")
  }
}

extension ServiceError {
  /// A table that cannot be read, in the words of the service.
  init(_ error: TableError) {
    let message =
      switch error {
      case .emptyFile: "The table has no text."
      case .notATable(_, let kind): "The file is no table but \(kind.words)."
      case .badDelimiter: "The delimiter must be one ASCII character that ends no line and quotes nothing."
      case .noSuchColumn(_, _, let seen): "There is no such column. Columns: \(seen.joined(separator: ", "))."
      case .passwordProtected: "The workbook can only be opened with a password."
      case .truncated: "The end of the file is missing."
      case .damaged(_, let part, _): "The file is damaged: \(part)."
      case .tooLarge(_, _, let limit): "A part of the file unpacks to more than \(limit) bytes."
      case .tooManyRows(_, let limit): "The table has more than \(limit) rows."
      case .noSuchSheet(_, let wanted, _): "The workbook has no sheet \(wanted)."
      case .recordTooLong(_, let line, let limit): "The row on line \(line) has more than \(limit) bytes."
      case .missingLibrary(_, let reason): "This service cannot read workbooks: \(reason)."
      case .noSuchHeaderRow(let wanted, _): "There is no line \(wanted)."
      case .lacksColumns(_, let wanted, _): "The table has none of the columns \(wanted.joined(separator: ", "))."
      case .notFound, .isDirectory, .permissionDenied, .readFailed, .shrunk: "The table cannot be read."
      }
    self.init(.badRequest, "Unreadable table", message)
  }
}

extension ForeignFormat {
  /// What such a file is, and what helps.
  fileprivate var words: String {
    switch self {
    case .xlsx, .ods, .xls, .xlsb: "a workbook that cannot be read; save it as XLSX, ODS or CSV"
    case .zip, .compressed: "a compressed archive; send the table inside"
    case .json, .xml, .html, .parquet: "\(rawValue.uppercased()) data; send it as CSV"
    case .sqlite: "an SQLite database; send its table as CSV"
    case .pdf: "a PDF"
    case .image: "a picture"
    case .binary: "bytes that are no text"
    }
  }
}
