import Testing

@testable import GazetteerBuilding

@Suite struct GazetteerTableTests {
  @Test func sortsByColumnNotByLine() {
    // As a line, "ab;" comes after "ab c;": a reader that bisects on the first column needs the shorter one first.
    let table = GazetteerTable(
      file: "t.csv", header: ["a", "b"], rows: [["ab c", "1"], ["ab", "2"], ["é", "0"], ["ab", "1"], ["Z", "9"]],
      report: BuildReport())
    #expect(String(decoding: table.bytes, as: UTF8.self) == "a;b\nZ;9\nab;1\nab;2\nab c;1\né;0\n")
  }

  @Test func refusesEqualRows() {
    let report = BuildReport()
    _ = GazetteerTable(file: "t.csv", header: ["a"], rows: [["x"], ["y"], ["x"]], report: report)
    #expect(report.problems.map(\.description) == ["t.csv: two rows are equal: [\"x\"]"])
  }

  @Test(arguments: [
    (48.8566, 5, "48.85660"), (-0.5, 5, "-0.50000"), (-0.000001, 5, "0.00000"), (0.00001, 5, "0.00001"),
    (-177.999999, 5, "-178.00000"), (105.63, 2, "105.63"), (0.07, 2, "0.07"), (7, 1, "7.0"),
  ])
  func writesDecimals(value: Double, decimals: Int, text: String) {
    #expect(decimal(value, decimals: decimals) == text)
  }

  // The examples of FIPS 180-2, appendix B, and the empty message.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func digests(text: String, digest: String) {
    #expect(SHA256.hexDigest(of: Array(text.utf8)) == digest)
  }
}
