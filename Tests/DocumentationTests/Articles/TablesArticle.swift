import Tables

/// The examples of Tables.md.
func tablesArticle(_ print: (Any) -> Void) throws {
  let text = """
    Marchés publics conclus en 2015

    Fournisseur;Code postal;Montant HT
    MONTARON;59605;18 450,00
    "SATELEC; agence Nord";59530;207000
    """
  let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "marches.csv"))
  print(reader.layout.headerRow ?? 0)  // 3
  print(reader.layout.column(.postcode)?.header ?? "no postal code")  // Code postal

  while let batch = try reader.nextBatch() {
    for record in 0..<batch.count { print("\(batch.line(of: record)): \(batch.text(record, 0))") }
  }
  // 4: MONTARON
  // 5: SATELEC; agence Nord
}
