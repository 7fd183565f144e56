"""The kit every page is built from. Nothing in here knows what the program does.

text       Text: a wrapping label in a type role
buttons    Button, button()
cards      Card, ActionCard, Banner, Mark (symbol of a state), ChoiceCard
fields     Field, SecretField
states     Badge, Gauge, Spinner, BusyLine, StepList
controls   CheckBox, RadioButton, Choice (a list that opens)
speech     announce() to a screen reader
copying    CopyRow, grouped()
revealing  Revealed: a secret for half a minute
layouts    VBox, HBox, Flow (wraps)
scrolling  ScrollArea: the frame of a page
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tse_companion.gui.i18n import Translated
    from tse_companion.gui.widgets.buttons import Button, ButtonKind, button
    from tse_companion.gui.widgets.cards import (
        ActionCard,
        Banner,
        BannerKind,
        Card,
        ChoiceCard,
        Mark,
        MarkKind,
    )
    from tse_companion.gui.widgets.controls import CheckBox, Choice, RadioButton
    from tse_companion.gui.widgets.copying import CopyRow, grouped
    from tse_companion.gui.widgets.fields import Field, SecretField
    from tse_companion.gui.widgets.layouts import Flow, HBox, VBox
    from tse_companion.gui.widgets.revealing import Revealed
    from tse_companion.gui.widgets.scrolling import ScrollArea
    from tse_companion.gui.widgets.speech import announce
    from tse_companion.gui.widgets.states import (
        Badge,
        BadgeKind,
        BusyLine,
        Gauge,
        Spinner,
        StepList,
        StepState,
    )
    from tse_companion.gui.widgets.text import Text

# A name is looked up when it is first used: the window comes up before fields are needed.
_ROOMS = {
    "ActionCard": "widgets.cards",
    "Badge": "widgets.states",
    "BadgeKind": "widgets.states",
    "Banner": "widgets.cards",
    "BannerKind": "widgets.cards",
    "BusyLine": "widgets.states",
    "Button": "widgets.buttons",
    "ButtonKind": "widgets.buttons",
    "Card": "widgets.cards",
    "CheckBox": "widgets.controls",
    "Choice": "widgets.controls",
    "ChoiceCard": "widgets.cards",
    "CopyRow": "widgets.copying",
    "Field": "widgets.fields",
    "Flow": "widgets.layouts",
    "Gauge": "widgets.states",
    "HBox": "widgets.layouts",
    "Mark": "widgets.cards",
    "MarkKind": "widgets.cards",
    "RadioButton": "widgets.controls",
    "Revealed": "widgets.revealing",
    "ScrollArea": "widgets.scrolling",
    "SecretField": "widgets.fields",
    "Spinner": "widgets.states",
    "StepList": "widgets.states",
    "StepState": "widgets.states",
    "Text": "widgets.text",
    "Translated": "i18n",
    "VBox": "widgets.layouts",
    "announce": "widgets.speech",
    "button": "widgets.buttons",
    "grouped": "widgets.copying",
}

__all__ = [
    "ActionCard",
    "Badge",
    "BadgeKind",
    "Banner",
    "BannerKind",
    "BusyLine",
    "Button",
    "ButtonKind",
    "Card",
    "CheckBox",
    "Choice",
    "ChoiceCard",
    "CopyRow",
    "Field",
    "Flow",
    "Gauge",
    "HBox",
    "Mark",
    "MarkKind",
    "RadioButton",
    "Revealed",
    "ScrollArea",
    "SecretField",
    "Spinner",
    "StepList",
    "StepState",
    "Text",
    "Translated",
    "VBox",
    "announce",
    "button",
    "grouped",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    room = _ROOMS.get(name)
    if room is None:
        raise AttributeError(name)
    value: object = getattr(import_module(f"tse_companion.gui.{room}"), name)
    globals()[name] = value
    return value
