"""Names of one article by their words, so that those alike are found without asking each of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter


class Names:
    """Names as sets of words, each known by its place in the order given; one without words is not found."""

    def __init__(self, names: Iterable[frozenset[str]]) -> None:
        self._names = tuple(names)
        self._of_word: dict[str, list[int]] = defaultdict(list)
        first = {name: place for place, name in reversed(tuple(enumerate(self._names)))}
        for name, place in sorted(first.items(), key=itemgetter(1)):
            for word in name:
                self._of_word[word].append(place)

    def holding(self, parts: frozenset[str]) -> int | None:
        """Return the place of the first name that has all words of `parts`."""
        among = min((self._of_word.get(word, []) for word in parts), key=len, default=[])
        return next((place for place in among if parts <= self._names[place]), None)

    def within(self, parts: frozenset[str]) -> Iterator[int]:
        """Yield the places of the names all of whose words are in `parts`, in no order."""
        among = {place for word in parts for place in self._of_word.get(word, [])}
        return (place for place in among if self._names[place] <= parts)
