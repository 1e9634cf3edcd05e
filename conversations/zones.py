"""Finding a time zone by the name of a city, a state or an IANA name, or by a place on the map."""

from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process, utils

# One tap away, and likely.
COMMON_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
)

# What people in the laboratories of the United States say; IANA knows only some of it.
SPOKEN = {
    "eastern": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "et": "America/New_York",
    "central": "America/Chicago",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "ct": "America/Chicago",
    "mountain": "America/Denver",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "mt": "America/Denver",
    "pacific": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "puerto rico": "America/Puerto_Rico",
    "san juan": "America/Puerto_Rico",
    "boston": "America/New_York",
    "philadelphia": "America/New_York",
    "washington": "America/New_York",
    "atlanta": "America/New_York",
    "miami": "America/New_York",
    "florida": "America/New_York",
    "ohio": "America/New_York",
    "cleveland": "America/New_York",
    "baltimore": "America/New_York",
    "pittsburgh": "America/New_York",
    "charlotte": "America/New_York",
    "texas": "America/Chicago",
    "dallas": "America/Chicago",
    "houston": "America/Chicago",
    "austin": "America/Chicago",
    "san antonio": "America/Chicago",
    "minneapolis": "America/Chicago",
    "minnesota": "America/Chicago",
    "rochester mn": "America/Chicago",
    "milwaukee": "America/Chicago",
    "st louis": "America/Chicago",
    "kansas city": "America/Chicago",
    "nashville": "America/Chicago",
    "new orleans": "America/Chicago",
    "salt lake city": "America/Denver",
    "utah": "America/Denver",
    "colorado": "America/Denver",
    "albuquerque": "America/Denver",
    "california": "America/Los_Angeles",
    "san francisco": "America/Los_Angeles",
    "san diego": "America/Los_Angeles",
    "sacramento": "America/Los_Angeles",
    "seattle": "America/Los_Angeles",
    "portland": "America/Los_Angeles",
    "las vegas": "America/Los_Angeles",
    "nevada": "America/Los_Angeles",
    "mumbai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "india": "Asia/Kolkata",
    "philippines": "Asia/Manila",
    "cebu": "Asia/Manila",
    "abu dhabi": "Asia/Dubai",
    "jeddah": "Asia/Riyadh",
    "uk": "Europe/London",
}
_ALIKE = 85
_LONGEST = 60


@cache
def _cities() -> dict[str, str]:
    """Return the last word of every IANA name and its zone; Etc and the like are left out."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone)
    named = {zone.rpartition("/")[2].replace("_", " ").casefold(): zone for zone in zones}
    return {**{n: z for n, z in named.items() if not z.startswith("Etc/")}, **SPOKEN}


def find_zone(text: str) -> str | None:
    """Return the IANA zone that a person means; None where that is not plain."""
    said = text.strip()[:_LONGEST]
    if said in available_timezones():
        return said
    plain = utils.default_process(said)
    for ending in (" time", " standard time", " daylight time"):
        plain = plain.removesuffix(ending)
    cities = _cities()
    if plain in cities:
        return cities[plain]
    if len(plain) < 5:
        return None
    found = process.extractOne(plain, cities.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return None if found is None else cities[found[0]]


def zone_at(latitude: float, longitude: float) -> str | None:
    """Return the IANA zone of a place, in degrees; None at sea and where there is no such place."""
    from tzfpy import get_tz  # its map takes a tenth of a second to unfold, and few ever ask

    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    zone = get_tz(longitude, latitude)
    return zone if "/" in zone and not zone.startswith("Etc/") else None
