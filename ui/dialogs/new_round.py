"""新立项 (F1): what a comparison of a product is to be, who does it and until when."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Round
from compare_app.domain.model import Product, new_id
from compare_app.domain.rounds import begin
from compare_app.text.wording import Wording
from ui.dialogs.round_form import RoundForm
from ui.session import Session


class NewRoundDialog(RoundForm[Product]):
    """Offers a title of product and year, from today on."""

    def __init__(
        self, session: Session, product_id: str, words: Wording, parent: QWidget | None = None
    ) -> None:
        title, take = words("New round of comparison"), words("Open the round")
        super().__init__(session, product_id, words, title, take, parent)
        self.begin()

    def now(self) -> Product | None:
        """The product."""
        return self._session.project.get(Product, self._product_id)

    def show_now(self, now: Product) -> None:
        """Its name, and a round as it may well be."""
        on = self._session.on
        self._name.setText(now.name)
        self.put_facts(Round("", now.id, f"{now.name} {on.year}", opened=on))

    def edit(self) -> Edit:
        """A new round."""
        return begin(self._session.project, self.entered_facts(new_id()))
