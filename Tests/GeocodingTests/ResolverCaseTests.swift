import Testing

@testable import Geocoding

struct ResolverCaseTests {
  /// All the faults of a table at once: one line each says more than the first of them.
  private func expectNoFault(_ cases: [LocationCase]) {
    let faults = cases.compactMap { $0.fault(testedResolver.place($0.query)) }
    #expect(faults.isEmpty, "\(faults.count) of \(cases.count):\n\(faults.joined(separator: "\n"))")
  }

  @Test func codesAsTyped() { expectNoFault(CaseTable.read(CodeAndCityCases.codes, [\.postcode, \.city])) }

  @Test func namesAsTyped() { expectNoFault(CaseTable.read(CodeAndCityCases.names, [\.postcode, \.city])) }

  @Test func mixedCodesAsTyped() { expectNoFault(CaseTable.read(TypedCodeCases.mixed, [\.postcode, \.city])) }

  @Test func citiesAsTyped() { expectNoFault(CaseTable.read(TypedCityCases.cities, [\.postcode, \.city])) }

  @Test func territoriesAsTyped() {
    expectNoFault(CaseTable.read(TerritoryCases.territories, [\.postcode, \.city]))
  }

  @Test func addressesAsTyped() { expectNoFault(CaseTable.read(AddressCases.addresses, [\.address])) }

  @Test func otherWitnesses() { expectNoFault(CaseTable.read(AddressCases.witnesses, [\.postcode, \.city, nil])) }

  @Test func thereAreThreeHundredCases() {
    let count =
      [
        CodeAndCityCases.codes, CodeAndCityCases.names, AddressCases.addresses, AddressCases.witnesses,
        TypedCodeCases.mixed, TypedCityCases.cities, TerritoryCases.territories,
      ]
      .reduce(0) { $0 + $1.split(separator: "\n").count }
    #expect(count >= 300)
  }
}
