import Geocoding
import RemoteGeocoding

/// What is said about a remote service.
struct RemoteWords {
  var provider: any RemoteProvider
  var language: Language

  private var name: String { "\(provider.method.rawValue) (\(provider.baseURL))" }

  private var sent: String {
    switch provider.sends {
    case .locations:
      language.choose(
        "codes postaux, villes, adresses ou coordonnées, rien d'autre",
        "postal codes, cities, addresses or coordinates, nothing else")
    case .companyNumbers: language.choose("numéros SIRET, rien d'autre", "SIRET numbers, nothing else")
    }
  }

  /// Before the first call: what is sent where, and how much.
  func announcement(_ plan: RemoteGeocoder.Plan, _ limits: RemoteLimits) -> String {
    let count = plan.asked.count
    let known =
      plan.known > 0
      ? " (\(language.count(plan.known, ("déjà connue", "déjà connues"), ("known already", "known already"))))" : ""
    let rate = (limits.requestsPerSecond ?? provider.requestsPerSecond).map { rate in
      language.choose(", \(Int(rate)) appels par seconde au plus", ", at most \(Int(rate)) calls per second")
    }
    let questions = language.count(
      count, ("question distincte va être envoyée", "questions distinctes vont être envoyées"),
      ("distinct question is about to be sent", "distinct questions are about to be sent"))
    return language.choose("\(name) : ", "\(name): ") + questions + known + language.choose(" : ", ": ") + sent
      + (rate ?? "")
  }

  func dryRun(_ plan: RemoteGeocoder.Plan) -> String {
    let questions = language.count(
      plan.asked.count, ("question serait envoyée", "questions seraient envoyées"),
      ("question would be sent", "questions would be sent"))
    let known = language.count(plan.known, ("est connue", "sont connues"), ("is known", "are known"))
    return language.choose(
      "\(name) : \(questions) (\(sent)), \(known) ; rien n'a été envoyé",
      "\(name): \(questions) (\(sent)), \(known); nothing was sent")
  }

  func summary(_ report: RemoteGeocoder.Report, _ answers: RemoteAnswers) -> String {
    let outcome = report.outcome
    let calls = language.count(outcome.calls, ("appel", "appels"), ("call", "calls"))
    let answered = language.count(outcome.answered, ("réponse", "réponses"), ("answer", "answers"))
    let taken = language.count(answers.taken, ("lieu retenu", "lieux retenus"), ("place taken", "places taken"))
    let suggested = language.count(
      answers.suggested, ("suggestion", "suggestions"), ("suggestion", "suggestions"))
    var text = language.choose(
      "\(name) : \(calls), \(answered), \(report.known) du cache ; \(taken), \(suggested)",
      "\(name): \(calls), \(answered), \(report.known) from the cache; \(taken), \(suggested)")
    if case .budget(let calls) = outcome.stop {
      let unasked = language.count(
        outcome.unasked, ("question non posée", "questions non posées"), ("question not asked", "questions not asked"))
      text += language.choose(
        " ; --remote-budget \(calls) atteint, \(unasked)", "; --remote-budget \(calls) reached, \(unasked)")
    }
    return text
  }

  /// The end with 69 when questions stayed open for want of the service.
  func failure(_ outcome: RemoteOutcome) -> Failure? {
    let reason: RemoteFailure
    switch outcome.stop {
    case .unavailable(let failure)?: reason = failure
    case .budget?, nil:
      guard let refusal = outcome.lastRefusal else { return nil }
      reason = refusal
    }
    let open = language.count(
      outcome.unasked + outcome.refused, ("question sans réponse", "questions sans réponse"),
      ("question without an answer", "questions without an answer"))
    return Failure(
      .unavailable,
      language.choose(
        "\(name) : \(words(reason)) ; \(open), tout le reste est écrit ; relancez plus tard, ce qui "
          + "est connu ne sera pas redemandé",
        "\(name): \(words(reason)); \(open), all else is written; run again later, what is "
          + "known will not be asked again"))
  }

  private func words(_ failure: RemoteFailure) -> String {
    switch failure {
    case .transfer(let error): words(error)
    case .status(let status, let wait?):
      language.choose("HTTP \(status), attendre \(wait) s", "HTTP \(status), wait \(wait) s")
    case .status(let status, nil): "HTTP \(status)"
    case .answer(let error):
      language.choose(
        "réponse inattendue (\(error.expected) attendu, « \(error.found) » reçu)",
        "unexpected answer (expected \(error.expected), got “\(error.found)”)")
    }
  }

  private func words(_ error: TransferError) -> String {
    switch error {
    case .noClient(let reason):
      language.choose(
        "libcurl manque (\(reason)) ; installez libcurl4", "libcurl is missing (\(reason)); install libcurl4")
    case .badURL(let reason): language.choose("adresse invalide (\(reason))", "invalid address (\(reason))")
    case .unknownHost: language.choose("nom d'hôte inconnu", "unknown host")
    case .cannotConnect: language.choose("connexion impossible", "cannot connect")
    case .timedOut: language.choose("pas de réponse à temps", "no answer in time")
    case .notSecure(let reason): language.choose("TLS refusé (\(reason))", "TLS refused (\(reason))")
    case .badRedirect: language.choose("redirection refusée", "redirect refused")
    case .tooLarge(let limit):
      language.choose("réponse de plus de \(limit) octets", "answer of more than \(limit) bytes")
    case .interrupted(let reason): language.choose("réponse interrompue (\(reason))", "answer cut short (\(reason))")
    }
  }
}
