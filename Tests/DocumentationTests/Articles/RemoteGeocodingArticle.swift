import Gazetteer
import Geocoding
import RemoteGeocoding

/// The examples of RemoteGeocoding.md.
func remoteGeocodingArticle(_ print: (Any) -> Void) throws {
  let resolver = Resolver(gazetteer: try Gazetteer.embedded())
  let provider = RemoteService.addok.provider(url: "http://127.0.0.1:7878")
  var survey = RemoteSurvey(provider: provider, scope: .unresolved)
  for query in [
    LocationQuery(postcode: "59530", city: "Le Quesnoy"), LocationQuery(city: "Saint-Aubin", address: "3 rue Thiers"),
  ] {
    survey.add(query, resolver.resolve(query))
  }

  let geocoder = RemoteGeocoder(provider: provider, resolver: resolver)
  for question in try geocoder.plan(survey).asked { print(question.text) }
  // 3 rue thiers saint-aubin
}
