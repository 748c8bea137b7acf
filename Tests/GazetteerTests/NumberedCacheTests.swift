import Dispatch
import Locking
import Testing

@testable import Gazetteer

struct NumberedCacheTests {
  @Test func aValueIsMadeOnceAndKept() {
    let cache = NumberedCache<String>(count: 10)
    #expect(cache.value(3) { "first" } == "first")
    #expect(cache.value(3) { "second" } == "first")
    #expect(cache.value(0) { "zero" } == "zero" && cache.value(9) { "nine" } == "nine")
    // Out of range nothing is kept.
    for number in [-1, 10, Int.max, Int.min] {
      #expect(cache.value(number) { "a" } == "a" && cache.value(number) { "b" } == "b")
    }
  }

  @Test func threadsAgreeOnOneValue() {
    let cache = NumberedCache<[Int]>(count: 1_000)
    let answers = Mutex<[[[Int]]]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      let own = (0..<1_000).map { number in cache.value(number) { [thread, number] } }
      answers.withLock { $0.append(own) }
    }
    let all = answers.withLock { $0 }
    #expect(all.count == 8 && all.allSatisfy { $0 == all[0] })
    #expect(all[0].enumerated().allSatisfy { $1[1] == $0 })
  }

  @Test(arguments: [
    ("01001", 1_001), ("59481", 59_481), ("99138", 99_138), ("2A004", 100_004), ("2B366", 101_366), ("2C001", nil),
    ("A2001", nil), ("5948", nil), ("594811", nil), ("", nil), ("12A45", nil), ("22A01", nil), ("2a004", nil),
  ])
  func numbersOfCitycodes(citycode: String, number: Int?) {
    #expect(Commune.number(ofCitycode: citycode) == number)
  }

  @Test func everyCommuneHasANumberOfItsOwn() throws {
    let gazetteer = try Gazetteer.embedded()
    var numbers: Set<Int> = []
    var count = 0
    gazetteer.forEachCommune { commune in
      count += 1
      if let number = Commune.number(ofCitycode: commune.citycode), number < Commune.numbers { numbers.insert(number) }
      #expect(gazetteer.commune(commune.citycode) == commune)
      #expect(
        gazetteer.mainPostcode(ofCommune: commune.citycode) == gazetteer.postcodes(ofCommune: commune.citycode).first
          ?? "")
    }
    #expect(count > 34_000 && numbers.count == count)
  }
}
