"""修改立项内容 (F1): the facts of the last round of a product, until it is in the archive."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Round, SignOff
from compare_app.domain.model import Product
from compare_app.domain.rounds import revise, rounds_of
from compare_app.domain.sign_off import signed_in
from compare_app.text.wording import Wording
from ui.dialogs.round_form import RoundForm
from ui.session import Session


@dataclass(frozen=True, slots=True)
class Stated:
    """A round as it stands, and the last signature under a state of it."""

    round: Round
    product: Product
    signature: SignOff | None


class EditRoundDialog(RoundForm[Stated]):
    """Says beforehand where a change of the facts asks for new signatures."""

    def __init__(
        self, session: Session, product_id: str, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            session, product_id, words, words("Facts of the round"), words("Save the changes"), parent
        )
        rounds = rounds_of(session.project, product_id)
        self._round_id = rounds[-1].id if rounds else ""
        self.begin()

    def now(self) -> Stated | None:
        """The round, its product and its last signature."""
        project = self._session.project
        one, product = project.get(Round, self._round_id), project.get(Product, self._product_id)
        return None if one is None or product is None else Stated(one, product, signed_in(project, one.id))

    def show_now(self, now: Stated) -> None:
        """What is stated, where nobody entered anything else."""
        self._name.setText(now.product.name)
        self.signed.setVisible(now.signature is not None)
        if now.signature is not None:
            said = self._words(
                "A state of this round was signed on {day}: after a change of its facts it is to be signed anew.",
                day=now.signature.at.date(),
            )
            self.signed.setText(f"ⓘ {said}")
        self.put_facts(now.round)

    def edit(self) -> Edit:
        """The same round with other facts."""
        return revise(self._session.project, self.entered_facts(self._round_id))
