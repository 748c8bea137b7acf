import Testing

@testable import Geocoding

struct CaseNumberTests {
  @Test func aCaseIsKeptAsItsPlace() {
    #expect(PlacementNote.Code.allCases.map(\.number) == Array(PlacementNote.Code.allCases.indices))
    #expect(PlacementStatus.allCases.map(\.number) == Array(PlacementStatus.allCases.indices))
    #expect(PlacementMethod.allCases.map(\.number) == Array(PlacementMethod.allCases.indices))
  }

  /// What `AnswerCache` puts beside each other in one number.
  @Test func thereIsRoomForAllOfThem() {
    #expect(PlacementNote.Code.allCases.count <= 54)
    #expect(PlacementStatus.allCases.count <= 32 && PlacementMethod.allCases.count <= 32)
  }
}
