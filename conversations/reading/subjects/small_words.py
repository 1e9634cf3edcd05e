"""The small words around what matters: verbs and links at the ends of a clause, forms."""

from cmp_rules.model import Area
from conversations.reading import words
from conversations.reading.lexicon import words_of
from conversations.reading.plain import word_set

LEAD = word_set(
    """i we ive i've i'm im just finally also have had has did do done finished completed complete
    finish attended took take taken watched passed listened to went add log record enter please pls
    can could you me my a an the on about in of for and was it worth + & to from at with by new got
    earned received ended held dated this that is hi hey hello ok okay so ce ces via through
    online some read then credit credits earn plus gave presented spoke lectured both
    want wanna need logged logging sat
    learned learnt studied reviewed w : ,
    - ( ) * ! . ' " | / # entry titled called named title topic re regarding"""
)
TRAIL = word_set(
    """a an the on about in of for and was it worth + & to from at with by ended held dated via i
    through this that is please pls thanks today - ( ) * ! . ' " | / # earned got did date dated
    finished completed done total ends each area areas counts as under toward towards w : ,"""
)
# What an activity is, not what it was about: cut before "on", and no title by itself.
FORMS = word_set(
    """webinar webinars course courses class classes module modules lecture lectures seminar talk
    ce ces online training session workshop conference ecast webcast podcast activity inservice
    in-service meeting certificate cert cmle pace hour hours credit credits virtual zoom live vendor
    grand rounds journal article quiz test with a the free recorded teleconference symposium one two
    ceu ceus points work home self study selfstudy poster presentation bundle book exam pkg package
    mtg wksp trng mod rounds"""
)
ABOUT = word_set("on about in of re regarding titled called named : -")
AREA_TALK = word_set(
    """for in as under area areas credit credits points counts count toward towards category it's it
    is all the and & + / or hours ce my also that was"""
)
# What may be said of any course, whatever its subject: "the annual state histology meeting".
ANY_COURSE = (FORMS | LEAD | TRAIL) - {
    "work",
    "journal",
} | word_set(  # a work ethic; the journal Clin Chem
    """101 introduction intro introductory basic basics fundamentals essentials principles advanced
    overview update updates updated review reviews refresher topic topics current yearly monthly
    weekly quarterly annual spring summer fall autumn winter season last year state national
    regional local district international lab labs laboratory laboratories clinical dept
    department hospital staff mandatory required trainings workshops lectures seminars
    conferences symposia congress summit convention expo forum program programme series video
    videos lunch learn club huddle committee committees serve served serving member chair
    competency competencies assessment college university semester continuing thing stuff our
    your us had went day
    stupid boring quick short good great"""
)
OPENING = word_set("the a an new online")  # written large they open a title
GIVING = word_set("gave give presented presenting held short oral employer vendor online live")


def area_clause(clause: str) -> list[Area]:
    """Return the areas of a clause that names areas and nothing else."""
    spoken = words_of(clause)
    hits = words.areas().find(spoken)
    covered = {place for hit in hits for place in range(hit.first, hit.after)}
    rest = {word.text for at, word in enumerate(spoken) if at not in covered}
    return [hit.meaning for hit in hits] if hits and rest <= AREA_TALK else []
