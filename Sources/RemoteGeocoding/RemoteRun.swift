import Glibc

/// How a service is asked.
public struct RemoteLimits: Hashable, Sendable {
  /// Requests per second; `nil` for the provider's own limit.
  public var requestsPerSecond: Double?
  /// Calls made at most; `nil` without a limit.
  public var budget: Int?
  /// Rows per batch; `nil` for the provider's own, 1 to ask one by one.
  public var rowsPerBatch: Int?
  /// Time and size of each transfer.
  public var transfer = TransferLimits()
  /// How trouble is met.
  public var patience = ServicePatience()

  /// Fewer questions than this are asked one by one: these have several candidates each.
  static let fewestForBatch = 50
  /// Single questions under way together.
  static let singlesTogether = 8
  /// Batches under way together: addok has as many workers as cores, and others use them too.
  static let batchesTogether = 2
  /// Batches refused before all is asked one by one: addok's CSV plug-in is broken in places.
  static let batchesRefused = 2

  /// The usual limits.
  public init() {}
}

/// Why questions were left unasked or unanswered.
public enum RemoteStop: Error, Hashable, Sendable {
  /// The service cannot be reached, or does not answer as it should.
  case unavailable(RemoteFailure)
  /// The calls allowed are used up.
  case budget(calls: Int)
}

/// What went wrong with a request.
public enum RemoteFailure: Error, Hashable, Sendable {
  /// No response.
  case transfer(TransferError)
  /// A response with another status than 200.
  case status(Int, retryAfterSeconds: Int?)
  /// A response that is no answer.
  case answer(AnswerError)
}

/// How a run ended.
public struct RemoteOutcome: Sendable {
  /// Requests sent, repeated ones too.
  public var calls = 0
  /// Questions that the service answered.
  public var answered = 0
  /// Questions that the service refused.
  public var refused = 0
  /// The last reason for a refusal.
  public var lastRefusal: RemoteFailure?
  /// Questions that were never answered because the run stopped.
  public var unasked = 0
  /// Why it stopped early; `nil` when it did not.
  public var stop: RemoteStop?
}

/// Asks a provider a list of questions: one thread, several transfers, answers handed over as they arrive.
///
/// Blocks the calling thread until every question is answered or given up, which is bounded in time by the limits.
struct RemoteRun {
  private struct Job {
    /// Indexes of the questions.
    var questions: [Int]
    var isBatch: Bool
    var attempts = 0
  }

  private struct Sent {
    var job: Job
    var at: Double
  }

  private enum Reading {
    case answers([(Int, RemoteAnswer)], missing: [Int])
    case retry(RemoteFailure, retryAfterSeconds: Int?)
    case refusal(RemoteFailure)
    /// Trying again would not help.
    case fatal(RemoteFailure)
  }

  private let provider: any RemoteProvider
  private let limits: RemoteLimits
  private let questions: [RemoteQuestion]
  private var queue: [Job] = []
  private var underWay: [UnsafeMutableRawPointer: Sent] = [:]
  private var health: ServiceHealth
  private var pacer: RequestPacer
  private var batchesRefused = 0
  private var outcome = RemoteOutcome()
  private var isStopped = false

  /// `asked` are the indexes of the questions that are not known yet.
  init(
    _ provider: any RemoteProvider, _ limits: RemoteLimits, questions: [RemoteQuestion], asked: [Int], callsMade: Int
  ) {
    self.provider = provider
    self.limits = limits
    self.questions = questions
    health = ServiceHealth(limits.patience)
    pacer = RequestPacer(requestsPerSecond: limits.requestsPerSecond ?? provider.requestsPerSecond)
    outcome.calls = callsMade
    queue = jobs(asked)
  }

  /// Batches when there are many questions in all, known ones counted: a run that is resumed asks as the first did.
  private func jobs(_ asked: [Int]) -> [Job] {
    let rows = limits.rowsPerBatch ?? provider.batch?.rowsPerBatch ?? 1
    guard let batch = provider.batch, rows > 1, questions.count >= RemoteLimits.fewestForBatch else {
      return asked.reversed().map { Job(questions: [$0], isBatch: false) }
    }
    let together = asked.filter { batch.canBatch(questions[$0]) }
    let single = asked.filter { !batch.canBatch(questions[$0]) }
    // Searches and positions go to different addresses.
    var jobs = [false, true].flatMap { isReverse in
      let alike = together.filter { questions[$0].isReverse == isReverse }
      return stride(from: 0, to: alike.count, by: rows).map { start in
        Job(questions: Array(alike[start..<min(start + rows, alike.count)]), isBatch: true)
      }
    }
    jobs += single.map { Job(questions: [$0], isBatch: false) }
    return jobs.reversed()
  }

  /// Asks; `keep` receives answers as they arrive. The last element of the queue is the next to be sent.
  mutating func run(keep: ([(Int, RemoteAnswer)]) -> Void) -> RemoteOutcome {
    do throws(TransferError) {
      let connections = try CurlConnections(limits.transfer)
      while !isStopped, !queue.isEmpty || !underWay.isEmpty {
        let pause = try send(over: connections)
        connections.wait(seconds: underWay.isEmpty ? pause : min(pause, 1))
        for (id, result) in connections.finished() {
          if let sent = underWay.removeValue(forKey: id) { settle(sent, result, keep) }
        }
      }
    } catch {
      stop(.unavailable(.transfer(error)))
    }
    outcome.unasked = queue.reduce(0) { $0 + $1.questions.count }
    outcome.unasked += underWay.values.reduce(0) { $0 + $1.job.questions.count }
    return outcome
  }

  private mutating func stop(_ reason: RemoteStop) {
    isStopped = true
    outcome.stop = outcome.stop ?? reason
  }

  // MARK: Sending

  /// Starts what may be started; the seconds until there may be more to start.
  private mutating func send(over connections: CurlConnections) throws(TransferError) -> Double {
    while let job = queue.last {
      if let budget = limits.budget, outcome.calls >= budget {
        // What is under way still counts.
        if underWay.isEmpty { stop(.budget(calls: outcome.calls)) }
        return 1
      }
      guard hasRoom(for: job) else { return 1 }
      let now = Self.now()
      let pause = max(health.pausedUntil - now, pacer.wait(at: now))
      guard pause <= 0 else { return pause }
      queue.removeLast()
      let asked = job.questions.map { questions[$0] }
      let request =
        job.isBatch ? provider.batch?.batchRequest(for: asked) : asked.first.map(provider.request)
      guard let request else { continue }
      underWay[try connections.start(request)] = Sent(job: job, at: now)
      pacer.sent(at: now)
      outcome.calls += 1
    }
    return 1
  }

  private func hasRoom(for job: Job) -> Bool {
    if health.isStrained { return underWay.isEmpty }
    return underWay.count < (job.isBatch ? RemoteLimits.batchesTogether : RemoteLimits.singlesTogether)
  }

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  // MARK: What came back

  private mutating func settle(
    _ sent: Sent, _ result: Result<HTTPResponse, TransferError>, _ keep: ([(Int, RemoteAnswer)]) -> Void
  ) {
    switch read(sent.job, result) {
    case .answers(let answers, let missing):
      health.succeeded()
      outcome.answered += answers.count
      if !answers.isEmpty { keep(answers) }
      queue = missing.map { Job(questions: [$0], isBatch: false) } + queue
    case .retry(let failure, let wait):
      health.failed(sentAt: sent.at, now: Self.now(), retryAfterSeconds: wait)
      retry(sent.job, failure)
    case .refusal(let failure): refuse(sent.job, failure)
    case .fatal(let failure):
      queue.append(sent.job)
      stop(.unavailable(failure))
    }
  }

  private mutating func retry(_ job: Job, _ failure: RemoteFailure) {
    var job = job
    job.attempts += 1
    if health.isDown {
      queue.append(job)
      stop(.unavailable(failure))
    } else if job.isBatch, job.questions.count > 1, failure == .transfer(.timedOut) {
      // Too much for the time allowed, perhaps: halves.
      let middle = job.questions.count / 2
      for half in [job.questions[..<middle], job.questions[middle...]] {
        queue.insert(Job(questions: Array(half), isBatch: true, attempts: job.attempts), at: 0)
      }
    } else if job.attempts < limits.patience.attempts {
      // To the end: whether it is the request or the service shows when another is tried.
      queue.insert(job, at: 0)
    } else {
      give(up: job, failure)
    }
  }

  private mutating func refuse(_ job: Job, _ failure: RemoteFailure) {
    guard job.isBatch else {
      health.refused()
      give(up: job, failure)
      if health.isDown { stop(.unavailable(failure)) }
      return
    }
    batchesRefused += 1
    queue += job.questions.reversed().map { Job(questions: [$0], isBatch: false) }
    if batchesRefused >= RemoteLimits.batchesRefused {
      queue = queue.flatMap { job in
        job.isBatch ? job.questions.reversed().map { Job(questions: [$0], isBatch: false) } : [job]
      }
    }
  }

  private mutating func give(up job: Job, _ failure: RemoteFailure) {
    outcome.refused += job.questions.count
    outcome.lastRefusal = failure
  }

  private func read(_ job: Job, _ result: Result<HTTPResponse, TransferError>) -> Reading {
    switch result {
    case .failure(let error):
      return switch error {
      case .noClient, .badURL, .notSecure: .fatal(.transfer(error))
      case .badRedirect, .tooLarge: .refusal(.transfer(error))
      case .unknownHost, .cannotConnect, .timedOut, .interrupted: .retry(.transfer(error), retryAfterSeconds: nil)
      }
    case .success(let response):
      let failure = RemoteFailure.status(response.status, retryAfterSeconds: response.retryAfterSeconds)
      return switch response.status {
      case 200: answers(job, response.body)
      case 408, 429, 502, 503, 504: .retry(failure, retryAfterSeconds: response.retryAfterSeconds)
      case 401, 403, 407: .fatal(failure)
      default: .refusal(failure)
      }
    }
  }

  private func answers(_ job: Job, _ body: [UInt8]) -> Reading {
    do throws(AnswerError) {
      let asked = job.questions.map { questions[$0] }
      guard job.isBatch, let batch = provider.batch else {
        let answer = try provider.answer(to: asked[0], in: body)
        return .answers([(job.questions[0], answer)], missing: [])
      }
      let found = try batch.answers(to: asked, in: body)
      let pairs = zip(job.questions, found)
      return .answers(
        pairs.compactMap { pair in pair.1.map { (pair.0, $0) } },
        missing: pairs.compactMap { $0.1 == nil ? $0.0 : nil })
    } catch {
      return .refusal(.answer(error))
    }
  }
}
