"""Palette: the colour and shape of each class of node, told apart without colour too.

The hues are those of Okabe and Ito, which people with every common kind of colour blindness can
separate; classes of one family share a hue and differ in shape.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one class of node looks: ``shape`` is a vis-network shape, colours are ``#rrggbb``."""

    type: str
    one: str
    many: str
    shape: str
    light: str
    dark: str


def _style(type: str, one: str, many: str, shape: str, light: str, dark: str) -> Style:
    return Style(type=type, one=one, many=many, shape=shape, light=light, dark=dark)


STYLES: tuple[Style, ...] = (
    _style("Study", "study", "studies", "square", "#0067a8", "#5db4f0"),
    _style("Organism", "organism", "organisms", "triangle", "#007a59", "#2fc79b"),
    _style("Exposure", "exposure", "exposures", "star", "#6a3fa0", "#b594ec"),
    _style("Tissue", "tissue", "tissues", "diamond", "#b04a85", "#e39ac4"),
    _style("CellType", "cell type", "cell types", "triangleDown", "#b04a85", "#e39ac4"),
    _style("Gene", "gene", "genes", "dot", "#c24e00", "#ff9550"),
    _style("GeneFamily", "gene family", "gene families", "hexagon", "#c24e00", "#ff9550"),
    _style("Pathway", "pathway", "pathways", "hexagon", "#8a6a00", "#f0c33c"),
    _style("Process", "process", "processes", "diamond", "#8a6a00", "#f0c33c"),
    _style(
        "Phenotype", "trait or measure", "traits and measures", "triangle", "#1f7fa6", "#7fd3f7"
    ),
    _style("Chemical", "chemical", "chemicals", "square", "#7d7a12", "#e6e05c"),
    _style("Mission", "mission", "missions", "triangleDown", "#59636e", "#aeb8c4"),
    _style("Dataset", "dataset", "datasets", "square", "#59636e", "#aeb8c4"),
    _style("Countermeasure", "countermeasure", "countermeasures", "hexagon", "#59636e", "#aeb8c4"),
    _style("Topic", "topic", "topics", "dot", "#59636e", "#aeb8c4"),
    _style("KnowledgeGap", "open question", "open questions", "star", "#59636e", "#aeb8c4"),
)
#: The outline of each shape in a square of 16 by 16.
SHAPES: tuple[tuple[str, str], ...] = (
    ("dot", "M8 2a6 6 0 1 0 .01 0z"),
    ("square", "M2.5 2.5h11v11h-11z"),
    ("diamond", "M8 1l6.5 7L8 15 1.5 8z"),
    ("triangle", "M8 1.5l7 12.5H1z"),
    ("triangleDown", "M8 14.5L1 2h14z"),
    ("hexagon", "M4.5 2h7L15 8l-3.5 6h-7L1 8z"),
    ("star", "M8 .8l2.1 4.9 5.3.5-4 3.5 1.2 5.2L8 12.1l-4.6 2.8 1.2-5.2-4-3.5 5.3-.5z"),
)
TYPES: tuple[str, ...] = tuple(style.type for style in STYLES)


def write_colours() -> str:
    """The CSS variables of every class, light first, dark under ``prefers-color-scheme``.

    >>> ".t-Gene{--c:#c24e00}" in write_colours()
    True
    """
    light = "".join(f".t-{style.type}{{--c:{style.light}}}" for style in STYLES)
    dark = "".join(f".t-{style.type}{{--c:{style.dark}}}" for style in STYLES)
    return f"{light}\n@media (prefers-color-scheme:dark){{{dark}}}\n"
