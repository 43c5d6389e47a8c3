"""Sheets (CSV and Excel) in and out, with a fault per cell."""

from sleutelbos.tools.tables.columns import Fault, Limits, SheetColumn, SheetResult, SheetRow
from sleutelbos.tools.tables.form_sheet import FormColumn, FormRow, write_form
from sleutelbos.tools.tables.reading import read_sheet
from sleutelbos.tools.tables.writing import CONTENT_TYPES, faults_sheet, write_sheet

__all__ = [
    "CONTENT_TYPES",
    "Fault",
    "FormColumn",
    "FormRow",
    "Limits",
    "SheetColumn",
    "SheetResult",
    "SheetRow",
    "faults_sheet",
    "read_sheet",
    "write_form",
    "write_sheet",
]
