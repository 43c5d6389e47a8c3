"""Components as data: each knows its template; ``{% part thing %}`` shows it.

Page authors build pages from these and rarely write a template (see :mod:`sleutelbos.web.show`).
Tones are ``neutral``, ``ok``, ``warn``, ``stop`` and ``info``.
"""

from sleutelbos.web.parts.basic import (
    Actions,
    Button,
    Crumb,
    Empty,
    Head,
    HelpBox,
    Link,
    Note,
    Part,
    Pill,
    PrintButton,
)
from sleutelbos.web.parts.charts import Bar, Bars, Lines, Series
from sleutelbos.web.parts.facts import (
    Code,
    Fact,
    Facts,
    Figure,
    Figures,
    Happening,
    Listing,
    Picture,
    Prose,
    Timeline,
)
from sleutelbos.web.parts.ways import (
    Card,
    Cards,
    Disclosure,
    Progress,
    Section,
    Step,
    Steps,
    Template,
    Todo,
    TodoList,
)

__all__ = [
    "Actions",
    "Bar",
    "Bars",
    "Button",
    "Card",
    "Cards",
    "Code",
    "Crumb",
    "Disclosure",
    "Empty",
    "Fact",
    "Facts",
    "Figure",
    "Figures",
    "Happening",
    "Head",
    "HelpBox",
    "Lines",
    "Link",
    "Listing",
    "Note",
    "Part",
    "Picture",
    "Pill",
    "PrintButton",
    "Progress",
    "Prose",
    "Section",
    "Series",
    "Step",
    "Steps",
    "Template",
    "Timeline",
    "Todo",
    "TodoList",
]
