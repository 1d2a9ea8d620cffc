"""Names that a pupil knows or finds in any atlas: no glossary has to explain them."""

WELL_KNOWN = frozenset(
    name.strip()
    for name in """
afghanistan, africa, albania, algeria, america, angola, antarctica, argentina, armenia, asia,
australia, austria, azerbaijan, bangladesh, belarus, belgium, bolivia, bosnia, brazil, britain,
bulgaria, cambodia, cameroon, canada, central america, chile, china, colombia, congo, costa rica,
croatia, cuba, cyprus, czech republic, denmark, ecuador, egypt, el salvador, england, eritrea,
estonia, ethiopia, eu, europe, european union, finland, france, georgia, germany, ghana,
great britain, greece, guatemala, haiti, honduras, hungary, iceland, india, indonesia, iran, iraq,
ireland, israel, italy, jamaica, japan, jordan, kazakhstan, kenya, kosovo, kuwait, laos,
latin america, latvia, lebanon, liberia, libya, lithuania, luxembourg, madagascar, malaysia, mali,
malta, mexico, middle east, moldova, mongolia, montenegro, morocco, mozambique, myanmar, namibia,
nepal, netherlands, new zealand, nicaragua, niger, nigeria, north africa, north america,
north korea, northern ireland, norway, oceania, pakistan, palestine, panama, paraguay, peru,
philippines, poland, portugal, qatar, romania, russia, rwanda, saudi arabia, scotland, senegal,
serbia, singapore, slovakia, slovenia, somalia, south africa, south america, south korea,
soviet union, spain, sri lanka, sudan, sweden, switzerland, syria, taiwan, tanzania, thailand,
tunisia, turkey, uganda, uk, ukraine, un, united arab emirates, united kingdom, united nations,
united states, uruguay, us, usa, ussr, uzbekistan, venezuela, vietnam, wales, yemen, zambia,
zimbabwe, amsterdam, athens, barcelona, beijing, berlin, bogotá, brussels, buenos aires, cairo,
delhi, dublin, edinburgh, geneva, glasgow, havana, istanbul, jerusalem, kyiv, la paz, lima, lisbon,
london, los angeles, madrid, manchester, mexico city, moscow, mumbai, new york, nairobi, oslo,
paris, prague, quito, rome, santiago, seville, shanghai, stockholm, sydney, tokyo, vienna, warsaw,
washington, atlantic, pacific, mediterranean, alemania, argelia, bélgica, brasil, canadá, colombia,
corea, ee. uu., egipto, españa, estados unidos, europa, finlandia, francia, gran bretaña, grecia,
hungría, inglaterra, irlanda, italia, japón, marruecos, méxico, noruega, países bajos, panamá, perú,
polonia, reino unido, rusia, suecia, suiza, turquía, ucrania, unión europea, unión soviética,
américa, américa latina, áfrica, asia, parís, londres, moscú, nueva york, roma
""".replace("\n", " ").split(",")
)
