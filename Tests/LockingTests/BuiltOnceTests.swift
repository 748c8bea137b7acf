import Dispatch
import Locking
import Synchronization
import Testing

@Suite struct BuiltOnceTests {
  /// However many ask at a time, the value is made once, and all of them have it.
  @Test func isMadeOnce() {
    let made = Atomic(0)
    let value = BuiltOnce<[Int]>()
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<1_000 {
        let count = value.withValue {
          made.add(1, ordering: .relaxed)
          return Array(0..<500)
        } _: {
          $0.count
        }
        if count != 500 { Issue.record("\(count)") }
      }
    }
    #expect(made.load(ordering: .relaxed) == 1)
    #expect(value.value { [] } == Array(0..<500))
  }

  /// Who need not wait does not, as long as another one makes the value.
  @Test func othersMayGoOnMeanwhile() {
    let value = BuiltOnce<Int>()
    var inner: Int? = 0
    var looked = false
    let outer = value.withValueUnlessBeingMade {
      inner = value.withValueUnlessBeingMade({ 8 }, { $0 })
      value.withValueIfMade { _ in looked = true }
      return 7
    } _: {
      $0
    }
    #expect(outer == 7 && inner == nil && !looked)
    #expect(value.withValueUnlessBeingMade({ 8 }, { $0 }) == 7)
    value.withValueIfMade { #expect($0 == 7) }
  }
}
