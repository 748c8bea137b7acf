import Geocoding
import Glibc

/// Asks a service about the locations of a survey: what the cache knows is not asked again, what arrives is kept at
/// once, what does not fit the row is not taken.
///
/// ``answer(_:)`` blocks its thread for as long as the service takes; call it from a thread of your own, not from
/// Swift's cooperative pool.
public struct RemoteGeocoder {
  /// Whom is asked.
  public let provider: any RemoteProvider
  private let resolver: Resolver
  private let limits: RemoteLimits
  private let cache: RemoteCache?
  private let isOffline: Bool

  /// A geocoder; without a cache nothing is remembered, and `isOffline` answers from the cache alone.
  public init(
    provider: any RemoteProvider, resolver: Resolver, limits: RemoteLimits = RemoteLimits(), cache: RemoteCache? = nil,
    isOffline: Bool = false
  ) {
    self.provider = provider
    self.resolver = resolver
    self.limits = limits
    self.cache = cache
    self.isOffline = isOffline
  }

  /// What a run would send.
  public struct Plan: Sendable {
    /// Distinct questions.
    public var questions: Int
    /// Of these, known from earlier runs.
    public var known: Int
    /// What would be sent first; a second question may follow where nothing comes of the first.
    public var asked: [RemoteQuestion]
  }

  /// What came of a run.
  public struct Report: Sendable {
    /// Distinct questions answered by the cache.
    public var known = 0
    /// How the service was.
    public var outcome = RemoteOutcome()
    /// The cache failed; the run went on without it.
    public var cacheFailure: RemoteCacheError?
  }

  private var source: RemoteCache.Source {
    RemoteCache.Source(provider: provider.method.rawValue, url: provider.baseURL)
  }

  private static var now: Int { time(nil) }

  /// What ``answer(_:)`` would send, asking nothing.
  public func plan(_ survey: RemoteSurvey) throws(RemoteCacheError) -> Plan {
    let questions = Self.distinct(survey.locations.compactMap(\.questions.first))
    let known = try cache?.answers(to: questions, from: source, at: Self.now) ?? [:]
    return Plan(
      questions: questions.count, known: known.count, asked: isOffline ? [] : questions.filter { known[$0] == nil })
  }

  /// Asks, in rounds: a location's next question is asked only when nothing could be taken from the one before.
  public func answer(_ survey: RemoteSurvey) -> (answers: RemoteAnswers, report: Report) {
    var report = Report()
    let trust = RemoteTrust(resolver: resolver, method: provider.method)
    var answers = RemoteAnswers(provider: provider)
    var open = survey.locations
    var round = 0
    while !open.isEmpty, report.outcome.stop == nil {
      let questions = Self.distinct(open.map { $0.questions[round] })
      let found = ask(questions, &report)
      for location in open {
        guard let answer = found[location.questions[round]] else { continue }
        if let company = answer.candidates.first.flatMap(CompanyDescription.init) {
          answers.describe(company, for: location.query)
        }
        switch trust.verdict(location.query, location.local, answer) {
        case .taken(let resolution): answers.take(resolution, for: location.query)
        case .suggested(let resolution): answers.suggest(resolution, for: location.query)
        case .nothing: continue
        }
      }
      round += 1
      open = open.filter { $0.questions.count > round && !answers.isTaken($0.query) }
    }
    return (answers, report)
  }

  private static func distinct(_ questions: [RemoteQuestion]) -> [RemoteQuestion] {
    var seen: Set<RemoteQuestion> = []
    return questions.filter { seen.insert($0).inserted }
  }

  private func ask(_ questions: [RemoteQuestion], _ report: inout Report) -> [RemoteQuestion: RemoteAnswer] {
    var found: [RemoteQuestion: RemoteAnswer] = [:]
    var failure = report.cacheFailure
    do throws(RemoteCacheError) {
      if failure == nil { found = try cache?.answers(to: questions, from: source, at: Self.now) ?? [:] }
    } catch {
      failure = error
    }
    report.known += found.count
    let asked = questions.indices.filter { found[questions[$0]] == nil }
    if !asked.isEmpty, !isOffline {
      var run = RemoteRun(
        provider, limits, questions: questions, asked: asked, callsMade: report.outcome.calls)
      let outcome = run.run { arrived in
        let pairs = arrived.map { (question: questions[$0.0], answer: $0.1) }
        for pair in pairs { found[pair.question] = pair.answer }
        guard failure == nil else { return }
        do throws(RemoteCacheError) {
          try cache?.keep(pairs, from: source, at: Self.now)
        } catch {
          failure = error
        }
      }
      report.outcome.add(outcome)
    }
    report.cacheFailure = failure
    return found
  }
}

extension RemoteOutcome {
  /// Adds a later round, which counts the calls of the earlier ones.
  mutating func add(_ later: RemoteOutcome) {
    calls = later.calls
    answered += later.answered
    refused += later.refused
    unasked += later.unasked
    lastRefusal = later.lastRefusal ?? lastRefusal
    stop = later.stop
  }
}
