"""States and moves of every flow, as tables and diagrams."""

from __future__ import annotations

from pathlib import Path

from sleutelbos.config.reference.markdown import NOTICE, table
from sleutelbos.kernel.actions import ACTIONS
from sleutelbos.kernel.flows import FLOWS, Flow


def page(root: Path) -> str:
    """One section per flow, in order of its model."""
    text = NOTICE + "# Statussen\n\n"
    for model in sorted(FLOWS):
        text += _section(FLOWS[model])
    return text


def _section(flow: Flow) -> str:
    claimed = {a.move.name: a for a in ACTIONS.values() if a.move and a.move.flow == flow.model}
    text = f"## {flow.model}\n\n```mermaid\nstateDiagram-v2\n    [*] --> {flow.start}\n"
    for move in flow.moves.values():
        for source in move.sources:
            label = claimed[move.name].label if move.name in claimed else move.name
            text += f"    {source} --> {move.target}: {label}\n"
    for end in sorted(flow.ends()):
        text += f"    {end} --> [*]\n"
    text += "```\n\n"
    rows = [
        (state.code, state.label, state.owner or "–", "ja" if state.code in flow.ends() else "")
        for state in flow.states.values()
    ]
    return text + table(["toestand", "op het scherm", "aan zet", "einde"], rows) + "\n"
