"""Words of English that a pupil may not know: a list, and learned endings."""

import re
from collections.abc import Iterable, Iterator

from sources.pipeline.candidates.words import words_in

MOST_WORDS = 10
PHRASES = (
    "wage board", "toll book", "parish register", "parish records", "trade union", "poor law",
    "coup d'état", "civil servant", "supply chain", "gross domestic product", "balance of power",
    "cold war", "chargé d'affaires", "common land", "customs union", "exchange rate", "free trade",
    "home rule", "land reform", "peace treaty", "proxy war", "public opinion", "show trial",
    "sphere of influence", "state of emergency", "life expectancy", "infant mortality",
)  # fmt: skip
_RARE = words_in(
    "abbey abbot abdication abolition abundance accession accord acquittal adjacency "
    "administration adversary advocate affidavit agitator agrarian alderman allegiance alliance "
    "allotment ally almshouse altiplano ambassador ambush amendment amnesty anarchist annexation "
    "annuity apprentice apprenticeship arable arbitration archbishop archdeacon archive archivist "
    "aristocrat armistice arsenal artefact artisan assassination assembly asylum atrocity attaché "
    "austerity autonomy bailiff ballot baptism barge baron barony barracks barter bastion "
    "battalion beadle benefactor bequest bicameral bishopric bloc blockade borough bourgeoisie "
    "boycott breakwater brigade bureaucracy burgess burial by-law bylaw caliphate canton "
    "capitulation caravan cartel casualty catechism cavalry ceasefire censorship census "
    "chancellor chapel charter chieftain cholera chronicle citadel clergy coalition cohort "
    "collectivisation colliery colony commerce commissioner commodity commons communiqué "
    "compensation concession confederation conscription consensus consortium constable "
    "constituency consul consulate convent convoy cooperage cooperative coronation coroner corvée "
    "counterfeit courtier covenant creditor crofter crown crusade culvert curate curfew custodian "
    "customs daguerreotype dearth debtor decree deed default deficit delegation deportation depot "
    "deputation despot detention diaspora dictator diocese diplomat disarmament dissident "
    "doctrine dowry drought dyke dynasty détente economy edict egalitarian electorate "
    "emancipation embargo embassy emigrant emissary empire enclave enclosure endowment envoy "
    "epidemic epoch espionage estuary eviction excavation excise exile exodus expedition "
    "expropriation faction famine federation ferry feud fief fiefdom flax fleece foreman forge "
    "fortification foundry franchise friar frigate garrison gazette gentry ghetto granary "
    "guerrilla guild hacienda hamlet hegemony heir heresy heritage hierarchy homestead hostage "
    "hostilities hydrocarbon ideology immigrant impeachment incumbent indemnity indenture "
    "infantry inflation inquest inquiry inquisition insurgency insurgent insurrection "
    "intelligentsia invoice irrigation jetty journeyman junta jurisdiction kiln laity landowner "
    "latifundia lease ledger legation legislature levy lithium liturgy lobby lock-out lockout "
    "loom magistrate malaria mandate manifesto manor mariner martyr mausoleum mayoralty mediation "
    "mercenary merchant metallurgy metropolis midwife migrant migration militia mill-hand "
    "millwright minority missionary moderniser monarch monarchy monastery monopoly moratorium "
    "mortality mortgage multilateral municipality munitions mutiny nationalisation neutrality "
    "nobility nomad nunnery oath oligarch oligarchy ordinance orphanage orthodoxy pact pamphlet "
    "papacy parish parishioner parliament partisan partition pasture patent patronage pauper "
    "paupers peasant peasantry peninsula pension persecution petition pier pilgrim pilgrimage "
    "plague plaintiff plantation plebiscite plebs plunder pogrom polity pontiff porter postmaster "
    "potash prefect prelate privateer privatisation privilege proclamation procurement "
    "proletariat propaganda protectorate protocol provost puritan quarantine quarry quorum quota "
    "ransom ratification rebellion recession reconciliation referendum reformation refugee regent "
    "regime regiment registrar reparations repatriation repression republic requisition "
    "resettlement resin restoration retaliation reverend riot rivalry royalist sabotage salvage "
    "sanction sanctions sanctuary schism scribe scripture secession secretariat sect sedition "
    "segregation seigneur senate serf serfdom sewage sharecropper shareholder sheriff shilling "
    "shipwright shipyard shogunate siege slum smallholder smallpox smelter smuggler sovereign "
    "sovereignty soviet stalemate statute stipend strike strikebreaker striker subsidy suburb "
    "successor suffrage suffragette sultan summit superpower surplus surveyor suzerainty "
    "syndicate synod tallow tannery tariff telegraph tenancy tenant tenement textile timetable "
    "tithe toll tonnage township trader treadmill treason treasurer treasury treaty tribunal "
    "tribute truce trustee tuberculosis turnpike typhoid typhus tyranny tyrant ultimatum "
    "underwriter unilateral upheaval usury vaccine vagrant vassal verdict veto viaduct vicar "
    "viceroy vigilante wage warden warrant weaver weir wharf wheelwright workhouse yeoman "
    "yeomanry zealot"
)
# Read and heard too often to need a word of explanation by themselves.
_KNOWN = words_in(
    "empire crown economy wage strike riot heir oath parliament republic suburb deed exile forge "
    "assembly timetable ferry administration customs hostage immigrant pension trader drought"
)
_LEARNED = re.compile(
    r"(?:archy|ocracy|ocrat|itarianism|ialism|ionism|eralism|ariat|isation|ization|ectomy|ology|"
    r"iculture|ogeny|ocide|ography)$"
)
_NOT_LEARNED = words_in(
    "organisation organization technology geography biology photography civilisation civilization "
    "agriculture suicide democracy apology realisation psychology privatization"
)
_WORD = re.compile(r"(?<![\w’'-])[a-zà-ÿ][a-zà-ÿ’'-]{3,}(?![\w-])")
_PHRASE = re.compile(rf"\b(?:{'|'.join(PHRASES)})s?\b", re.I)


def rare_in(text: str) -> Iterator[str]:
    """Words and set phrases of a sentence in reading order, in the singular. Linear.

    What stands large within a sentence is a name and no word of this kind.
    """
    taken = [(match.start(), match.end()) for match in _PHRASE.finditer(text)]
    for start, end in taken:
        said = text[start:end].lower()
        yield said if said in PHRASES else said.removesuffix("s")
    for match in _WORD.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        word = next((form for form in _singular(match.group()) if _is_rare(form)), "")
        if word:
            yield word


def _singular(word: str) -> Iterable[str]:
    """The word, and what it may be the plural of."""
    word = re.sub(r"[’']s?$", "", word)
    forms = [word]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("s"):
        forms.append(word[:-1])
    if word.endswith("men"):
        forms.append(word[:-2] + "an")
    return forms


def _is_rare(word: str) -> bool:
    if word in _KNOWN or word in _NOT_LEARNED:
        return False
    return word in _RARE or bool(_LEARNED.search(word))
