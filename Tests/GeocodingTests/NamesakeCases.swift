/// Names that several places bear, and texts that are no place's name: `postcode | city | INSEE code or status [country]  # why`.
///
/// The right-hand side was judged by hand from the postal authorities abroad (a Spanish code begins with its province's number), INSEE's
/// populations and the real tables' cells. `∅` stands for an empty cell.
enum NamesakeCases {
  static let abroad = """
    46001 | Valencia | foreign ES  # 46 is the province of Valencia; Venezuela and the Philippines write four digits
    14001 | Cordoba | foreign ES  # 14 is Córdoba; Argentina writes four digits
    45001 | Toledo | foreign ES  # 45 is Toledo
    41001 | Sevilla | foreign ES
    ∅ | Valencia | foreign ES  # the neighbour before Venezuela's, which is twice as large
    ∅ | Birmingham | foreign GB
    ∅ | Boston | foreign US  # fourteen times Boston in Lincolnshire
    ∅ | Ulm | foreign DE
    ∅ | Santiago | foreign CL
    ∅ | Le Cap | foreign ZA  # of the grants of 2016
    ∅ | Natanya | foreign IL  # the same
    ∅ | Terminus | not-found  # Atlanta's first name
    ∅ | Saints | ambiguous
    ∅ | LA VALETTE | 83144 city  # of the grants of 2016: 24,000 people, and 60 in La Valette of the Isère
    89073 | Ulm | foreign DE
    ∅ | Roma | foreign IT
    ∅ | Wien | foreign AT
    ∅ | Kehl | foreign DE
    ∅ | Kortrijk | foreign BE  # the name that the table has in French
    ∅ | Doornik | foreign BE
    11100 | Aosta | foreign IT  # a code of Narbonne
    46100 | Mantova | foreign IT  # a code of Figeac
    CAN | ∅ | not-found
    ∅ | DEP | not-found  # of the contracts of data.gouv.fr: a département's code was lost
    ∅ | CIV | not-found
    ∅ | CAN | not-found
    ∅ | BEL | not-found
    ∅ | CHI | not-found
    ∅ | Gare | not-found
    ∅ | Vern | not-found/ambiguous  # Vern-sur-Seiche, Vern-d'Anjou
    ∅ | Le Grau | not-found/30133/ambiguous  # Le Grau-du-Roi
    31670 | ISATIS | 31254  # a street of Labège
    44000 | Gare | 44109
    17000 | Stade | 17300
    L1855 | Luxembourg | foreign LU
    L1855 LUXEMBOURG | ∅ | foreign LU
    L1855 | ∅ | foreign LU
    L-1855 | Luxembourg | foreign LU
    L3001 | MARSEILLE | 13201  # beside a French city the letter is the digit
    l3001 | ∅ | 13201
    99109 38112 BRAUNSCHWEIG | ∅ | foreign DE
    99135 5931AZ BOXMEER | ∅ | foreign NL
    99138 | Monaco | 99138  # Monaco is in the gazetteer
    """

  static let short = """
    13100 | AIX | 13001 postcode+city
    13090 | AIX | 13001 postcode+city
    ∅ | Aix | ambiguous
    ∅ | Ivry | ambiguous  # a former commune of the Côte-d'Or bears the very name
    ∅ | IVRY | ambiguous
    ∅ | Châlons | ambiguous
    ∅ | CHALONS | ambiguous
    ∅ | La Seyne | ambiguous
    ∅ | Vitry | ambiguous
    ∅ | BRIVES | ambiguous
    ∅ | Clermont | 60157/ambiguous  # Clermont of the Oise is a town itself
    ∅ | Le Blanc | 36018 city  # a town too
    ∅ | Seyne | 04205 city  # without the article that La Seyne-sur-Mer has
    ∅ | Ivry-sur-Seine | 94041 city
    94200 | Ivry | 94041 postcode+city
    ∅ | Ivry (94) | 94041  # the only one of the département
    """
}
