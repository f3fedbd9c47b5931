"""Everything the main window can do, once: menus, toolbar and the sheet of shortcuts are made from this list."""

from __future__ import annotations

from typing import Final

from compare_app.text.message import M
from ui.widgets.commands import Command

_FILE: Final = M("&File")
_EDIT: Final = M("&Edit")
_VIEW: Final = M("&View")
_OUTPUT: Final = M("&Output")
_HELP: Final = M("&Help")

COMMANDS: Final = (
    Command("new", M("&New project…"), _FILE, "Ctrl+N", M("Make a new project file"), icon="new"),
    Command(
        "open", M("&Open…"), _FILE, "Ctrl+O", M("Open a project file"), bar=True, icon="open", short=M("Open")
    ),
    Command("recent", M("&Recent projects"), _FILE, submenu=True),
    Command(
        "sample",
        M("Open the &sample project"),
        _FILE,
        hint=M("A copy of the sample data: try anything with it"),
        icon="star",
    ),
    Command(
        "import",
        M("&Import…"),
        _FILE,
        "Ctrl+I",
        M("Take in a workbook or a CSV file"),
        bar=True,
        group=1,
        icon="import",
        short=M("Import"),
    ),
    Command(
        "import_folder",
        M("Import a &folder…"),
        _FILE,
        hint=M("All tables of a folder, with one summary"),
        group=1,
        icon="import",
    ),
    Command(
        "paste_table",
        M("Import from the clip&board"),
        _FILE,
        "Ctrl+Shift+V",
        M("A block of cells copied in Excel or WPS, with or without its header"),
        group=1,
        icon="import",
    ),
    Command(
        "take_plans",
        M("T&ake plans back…"),
        _FILE,
        hint=M("Edited plan workbooks: reviewed cell by cell, then taken over as one step of undo"),
        group=1,
        icon="import",
    ),
    Command(
        "template",
        M("Save the import &template…"),
        _FILE,
        hint=M("An empty workbook with explanations and drop-downs"),
        group=1,
        icon="file-excel",
    ),
    Command(
        "export_project",
        M("Export the whole &project…"),
        _FILE,
        hint=M("The five-sheet workbook; importing it gives the same project"),
        group=1,
        icon="export",
    ),
    Command(
        "take_pack",
        M("Import a library pac&k…"),
        _FILE,
        hint=M("A category with its scheme, standards and benchmarks; what you changed stays"),
        group=1,
        icon="import",
    ),
    Command(
        "write_pack",
        M("Export a librar&y pack…"),
        _FILE,
        hint=M("One category to hand on, without your own products"),
        group=1,
        icon="export",
    ),
    Command(
        "check",
        M("C&heck the project"),
        _FILE,
        hint=M("Integrity of the file, provenance, standards that expire"),
        group=2,
        icon="check",
    ),
    Command(
        "changes",
        M("E&xamples of changes of standards…"),
        _FILE,
        hint=M("New and replaced editions with their sources, not confirmed; taken over only when chosen"),
        group=2,
        icon="standards",
    ),
    Command("backup", M("&Make a backup now"), _FILE, group=2, icon="save"),
    Command(
        "print",
        M("Print th&e page…"),
        _FILE,
        "Ctrl+P",
        M("A preview of what is seen, with repeated headers; from there to the printer or a PDF"),
        group=3,
        icon="print",
    ),
    Command("close", M("&Close the project"), _FILE, "Ctrl+W", group=3),
    Command("quit", M("&Quit"), _FILE, "Ctrl+Q", group=3),
    Command("undo", M("&Undo"), _EDIT, "Ctrl+Z", bar=True, group=4, icon="undo", short=M("Undo")),
    Command(
        "redo", M("&Redo"), _EDIT, "Ctrl+Y / Ctrl+Shift+Z", bar=True, group=4, icon="redo", short=M("Redo")
    ),
    Command(
        "history",
        M("&History…"),
        _EDIT,
        "Ctrl+H",
        M("Every change by name; go back to any of them and forth again"),
        group=4,
        icon="undo",
    ),
    Command(
        "settings",
        M("&Settings…"),
        _EDIT,
        "Ctrl+,",
        M("Language, colours, your name, what happens at the start"),
        group=5,
        icon="settings",
    ),
    Command(
        "ladder_rules",
        M("&Ladder rules…"),
        _EDIT,
        hint=M("Which step of the ladder asks for what, for the category of the product looked at"),
        group=5,
        icon="ladder",
    ),
    Command("page_overview", M("&Overview"), _VIEW, "Ctrl+1", icon="overview"),
    Command("page_data", M("&Data"), _VIEW, "Ctrl+2", icon="data"),
    Command("page_standards", M("&Standards"), _VIEW, "Ctrl+3", icon="standards"),
    Command("page_indicators", M("&Indicators"), _VIEW, "Ctrl+4", icon="indicators"),
    Command("page_diagnosis", M("Dia&gnosis"), _VIEW, "Ctrl+5", icon="diagnosis"),
    Command("page_plan", M("Improvement &plan"), _VIEW, "Ctrl+6", icon="plan"),
    Command("page_report", M("&Reports"), _VIEW, "Ctrl+7", icon="report"),
    Command("page_profile", M("&Enterprise profile"), _VIEW, "Ctrl+8", icon="profile"),
    Command(
        "present",
        M("Present &full screen"),
        _VIEW,
        "F5",
        M("Full screen, page by page with the arrow keys"),
        group=1,
        icon="chart",
    ),
    Command(
        "inspector",
        M("I&nspector"),
        _VIEW,
        "F4",
        M("Show or hide where a value comes from and how it was judged"),
        group=1,
        checkable=True,
    ),
    Command(
        "next_window",
        M("Next &window"),
        _VIEW,
        "Ctrl+F6",
        M("From the main window to the forms beside it, from one to the next, and back"),
        group=1,
    ),
    Command("reset_layout", M("Reset la&yout"), _VIEW, group=1),
    Command("language", M("&Language"), _VIEW, submenu=True, group=2, icon="language"),
    Command("theme", M("Dark &theme"), _VIEW, "Ctrl+Shift+D", group=2, checkable=True),
    Command(
        "out_plan",
        M("Improvement &plan (Excel)…"),
        _OUTPUT,
        "Ctrl+E",
        M("Write the improvement plan as an Excel workbook"),
        bar=True,
        group=6,
        icon="file-excel",
        short=M("Plan"),
    ),
    Command(
        "out_page",
        M("&One-page PDF…"),
        _OUTPUT,
        hint=M("One page for the chief quality officer"),
        group=6,
        icon="file-pdf",
    ),
    Command("out_report", M("Full &report (PDF)…"), _OUTPUT, "Ctrl+Shift+P", group=6, icon="file-pdf"),
    Command(
        "out_proposals",
        M("&Standard proposals (Excel)…"),
        _OUTPUT,
        hint=M("What the next edition of our standard could say"),
        group=7,
        icon="standards",
    ),
    Command("out_csv", M("Comparison as &CSV…"), _OUTPUT, group=7, icon="table"),
    Command("out_json", M("Comparison as &JSON…"), _OUTPUT, group=7, icon="data"),
    Command(
        "export_profile",
        M("&Enterprise quality profile…"),
        _OUTPUT,
        hint=M("Pass rates, honour list and simulated index of the enterprise: Excel, PDF, CSV or JSON"),
        group=8,
        icon="profile",
    ),
    Command(
        "manual",
        M("&Manual"),
        _HELP,
        "F1",
        M("The manual, opened at the page that is seen"),
        icon="help",
    ),
    Command("help_keys", M("&Keyboard shortcuts"), _HELP, "Shift+F1", icon="info"),
    Command(
        "tour", M("&Tour in five steps"), _HELP, hint=M("Five steps; it can be left at any time"), icon="star"
    ),
    Command(
        "selftest",
        M("&Self-check with published values"),
        _HELP,
        hint=M("Recomputes the published test vectors"),
    ),
    Command(
        "check_update",
        M("Check an &update file…"),
        _HELP,
        hint=M("Whether an installer or a zip is the published one; nothing is asked of a network"),
        group=1,
    ),
    Command("about", M("&About Dual Compare"), _HELP, group=1, icon="info"),
)
"""The order is the order of the menus; `bar` ones stand in the toolbar too."""

NEEDS_PROJECT: Final = frozenset(
    {
        "import",
        "write_pack",
        "take_plans",
        "export_project",
        "export_profile",
        "history",
        "tour",
        "print",
        "check",
        "changes",
        "backup",
        "close",
        "ladder_rules",
        "present",
    }
    | {command.key for command in COMMANDS if command.key.startswith(("page_", "out_"))}
) - {"import"}
NEEDS_PRODUCT: Final = frozenset(
    {"ladder_rules", "present"} | {command.key for command in COMMANDS if command.key.startswith("out_")}
)
PAGE_KEYS: Final = ("overview", "data", "standards", "indicators", "diagnosis", "plan", "report", "profile")

TABLE_KEYS: Final = (
    (M("Edit the cell"), "F2"),
    (M("Cell below"), "Return"),
    (M("Cell to the right"), "Tab"),
    (M("Leave the table"), "F6"),
    (M("Empty the cell"), "Del"),
    (M("Copy"), "Ctrl+C"),
    (M("Copy with headers"), "Ctrl+Shift+C"),
    (M("Paste a block"), "Ctrl+V"),
    (M("Fill down"), "Ctrl+D"),
    (M("Line break in a cell"), "Alt+Return"),
    (M("Find in the table"), "Ctrl+F"),
    (M("Find next"), "F3"),
    (M("Go to row"), "Ctrl+G"),
    (M("Filter this column…"), "Alt+Down"),
    (M("Select all"), "Ctrl+A"),
    (M("First cell"), "Ctrl+Home"),
    (M("Last cell"), "Ctrl+End"),
)
"""What every table understands, for the sheet of shortcuts."""
