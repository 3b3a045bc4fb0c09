"""Records made by hand with what a journey asks besides."""

from tests.edition.handmade import Handmade

NAME = "Муҳаммадиқбол Ғафуров"


class Drawable(Handmade):
    """Tables in memory, as ``write_charts`` reads them."""

    def one(self, table: str, id: str) -> object:
        return next((record for record in self.all(table) if record["id"] == id), None)

    def where(self, table: str, **equals: str) -> list[object]:
        return [record for record in self.all(table) if all(record[key] == value for key, value in equals.items())]

    def called(self, *ids: str) -> dict[str, str]:
        return dict.fromkeys(ids, NAME)

    def stay(self, id: str, person: str, country: str, since: str = "", until: str = "", **cells: str) -> "Drawable":
        self.add("stays", id, person=person, country=country, **{"from": since, "to": until}, **cells)
        return self
