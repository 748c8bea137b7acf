/// Postal codes and cities in the ways that tables have them: `postcode | city | INSEE code or status [method]  # why`.
///
/// The right-hand side was judged by hand from La Poste's table, INSEE's registers and the postal authorities abroad; a few rows were settled
/// only after a run had shown that they could be read in two ways. `∅` stands for an empty cell.
enum TypedCodeCases {
  /// Forms of codes, CEDEX, overseas, army, cities abroad.
  static let mixed = """
    59530 | LE QUESNOY CEDEX | 59481
    59 530 LE  QUESNOY | ∅ | 59481
    Le Quesnoy, 59530 | ∅ | 59481
    [59530] | ∅ | 59481
    59530 - FRANCE | ∅ | 59481
    59530, France | Le Quesnoy | 59481
    FRANCE 59530 | LE QUESNOY | 59481
    59530 (Nord) | ∅ | 59481
    59530 Nord | Le Quesnoy | 59481
    C.P. 59530 | Le Quesnoy | 59481
    CP: 59530 | LE QUESNOY | 59481
    CP59530 | LE QUESNOY | 59481
    code postal 59530 | ∅ | 59481
    59530-LE QUESNOY | ∅ | 59481
    59530/LE QUESNOY | ∅ | 59481
    59530_LE QUESNOY | ∅ | 59481
    59530,LE QUESNOY | ∅ | 59481
    59530. LE QUESNOY | ∅ | 59481
    59530.00 | LE QUESNOY | 59481
    59530,0 | LE QUESNOY | 59481
    5,9530E+4 | LE QUESNOY | 59481
    5.9530e4 | LE QUESNOY | 59481
    +59530 | LE QUESNOY | 59481
    =59530 | LE QUESNOY | 59481
    ="59530" | LE QUESNOY | 59481
    `59530 | LE QUESNOY | 59481
    ´59530 | LE QUESNOY | 59481
    ’59530 | LE QUESNOY | 59481
    59.530 LE QUESNOY | ∅ | 59481
    59 530 LE QUESNOY CEDEX | ∅ | 59481
    059530 | LE QUESNOY | 59481
    0059530 | LE QUESNOY | 59481
    595300 | LE QUESNOY | 59481
    5953 | LE QUESNOY | 59481
    59350 | LE QUESNOY | 59481
    95530 | LE QUESNOY | 59481
    59540 | LE QUESNOY | 59481
    59530 | QUESNOY LE | 59481
    59530 | Quesnoy | 59481
    59530 | LE QUESNOIS | 59481
    59530 | LE QUENOY | 59481
    59530 | LEQUESNOY | 59481
    59530 | LE QUESNOY - FRANCE | 59481
    59530 | LE QUESNOY (Nord) | 59481
    59530 | LE QUESNOY 59 | 59481
    59530 | LE QUESNOY (59) | 59481
    59530 | 59530 LE QUESNOY | 59481
    59530 | 59 | 59481
    59530 | Nord | 59481
    59530 | FRANCE | 59481
    59530 | N/A | 59481
    59530 | ? | 59481
    59530 | - | 59481
    01000 | BOURG EN BRESSE | 01053
    1000 | BOURG-EN-BRESSE | 01053
    01 000 | ∅ | 01053
    O1000 | BOURG EN BRESSE | 01053
    0l000 | BOURG EN BRESSE | 01053
    4000 | DIGNE LES BAINS | 04070
    4000 | ∅ | 04070
    4000 | LIEGE | foreign BE
    4000 | Liège | foreign BE
    4020 | LIEGE | foreign BE
    1000 | Bruxelles | foreign BE
    1050 | IXELLES | foreign BE
    1348 | LOUVAIN LA NEUVE | foreign BE
    5000 | NAMUR | foreign BE
    6000 | CHARLEROI | foreign BE
    6000 | NICE | 06088
    7000 | PRIVAS | 07186
    7500 | TOURNAI | foreign BE
    8500 | KORTRIJK | foreign BE
    8500 | COURTRAI | foreign BE
    9000 | GENT | foreign BE
    9000 | FOIX | 09122
    9000 | GAND | foreign BE
    2000 | ANTWERPEN | foreign BE
    2000 | LAON | 02408
    1201 | Genève | foreign CH
    1211 | GENEVE 3 | foreign CH  # 01211 is a CEDEX of Ferney-Voltaire
    1003 | LAUSANNE | foreign CH
    8001 | ZURICH | foreign CH
    8005 | Zürich | foreign CH
    4051 | BALE | foreign CH
    4002 | BASEL | foreign CH
    3000 | BERNE | foreign CH
    2300 | LA CHAUX DE FONDS | foreign CH
    L-1234 | Luxembourg | foreign LU
    L1855 | LUXEMBOURG | foreign LU
    1855 | LUXEMBOURG | foreign LU
    LU-2530 | LUXEMBOURG | foreign LU
    L-4384 | EHLERANGE | foreign LU
    B7000 | MONS | foreign BE
    B 7000 | MONS | foreign BE
    BE-7000 | MONS | foreign BE
    BE 7000 | ∅ | foreign BE
    CH1200 | ∅ | foreign CH
    7000 Mons (B) | ∅ | foreign BE
    7000 Mons (Belgique) | ∅ | foreign BE
    MONS (Belgique) | ∅ | foreign BE
    Belgique | ∅ | foreign BE
    BELGIUM | ∅ | foreign BE
    Deutschland | ∅ | foreign DE
    Allemagne | ∅ | foreign DE
    D-37081 Göttingen | ∅ | foreign DE
    31670 | ISATIS | 31254 postcode  # a street of Labège; also an old name of Yazd
    31670 ISATIS | ∅ | 31254 postcode
    37081 | GOTTINGEN | foreign DE
    28040 | ∅ | 28085
    28001 | MADRID | foreign ES
    08001 | BARCELONA | foreign ES
    8001 | BARCELONE | foreign ES  # 08001 lost its zero, as in Charleville
    47228 | DUISBURG | foreign DE
    86316 | FRIEDBERG | foreign DE
    80331 | MUNCHEN | foreign DE
    80331 | MUNICH | foreign DE
    50667 | KOLN | foreign DE
    50667 | KÖLN | foreign DE
    50667 | COLOGNE | foreign DE
    60311 | FRANKFURT | foreign DE
    60311 | FRANCFORT | foreign DE
    20095 | HAMBURG | foreign DE
    66111 | SAARBRÜCKEN | foreign DE
    66111 | SARREBRUCK | foreign DE
    52062 | AACHEN | foreign DE
    20121 | MILANO | foreign IT
    20121 | MILAN | foreign IT
    00184 | ROMA | foreign IT
    00184 | ROME | foreign IT
    10121 | TORINO | foreign IT
    16121 | GENOVA | foreign IT
    I-20121 | MILANO | foreign IT
    30100 | VENEZIA | foreign IT
    30100 | VENISE | foreign IT  # 30100 is Alès, Venise a village of Doubs
    1100 | LISBOA | foreign PT
    1100-148 | LISBOA | foreign PT
    4000-123 | PORTO | foreign PT
    SW1A 1AA | LONDON | foreign GB
    W1J 7NT | LONDRES | foreign GB
    EC2A 4NE | London | foreign GB
    ∅ | LONDON | foreign GB
    1012 AB | AMSTERDAM | foreign NL
    1012AB | AMSTERDAM | foreign NL
    NL-1012 | AMSTERDAM | foreign NL
    3011 | ROTTERDAM | foreign NL
    ∅ | Amsterdam | foreign NL
    ∅ | New York | foreign US
    10001 | NEW YORK | foreign US
    NY 10001 | NEW YORK | foreign US
    H3B 1A1 | MONTREAL QC | foreign CA
    ∅ | Montréal (Canada) | foreign CA
    ∅ | Dublin | foreign IE
    D02 X285 | DUBLIN 2 | foreign IE
    1010 | WIEN | foreign AT
    1010 | VIENNE | foreign AT
    38200 | VIENNE | 38544
    ∅ | Tunis | foreign TN
    1002 | TUNIS | foreign TN
    20000 | CASABLANCA | foreign MA
    16000 | ALGER | foreign DZ
    ∅ | Rabat (Maroc) | foreign MA
    99109 | BERLIN | foreign DE
    99131 | ∅ | foreign BE
    99140 | ∅ | foreign CH
    99132 | LONDRES | foreign GB
    99999 | LONDRES | foreign GB
    99999 | INCONNU | not-found
    98000 MONACO | ∅ | 99138
    MC-98000 | MONACO | 99138
    MC 98000 | ∅ | 99138
    98014 | MONACO CEDEX | 99138
    98011 | MONACO CEDEX | 99138
    ∅ | MONACO | 99138
    ∅ | Monte-Carlo | 99138
    97150 | MARIGOT | 97801
    97133 | ∅ | 97701
    97133 | GUSTAVIA | 97701
    97801 | SAINT DENIS CEDEX 9 | 97411
    97701 | SAINT BARTHELEMY | 97701
    97500 | ∅ | 97502
    97500 | SAINT PIERRE ET MIQUELON | 97502
    97600 | ∅ | 97611
    97400 | ∅ | 97411
    97490 | SAINTE CLOTILDE | 97411
    97490 | ∅ | 97411
    97410 | SAINT PIERRE | 97416
    97310 | KOUROU | 97304
    98713 | PAPEETE | 98735
    98713 | ∅ | 98735
    98600 | ∅ | 98613
    98600 | UVEA | 98613
    98600 | MATA UTU | 98613
    971 | ∅ | departement 971
    97 | ∅ | not-found
    2B | ∅ | departement 2B
    2a | ∅ | departement 2A
    2B033 | ∅ | 2B033
    2A000 | AJACCIO | 2A004
    20090 | ∅ | 2A004
    20137 | PORTO VECCHIO | 2A247
    20137 | PORTO-VECCHIO | 2A247
    20600 | BASTIA | 2B033
    20250 | CORTE | 2B096
    20600 | FURIANI | 2B120
    20290 | BORGO | 2B042
    31000 | TOULOUSE | 31555
    33000 | BORDEAUX | 33063
    75 | Paris 9 | 75109
    75009 | PARIS 9 | 75109
    75109 | ∅ | 75102  # a CEDEX of the 2e: nothing says that it is an INSEE code
    75109 | PARIS | 75109  # a CEDEX of the 2e too; without CEDEX beside it the INSEE code of the 9e
    75016 | ∅ | 75116
    75116 | PARIS 16EME | 75116
    75056 | PARIS | 75056  # the INSEE code of Paris and a CEDEX of the 1er
    7500 | PARIS | 75056  # a digit lost: 07500 is Guilherand-Granges
    75009 | PARIS 09 | 75109
    75009 | PARIS IX | 75109
    75009 | Paris IXe | 75109
    75009 | PARIS NEUVIEME | 75109
    75009 | PARIS 9EME ARRONDISSEMENT | 75109
    75001 | PARIS 1ER | 75101
    75001 | Paris Ier | 75101
    ∅ | Paris 9 | 75109
    ∅ | Paris 9e | 75109
    ∅ | PARIS 9EME | 75109
    ∅ | Paris IX | 75109
    ∅ | Paris neuvième | 75109
    ∅ | PARIS 75009 | 75109
    ∅ | Paris (75009) | 75109
    ∅ | Paris (75) | 75056
    ∅ | Paris Cedex 09 | 75109  # the office is in that arrondissement for all CEDEX labels of Paris with a number
    75442 | PARIS CEDEX 09 | 75109
    75436 | PARIS CEDEX 09 | 75109
    75755 | PARIS CEDEX 15 | 75115
    75015 | PARIS CEDEX 15 | 75115
    69003 | LYON 3 | 69383
    69003 | LYON 03 | 69383
    69003 | Lyon IIIe | 69383
    69003 | LYON TROISIEME | 69383
    ∅ | Lyon 3ème | 69383
    ∅ | LYON CEDEX 03 | 69383
    69383 | LYON | 69383
    69421 | LYON CEDEX 03 | 69383
    69123 | LYON | 69123
    13055 | MARSEILLE | 13055
    13208 | MARSEILLE | 13208
    13008 | MARSEILLE 8 | 13208
    13008 | MARSEILLE 8EME | 13208
    13008 | Marseille huitième | 13208
    ∅ | Marseille 8ème | 13208
    ∅ | MARSEILLE CEDEX 08 | 13208
    13417 | MARSEILLE CEDEX 08 | 13208
    92400 | LA DEFENSE | 92026
    92400 | COURBEVOIE LA DEFENSE | 92026
    92042 | PARIS LA DEFENSE CEDEX | 92050
    92100 | BOULOGNE | 92012
    92100 | BOULOGNE BILLANCOURT | 92012
    62200 | BOULOGNE | 62160
    93210 | LA PLAINE SAINT DENIS | 93066
    93210 | ST DENIS LA PLAINE | 93066
    93200 | SAINT DENIS | 93066
    93284 | SAINT DENIS CEDEX | 93066
    95700 | ROISSY | 95527
    95700 | ROISSY CDG | 95527
    95700 | ROISSY CHARLES DE GAULLE | 95527
    95970 | ROISSY CDG CEDEX | 93073
    94150 | RUNGIS | 94065
    94594 | RUNGIS CEDEX | 94065
    91940 | LES ULIS | 91692
    91940 | COURTABOEUF | 91692
    06560 | SOPHIA ANTIPOLIS | 06152
    06560 | VALBONNE SOPHIA ANTIPOLIS | 06152
    6560 | SOPHIA ANTIPOLIS | 06152
    06902 | SOPHIA ANTIPOLIS CEDEX | 06152
    06921 | SOPHIA ANTIPOLIS CEDEX | 06152
    59650 | VILLENEUVE D'ASCQ | 59009
    59650 | VILLENEUVE D’ASCQ | 59009
    59650 | VILLENEUVE-D-ASCQ | 59009
    59658 | VILLENEUVE D ASCQ CEDEX | 59009
    59709 | MARCQ EN BAROEUL CEDEX | 59378
    59700 | MARCQ-EN-BARŒUL | 59378
    59700 | MARCQ EN BAROEUL | 59378
    59700 | MARCQ EN BAREUL | 59378
    59273 | FRETIN | 59256
    59810 | LESQUIN | 59343
    59811 | LESQUIN CEDEX | 59343
    59812 | LESQUIN CEDEX | 59343
    59618 | FOURMIES CEDEX | 59249
    59618 | LE QUESNOY | 59481
    59618 | LE QUESNOY CEDEX | 59481
    59605 | MAUBEUGE | 59392
    MAUBEUGE CEDEX | ∅ | 59392
    Cedex 59605 | ∅ | 59392
    59605 MAUBEUGE CEDEX 1 | ∅ | 59392
    BP 30179 59605 MAUBEUGE CEDEX | ∅ | 59392
    CS 10405 - 59605 MAUBEUGE CEDEX | ∅ | 59392
    TSA 12345 75442 PARIS CEDEX 09 | ∅ | 75109
    TSA 40001 | 59040 LILLE CEDEX | 59350
    59040 | LILLE CEDEX | 59350
    59000 | LILLE CEDEX | 59350
    59777 | EURALILLE | 59350
    59777 | LILLE | 59350
    59160 | ∅ | 59350
    59260 | HELLEMMES LILLE | 59350
    59160 | LOMME LEZ LILLE | 59350
    00100 | ∅ | not-found armed-forces
    00209 | ARMEES | not-found armed-forces
    00459 ARMEES | PARIS | not-found armed-forces
    00780 | ARMEES | not-found armed-forces
    0100 ARMEES | ∅ | not-found armed-forces  # an army code that lost its zero
    100 ARMEES | ∅ | not-found armed-forces
    NA | ∅ | empty
    -- | ∅ | empty
    NEANT | ∅ | empty
    ?? | ∅ | empty
    . | ∅ | empty
    inconnu | ∅ | empty
    #N/A | ∅ | empty
    #REF! | ∅ | empty
    #VALEUR! | ∅ | empty
    0 | 0 | empty
    NULL | NULL | empty
    """
}
