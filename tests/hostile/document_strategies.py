"""Whole documents by chance, for hypothesis: markdown with front matter, HTML and JATS."""

# ruff: noqa: E501
from __future__ import annotations

import html
import json

from hypothesis import strategies as st

#: letters that break what takes text for ASCII: marks, joiners, other scripts, odd spaces
ODD = "éßİıǆﬁﬀ\u0301\u0308\u200b\u200d\u202e\u2028\u00a0\u00ad\ufeff\ufffd骨α£−±µ\U0001f42d\U000e0001\x1b\x7f"
SIGNS = "|*_`#>-+[](){}<>&;:!\\\"'~^$%@=,.?/ \t"
WORDS = (
    "mice", "Mus musculus", "spaceflight", "microgravity", "Fbxo32", "Col1a1", "Cdkn1a", "liver",
    "soleus muscle", "bone mineral density", "increased", "decreased", "unchanged", "expression of",
    "in the", "after", "for 30 days", "(n = 6)", "(p < 0.01)", "2.5-fold", "not", "It remains unknown",
    "whether", "compared with", "controls", "hindlimb unloading", "et al.", "[1,2]", "RR-1", "OSD-48",
    "bone loss (BL)", "BL", "and", "osteo-\nclasts",
)  # fmt: skip

odd_text = st.text(st.sampled_from(ODD + SIGNS + "abcXYZ012\n"), max_size=30)
any_text = st.one_of(odd_text, st.text(max_size=20), st.sampled_from(WORDS))
sentences = st.builds(
    lambda words, end: " ".join(words) + end,
    st.lists(st.one_of(st.sampled_from(WORDS), odd_text), min_size=1, max_size=12),
    st.sampled_from([".", "?", "", ". ", ".\n"]),
)
paragraphs = st.lists(sentences, min_size=1, max_size=5).map(" ".join)

keys = st.one_of(
    st.sampled_from([
        "title", "summary", "authors", "doi", "tags", "organisms", "genes", "tissues", "missions",
        "datasets", "knowledgeGaps", "experimentType", "publishDate", "findings", "chartData", "year",
        "consensusLevel", "url",
    ]),
    any_text,
)  # fmt: skip
values = st.recursive(
    st.one_of(any_text, st.integers(), st.floats(), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(any_text, inner, max_size=3)
    ),
    max_leaves=8,
)
matters = st.dictionaries(keys, values, max_size=6)


@st.composite
def front_matter(draw: st.DrawFn) -> str:
    """A block of keys and values: sound, of another kind, or broken."""
    pairs = draw(matters)
    way = draw(st.sampled_from(["flow", "plain", "json", "open", "none"]))
    if way == "none":
        return ""
    if way == "json":
        return f";;;\n{json.dumps(pairs)}\n;;;\n"
    if way == "flow":
        lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in pairs.items()]
    else:
        lines = [f"{key}: {value}" for key, value in pairs.items()]
    return "---\n" + "\n".join(lines) + ("\n" if way == "open" else "\n---\n")


def _table(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


blocks = st.one_of(
    st.builds(lambda level, text: "#" * level + " " + text, st.integers(1, 7), any_text),
    paragraphs,
    st.lists(sentences, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {i}" for i in items)),
    st.lists(sentences, min_size=1, max_size=3).map(lambda items: "\n".join(f"> {i}" for i in items)),
    st.lists(st.lists(any_text, min_size=1, max_size=4), min_size=1, max_size=4).map(_table),
    paragraphs.map(lambda text: f"```\n{text}\n```"),
    st.sampled_from(["## Methods", "## Knowledge gaps", "***", "<!-- x -->", "[^1]: A note."]),
)  # fmt: skip
markdown = st.builds(
    lambda front, parts: front + "\n\n".join(parts),
    front_matter(),
    st.lists(blocks, min_size=1, max_size=8),
)

_TAGS = ("p", "b", "i", "sup", "sub", "div", "span", "h1", "h2", "ul", "li", "table", "tr", "td",
         "article", "section", "a", "br", "script", "style", "nav", "title", "pre")  # fmt: skip
_XML_TAGS = ("p", "sec", "title", "italic", "bold", "sup", "sub", "xref", "table-wrap", "caption",
             "fig", "list", "list-item", "abstract", "label")  # fmt: skip
_NO_XML = {one: None for one in range(32) if chr(one) not in "\t\n"} | {0xFFFE: None, 0xFFFF: None}


def _element(tags: tuple[str, ...], closed: st.SearchStrategy[bool]) -> st.SearchStrategy[str]:
    """Nested elements, each closed or, where that may be, left open."""
    return st.recursive(
        paragraphs.map(html.escape),
        lambda inner: st.builds(
            lambda tag, parts, is_closed: f"<{tag}>{''.join(parts)}" + f"</{tag}>" * is_closed,
            st.sampled_from(tags),
            st.lists(inner, max_size=4),
            closed,
        ),
        max_leaves=10,
    )


pages = st.builds(
    lambda title, parts, raw: (
        f"<!DOCTYPE html><html><head><title>{html.escape(title)}</title></head><body>"
        f"{''.join(parts)}{raw}</body></html>"
    ),
    any_text,
    st.lists(_element(_TAGS, st.booleans()), max_size=5),
    any_text,
)


def _clean(text: str) -> str:
    return text.translate(_NO_XML).encode("utf-8", "replace").decode()


articles = st.builds(
    lambda title, lead, parts: _clean(
        '<?xml version="1.0"?><article><front><article-meta><title-group><article-title>'
        f"{html.escape(title)}</article-title></title-group><abstract><p>{html.escape(lead)}</p>"
        f"</abstract></article-meta></front><body>{''.join(parts)}</body></article>"
    ),
    any_text,
    paragraphs,
    st.lists(_element(_XML_TAGS, st.just(True)), max_size=5),
)
