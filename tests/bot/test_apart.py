"""Files are delivered by themselves, and belong to their words again at a terminal."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.reports.apart import apart, is_file, together
from conversations.model import Button, FileWanted, Screen

FILES = st.lists(st.builds(FileWanted, st.sampled_from(["calendar", "export"])), max_size=3)
SCREENS = st.builds(
    Screen,
    st.text(min_size=1, max_size=5),
    buttons=st.just(()) | st.just(((Button("Save", "1:save"),),)),
    edits=st.booleans(),
    files=FILES.map(tuple),
)


@given(screens=st.lists(SCREENS, max_size=4).map(tuple))
def test_apart_and_together_are_the_same_screens(screens: tuple[Screen, ...]) -> None:
    """Nothing is lost, nothing changes its order; each file is alone."""
    separate = apart(screens)
    assert together(separate) == screens
    assert apart(separate) == separate
    for screen in separate:
        assert not screen.files or (is_file(screen) and len(screen.files) == 1)
    assert [replace(s, files=()) for s in screens] == [s for s in separate if not s.files]
