import Geocoding
import RemoteGeocoding
import TableGeocoding
import Tables

/// What a remote service said about the rows of a run.
struct AskedService {
  /// Comes before the resolver's answers.
  var overlay: AnswerOverlay
  /// What it says of companies, by their numbers.
  var companies: [CompanyNumber: CompanyDescription] = [:]
  /// The service was needed and could not be had.
  var failure: Failure?

  /// Ends the run with 69, everything written, if the service could not be had.
  func finish() throws(Failure) {
    if let failure { throw failure }
  }
}

extension RemoteOptions {
  /// The first pass over the tables: gathers what the resolver leaves open, asks the service about it, and rewinds.
  func ask(
    _ provider: any RemoteProvider, about tables: inout InputTables, _ resolver: Resolver, _ messages: MessageStyle
  ) throws(Failure) -> AskedService {
    let language = messages.language
    let limits = try limits(language)
    let survey = try survey(provider, tables, resolver, messages)
    try tables.rewind(language)
    let cache = noCache ? nil : try caching.open(language)
    let geocoder = RemoteGeocoder(
      provider: provider, resolver: resolver, limits: limits, cache: cache, isOffline: offlineCache)
    let words = RemoteWords(provider: provider, language: language)
    let plan: RemoteGeocoder.Plan
    do throws(RemoteCacheError) {
      plan = try geocoder.plan(survey)
    } catch {
      throw Failure(error, path: cache?.path ?? "", language)
    }
    if dryRun {
      try Console.output(plan.asked.map { "\($0.text)\n" }.joined())
      Console.error(words.dryRun(plan))
      return AskedService(overlay: AnswerOverlay { _ in nil })
    }
    if !plan.asked.isEmpty { Console.error(words.announcement(plan, limits)) }
    let (answers, report) = geocoder.answer(survey)
    if !messages.isQuiet { Console.error(words.summary(report, answers)) }
    if let failure = report.cacheFailure { Console.error(Failure(failure, path: cache?.path ?? "", language).message) }
    return AskedService(
      overlay: overlay(of: answers, provider), companies: answers.companiesByNumber,
      failure: words.failure(report.outcome))
  }

  /// A directory of companies adds two columns of its own.
  private func overlay(of answers: RemoteAnswers, _ provider: any RemoteProvider) -> AnswerOverlay {
    guard provider.sends == .companyNumbers else { return AnswerOverlay { answers.resolution(for: $0) } }
    return AnswerOverlay(
      distinguishesCompanies: true, columns: ["result_naf", "result_size"],
      cells: { query in
        let company = answers.company(of: query)
        return [company?.activity ?? "", company?.sizeClass ?? ""]
      },
      resolution: { answers.resolution(for: $0) })
  }

  private func survey(
    _ provider: any RemoteProvider, _ tables: InputTables, _ resolver: Resolver, _ messages: MessageStyle
  ) throws(Failure) -> RemoteSurvey {
    var survey = RemoteSurvey(provider: provider, scope: remoteFor)
    let geocoder = TableGeocoder(
      resolver: resolver, layouts: tables.layouts, names: tables.names,
      overlay: AnswerOverlay(distinguishesCompanies: provider.sends == .companyNumbers) { _ in nil })
    try tables.forEachBatch(messages) { batch, table throws(Failure) in
      geocoder.survey(batch, ofTable: table) { survey.add($0, $1) }
    }
    return survey
  }
}
