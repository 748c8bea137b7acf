import GazetteerBuilding

/// The examples of GazetteerBuilding.md.
func gazetteerBuildingArticle(_ print: (Any) -> Void) throws {
  do {
    let build = try GazetteerBuild(sources: "a folder without sources")
    for repair in build.repairs { print(repair) }
    try GazetteerDirectory.write(build.tables, to: "gazetteer")
  } catch let refusal as SourceRefusal {
    print(refusal.problems.count)  // 16
    print(refusal.problems[0])  // laposte_hexasmal_2023-06.csv: cannot be read
  }
}
