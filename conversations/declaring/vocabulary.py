"""The words in which people tell of a declaration, over sentences with CRED and DATE in them."""

import re
from enum import StrEnum

from conversations.reading.patterns import late
from conversations.reading.plain import word_set


class What(StrEnum):
    """What is told; of two in one message the first of these counts."""

    PASSED = "passed"  # the audit
    FAILED = "failed"  # the audit
    AUDITED = "audited"
    REJECTED = "rejected"
    APPROVED = "approved"
    RENEWED = "renewed"
    DECLARED = "declared"


_OWN = (  # "my", "both of her new", and what else may stand before what was declared
    r"(?:(?:my|her|his|their|our|the|a|an|own|both|all|of|new|cmp|ascp|random|CRED|and|for|this"
    r"|more) )*"
)
_THEN = (  # "just", "was finally", and what else may stand before a verb
    r"(?:(?:is|was|were|are|am|be|been|being|has|have|had|got|gotten|went|just|already|finally"
    r"|now|also|all|both|officially"
    r"|not|never|successfully|well|DATE|on|of|for|my|the|CRED) )*"
)
_ENDS = (
    r"(?= (?:,|\?|and|but|of|DATE|on|at|to|for|by|from|with|again|online|too|today|now|in|, )"
    r"|\s*$)"
)
_PAPERS = r"(?:papers?|paperwork|certificates?|documents?|documentation|proofs?|audit)"
_LETTER = (
    r"(?:renewal (?:letter|notice|notification|confirmation|e ?mail)|letter of renewal"
    r"|approval(?: (?:letter|notice|e ?mail))?)"
)
_NEVER = r"(?:(?:i|we|not|never|really|actually|already|ever|even|yet) )*"
_DECLARATION = (
    r"(?:cmp )?(?:declarations?(?! of (?!my|CRED|the CRED))"
    r"|renewal (?:application|form|declaration))"
)
_SAYS: dict[What, tuple[str, ...]] = {
    What.PASSED: (
        rf"(?:passed|survived|cleared|finished|completed|(?:through|with|did not fail))"
        rf" {_OWN}audit",
        rf"audit {_THEN}(?:passed|over|done|cleared|closed|fine|ok|okay|good|successful"
        rf"|complete|completed|finished)",
        r"audit (?:came back|went|turned out|ended) (?:(?:very|really|all) )?(?:clean|fine|well|ok"
        r"|okay|good|great)",
        r"audited (?:\S+ ){1,3}passed",
        rf"audit {_THEN}(?:approved|accepted)",
        rf"(?:approved|accepted) {_OWN}{_PAPERS}",
        rf"cleared (?:me|{_OWN}CRED) (?:of|in|for|from|after) {_OWN}audit",
    ),
    What.FAILED: (
        rf"(?:failed|did not pass) {_OWN}audit",
        rf"audit {_THEN}(?:failed|rejected)",
        rf"(?:rejected|denied|refused) {_OWN}{_PAPERS}",
    ),
    What.AUDITED: (
        r"audited",
        rf"auditing (?:me|us|{_OWN}(?:CRED|declaration))",
        r"(?:selected|picked|chosen|flagged|drawn|up|under|received|got|gotten|facing|in) "
        rf"(?:for )?{_OWN}audit(?: (?:letter|notice|notification|e ?mail))?{_ENDS}",
        r"(?:they|ascp|boc|ascp boc) (?:(?:are|have|just|now|also|even) )*(?:asked|ask|asking"
        r"|asks|want|wants|wanted|requested"
        rf"|request|requests|need|selected|picked)(?: me| us)?(?: for)? {_OWN}{_PAPERS}",
        rf"(?:was|been|am|got|being) (?:(?:just|now) )*asked for {_OWN}{_PAPERS}",
    ),
    What.REJECTED: (r"(?:rejected|denied|refused|declined|turned down|disapproved)",),
    What.APPROVED: (
        r"approved",
        rf"(?:they|ascp|boc) {_THEN}accepted (?:it|me|{_OWN}(?:CRED|declarations?|renewal"
        rf"|application))",
        rf"(?:it|CRED|declaration|renewal|application) {_THEN}accepted",
        rf"(?:got|received|have|gotten) {_OWN}(?:electronic )?{_LETTER}",
        rf"{_LETTER} (?:(?:has|just|finally|is|for|from|my|CRED|ascp) )*(?:came|come|arrived"
        rf"|here|in)",
    ),
    What.RENEWED: (r"(?:renewed|reinstated)",),
    What.DECLARED: (
        r"declared",
        rf"(?:did {_NEVER}|not |never )(?:declare)",
        rf"(?:submitted|filed|sent|did|made|completed|finished|signed|did {_NEVER}(?:submit"
        rf"|file|send|do|make)"
        rf"|(?:not|never) (?:submit|file|send)) {_OWN}{_DECLARATION}",
        rf"(?:submitted|filed|did {_NEVER}(?:submit|file)) (?:(?:my|our|the|both) )?CRED{_ENDS}",
        rf"(?:submitted|filed|did {_NEVER}(?:submit|file)) {_OWN}(?:renewal"
        rf"|recertification){_ENDS}",
        rf"(?:submitted|filed|did {_NEVER}(?:submit|file)) (?:it|them|everything|all(?: of"
        rf" it)?){_ENDS}",
        rf"declarations? (?:for CRED )?{_THEN}(?:submitted|filed|sent|done|made|completed)",
        rf"CRED {_THEN}(?:submitted|filed){_ENDS}",
        rf"(?:submitted|filed) {_OWN}CRED (?:app|application|paperwork|form|packet){_ENDS}",
        rf"(?:withdrew|cancell?ed|retracted) {_OWN}{_DECLARATION}",
        r"(?:done|finished|completed) declaring",
    ),
}
CORES = {
    what: tuple(late(rf"(?<= )(?:{each})(?= )") for each in says) for what, says in _SAYS.items()
}
ANY = re.compile(
    r"declar|submit|filed|sent|turned|handed|audit|reject|withdr|cancel|retract|denied|refus|declin|approv|accept"
    r"|renew|reinstat"
    r"|paper|certificate|document|proof",
    re.I,
)

OBJECT = late(  # of "declared" and "renewed"
    r" (?:(?:my|our|the|both|all|of|for|own|just|already|in|DATE|on|two|three) )*(?:CRED|it"
    r"|them|this|that|everything|all|mine|both"
    r"|credentials?|certifications?|certs?|declarations?|cmp|renewal)\b|" + _ENDS
)
ARTICLE = late(r" (?:an?|the) (?!CRED|declaration|credential|cert)")
WEAK = late(
    r"(?:submit|file)\w* (?:it|them|everything|all|.*(?:app|application|paperwork|form|packet))\b"
)  # of what?
PASSIVE = late(
    r" (?:is|was|were|are|am|be|been|being|got|gotten|get|CRED|declarations?|application"
    r"|renewal|they|ascp|boc|has|have|it|,"
    r"|just|now|finally|already|officially|both|all|today|DATE|and|not|never|yay|so) $|^ $"
)

_PEOPLE = (
    r"(?:friend|co ?-?workers?|colleague|boss|wife|husband|spouse|sister|brother|mother|mom"
    r"|father|dad|son|daughter"
    r"|manager|supervisor|student|partner|employee|girlfriend|boyfriend|roommate|trainee|tech"
    r"|buddy|cousin|director"
    r"|lead|neighbou?r|team|staff|people|guy|girl|man|woman|aunt|uncle|niece|nephew|intern"
    r"|teammate)s?"
)
OTHERS = late(
    rf" (?:{_PEOPLE}|he|she|his|her|hers|him|their|theirs|someone|somebody|nobody|none|everyone"
    rf"|everybody"
    r"|anyone|anybody|you|your|yours|who) "
)
PLACES = late(  # that are audited too, but never for a declaration
    r" (?:labs?|laborator(?:y|ies)|hospitals?|employer|company|cap|clia|tjc|jcaho|facility"
    r"|department|work|bank|irs|taxes) "
)
THEY = late(rf" (?:they|ascp|boc) {_THEN}$")
OF_SEVERAL = late(r" (?:we|us|our) ")  # perhaps not the one who tells it
ITS_PAPERS = late(rf" {_OWN}{_PAPERS}\b")
OPENS_WITH_NO = late(r"^ (?:no|nope|nah) ,")
WISHED = late(
    r" (?:wish|wished|wishing|thought|dreamt|dreamed|pretend|pretended|imagine|imagined"
    r"|supposedly|almost|nearly"
    r"|forgot|meant|tried|hoped|wanted|intended|planned|thinking|would have|could have|should"
    r" have) "
)
AHEAD = late(
    r" (?:will|would|could|should|might|may|shall|must|can|going|gonna|plan|planning|want|need"
    r"|needs|hope|hopefully"
    r"|hoping|if|soon|tomorrow|about to|waiting|wait|expect|expecting|intend|suppose|pending|to"
    r" be|tell me"
    r"|remind) "
)
NOT_YET = late(
    r" (?:once|when|whenever|unless|until|till|before|after|while|as soon as|how|what|why) "
)
NOT = late(
    r" (?:not|never|without|no longer|no|neither|unable|withdrew|withdrawn|cancell?ed|retracted) "
)
ASKS = late(
    r"^ (?:(?:hi|hey|hello|ok|okay|so|and|but|well|,) )*(?:(?:can|could|do|does|when|what|why"
    r"|where|who|which|should|must"
    r"|will|would|how|if)|(?:did|have|has|had|was|were|is|are|am) (?:not )?(?:i|we|my|our|it"
    r"|the|they|ascp|CRED|that|this)) "
)
NO = late(
    r"^ (?:sorry |oh |oops |, )*(?:no|nope|nah|not yet|never|i (?:did|have) not|did not"
    r"|nobody)(?: (?:,|yet|i|did|not|have|it"
    r"|that|sorry|do|declare|was|a|slip|mistake|my))* $"
)
WHETHER = late(
    r"^ (?:(?:hi|hey|hello|ok|okay|so|and|but|well|,|when|on|which|what|day|or) )*(?:did|have"
    r"|has|had|was|were|is|are) "
    r"(?:not )?(?:i|we|it|they|ascp|(?:my |our |the |both )?(?:CRED|declaration|renewal"
    r"|application)\w*) "
    r"|^ (?:(?:my|the|is|was) )*(?:CRED |it )?(?:is |was |got )?(?:already )?"
    r"(?:declared|approved) \? "
)
COURSES = late(
    r" (?:courses?|ces?|ceus?|webinars?|class|classes|lectures?|seminars?|conference|workshop"
    r"|leave|vacation|pto|request"
    r"|loan|visa|budget|schedule|protocol|abstract|manuscript|paper|training|credit|credits"
    r"|points?|hours?) "
)
KNOWN = word_set(
    "hi hello hey ok okay yes yeah yep yup so and well now just finally already today also then"
    " both all CRED DATE , my our"
    " mine the a an i we it that this they me us ascp boc cmp update news good great bad fyi"
    " btw have has had been was were"
    " is are am got gotten get received declaration declarations application renewal credential"
    " credentials certification"
    " cert certs status for of on in at by to with from new unfortunately sadly luckily happily"
    " thankfully sorry actually"
    " really please note record log mark thanks yay hooray woohoo omg wow done letter declared"
    " submitted filed sent made"
    " did everything again own officially successfully being be one two three electronic"
    " too"
)
TAIL = KNOWN | word_set(
    "audit online website site dashboard portal account via through until till valid good expiry"
    " expires expiration date next"
    " number confirmation e mail email early late time morning afternoon evening night noon"
    " last week ago this as them me"
    " ascp.org www.ascp.org cycle years year three passed approved rejected accepted renewed"
    " audited fine ok over"
    " random papers paperwork certificates documents proof ces ce points goes runs asking asked"
    " audited"
)
