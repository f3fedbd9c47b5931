"""The words for kinds of records, as sentences of this package name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from compare_app.domain import loop, model
from compare_app.text.message import M, Message

WORDS: Final[Mapping[type, Message]] = {
    model.Category: M("category"),
    model.Indicator: M("indicator"),
    model.StandardEdition: M("standard"),
    model.Replacement: M("replacement of a standard"),
    model.Adoption: M("adoption of a standard"),
    model.TestMethod: M("test method"),
    model.Requirement: M("requirement"),
    model.Product: M("product"),
    model.Executed: M("executed standard"),
    model.Sample: M("sample"),
    model.TestReport: M("test report"),
    model.Result: M("test result"),
    model.DecisionRule: M("decision rule"),
    model.LadderRule: M("ladder rule"),
    model.Override: M("verdict by a person"),
    model.Equivalence: M("equivalence of methods"),
    model.GradingScheme: M("grading scheme"),
    model.Feasibility: M("feasibility of a gap"),
    model.Inspection: M("supervision inspection"),
    model.IndexFigure: M("figure of the index"),
    model.PackImport: M("import of a library pack"),
    model.ImportMapping: M("import mapping"),
    model.ImportBatch: M("import"),
    model.HeldCell: M("held cell"),
    loop.Round: M("round of comparison"),
    loop.RoundMove: M("state of a round"),
    loop.Remedy: M("line of the remedies"),
    loop.Case: M("case"),
    loop.Action: M("action"),
    loop.Verification: M("re-test"),
    loop.Snapshot: M("released comparison"),
    loop.SignOff: M("signature"),
    loop.Attachment: M("attachment"),
    loop.ExportBase: M("exported plan"),
}
