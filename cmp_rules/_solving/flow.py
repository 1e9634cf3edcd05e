"""Maximum flow by augmenting paths, one sink after the other, in whole numbers."""

SOURCE = 0


class Network:
    """What can still be sent between the nodes. Node 0 is the source.

    A sink that was filled keeps what it got: a later path may exchange what flows there, never
    take it away. So filling sinks in order gives the first as much as possible, then the second,
    and so on, and all together as much as any flow could.
    """

    def __init__(self) -> None:
        self._room: list[dict[int, int]] = [{}]

    def node(self) -> int:
        """Add a node and return its number."""
        self._room.append({})
        return len(self._room) - 1

    def link(self, start: int, end: int, most: int) -> None:
        """Let at most so much flow from one node to another."""
        self._room[start][end] = most
        self._room[end][start] = 0

    def flow(self, start: int, end: int) -> int:
        """Return how much flows over a link."""
        return self._room[end][start]

    def received(self, sink: int) -> int:
        """Return how much was sent to a sink."""
        return sum(self._room[sink].values())

    def left(self, start: int, end: int) -> int:
        """Return how much more could flow over a link."""
        return self._room[start][end]

    def fill(self, sink: int, most: int) -> int:
        """Send as much as possible to a sink, at most so much; return how much it was."""
        sent = 0
        while sent < most:
            after = self.sources_of(sink)
            if SOURCE not in after:
                break
            path = _follow(after, sink)
            step = min(most - sent, *(self._room[start][end] for start, end in path))
            for start, end in path:
                self._room[start][end] -= step
                self._room[end][start] += step
            sent += step
        return sent

    def sources_of(self, sink: int) -> dict[int, int]:
        """Return the nodes from which more could reach a sink, each with the next on the way.

        The search ends at the source. Where the source is not among them, they are everything
        that shares one shortage: whatever enters them is used to the last.
        """
        after = {sink: sink}
        queue = [sink]
        for end in queue:
            for start in self._room[end]:
                if start not in after and self._room[start][end] > 0:
                    after[start] = end
                    if start == SOURCE:
                        return after
                    queue.append(start)
        return after


def _follow(after: dict[int, int], sink: int) -> list[tuple[int, int]]:
    links = []
    node = SOURCE
    while node != sink:
        links.append((node, after[node]))
        node = after[node]
    return links
