"""Who has a conversation open, over all gateways. Each tells the others about its own people; nothing is stored."""

from collections.abc import Callable

from lightkeeper.core.audience import Audience
from lightkeeper.gateway.frames import Presence, Present, wire
from lightkeeper.gateway.hub import Follower, Hub
from lightkeeper.ports.bus import Alive, Ephemeral, Here, Person

ALIVE_SECONDS = 5.0
SILENCE_SECONDS = 16.0  # three signs of life missed
ANNOUNCED = 10  # people of one conversation whom other gateways hear of: a frame has its limit

Publish = Callable[[Ephemeral], None]


class Gathering:
    """The people of one conversation: here with the number of their sockets, elsewhere by gateway."""

    __slots__ = ("elsewhere", "here", "shown")

    def __init__(self) -> None:
        self.here: dict[Person, int] = {}
        self.elsewhere: dict[str, tuple[Person, ...]] = {}
        self.shown: tuple[Person, ...] = ()

    def people(self) -> tuple[Person, ...]:
        """Everyone once, in a stable order."""
        everyone = {each.ref: each for theirs in self.elsewhere.values() for each in theirs}
        everyone.update({each.ref: each for each in self.here})
        return tuple(everyone[ref] for ref in sorted(everyone))


class PresenceBoard:
    """Keeps the gatherings and shows each change to those who follow the conversation."""

    def __init__(self, hub: Hub, publish: Publish, gateway: str) -> None:
        self._hub = hub
        self._publish = publish
        self._gateway = gateway
        self._gatherings: dict[str, Gathering] = {}
        self._heard: dict[str, float] = {}

    def join(self, topic: str, follower: Follower, person: Person, audience: Audience) -> None:
        """`person` follows `topic` by one more socket, which is told who is there."""
        gathering = self._gatherings.setdefault(topic, Gathering())
        first_here = not gathering.here
        gathering.here[person] = gathering.here.get(person, 0) + 1
        if gathering.here[person] == 1:
            self._announce(topic, gathering, ask=first_here)
        if not self._show(topic, gathering):
            follower.push(wire(_frame(topic, gathering.shown, audience)))

    def leave(self, topic: str, person: Person) -> None:
        """One socket of `person` is gone from `topic`."""
        gathering = self._gatherings.get(topic)
        if gathering is None or person not in gathering.here:
            return
        gathering.here[person] -= 1
        if not gathering.here[person]:
            del gathering.here[person]
            self._announce(topic, gathering, ask=False)
            self._show(topic, gathering)
        if not gathering.here:
            del self._gatherings[topic]  # nobody here looks; the others say theirs when somebody asks again

    def heard(self, topic: str, here: Here, now: float) -> None:
        """Another gateway told its people; `now` in seconds of a clock that never goes back."""
        if here.gateway == self._gateway:
            return
        self._heard[here.gateway] = now
        gathering = self._gatherings.get(topic)
        if gathering is None:
            return
        if here.people:
            gathering.elsewhere[here.gateway] = here.people
        else:
            gathering.elsewhere.pop(here.gateway, None)
        if here.ask:
            self._announce(topic, gathering, ask=False)
        self._show(topic, gathering)

    def alive(self, sign: Alive, now: float) -> None:
        """Another gateway lives."""
        if sign.gateway != self._gateway:
            self._heard[sign.gateway] = now

    def beat(self, now: float) -> None:
        """Every ALIVE_SECONDS: says that we live, and lets go of the people of gateways that fell silent."""
        self._publish(Ephemeral("", Audience.TEAM, Alive(self._gateway)))
        for gateway in [each for each, last in self._heard.items() if now - last > SILENCE_SECONDS]:
            del self._heard[gateway]
            for topic, gathering in list(self._gatherings.items()):
                if gathering.elsewhere.pop(gateway, None):
                    self._show(topic, gathering)

    def resume(self) -> None:
        """The bus had a gap: says ours again and asks for the others'."""
        for topic, gathering in self._gatherings.items():
            self._announce(topic, gathering, ask=True)

    def _announce(self, topic: str, gathering: Gathering, *, ask: bool) -> None:
        self._publish(Ephemeral(topic, Audience.TEAM, Here(self._gateway, tuple(gathering.here)[:ANNOUNCED], ask)))

    def _show(self, topic: str, gathering: Gathering) -> bool:
        """Tells the followers when the people changed. Whether they did."""
        people = gathering.people()
        if people == gathering.shown:
            return False
        gathering.shown = people
        team = set(self._hub.followers(topic, Audience.TEAM))
        views = {True: wire(_frame(topic, people, Audience.TEAM)), False: wire(_frame(topic, people, Audience.PUBLIC))}
        for each in self._hub.followers(topic):
            each.push(views[each in team])
        return True


def _frame(topic: str, people: tuple[Person, ...], audience: Audience) -> Presence:
    if audience is Audience.TEAM:
        return Presence(topic, [Present(each.kind, each.ref, each.name) for each in people])
    return Presence(topic, [Present(kind) for kind in sorted({each.kind for each in people})])
