"""Small documents of our own, one or more for each reader, for fuzzing to begin with."""

# ruff: noqa: E501
from __future__ import annotations

import json

STUDY = (
    "Mice flew on the ISS for 30 days (n = 6 per group). Fbxo32 expression increased in the soleus "
    "muscle of mice after spaceflight (p < 0.01, 2.5-fold), while Col1a1 decreased.\n"
)
GAP = "It remains unknown whether bone mineral density recovers after landing.\n"
FRONT = """---
title: "Muscle loss in orbit: a study"
authors: [A. One, 'B. Two']
doi: 10.1234/own.1
publishDate: 2021-03-04
tags:
  - muscle
  - bone
organisms: {mouse: Mus musculus}
knowledgeGaps:
  - question: Does muscle recover?
    kind: mechanism
chartData: {type: bar, data: {labels: [liver, femur], datasets: [{label: a, data: [1, 2.5]}]}}
summary: |
  Mice flew.
  They lost *muscle*.
anchor: &a one
alias: *a
---
"""
BODY = f"""# Muscle loss in orbit

{STUDY}
## Methods

- C57BL/6J mice, female
- hindlimb unloading for 14 days
  1. nested `code` and [a link](https://example.org/x)

| gene | change | p |
| :--- | ---: | :-: |
| Fbxo32 | 2.5 | 0.01 |
| Trim63 \\| MuRF1 | -1.1 | <0.001 |

> A quote with **bold** and _slanted_ words.

```python
print("no prose")
```

## Knowledge gaps

{GAP}
<b>html</b> &amp; &beta;-catenin[^1]

[^1]: A note.
"""
TOML = '+++\ntitle = "Bone"\ndate = 2020-01-01\ntags = ["a", "b"]\n[more]\nn = 3\n+++\n\n' + BODY
JSON = ';;;\n{"title": "Bone", "tags": ["a"], "n": {"x": null}}\n;;;\n\n' + BODY
HTML = f"""<!DOCTYPE html>
<html lang="en"><head><title>Muscle loss &mdash; news</title>
<meta name="citation_doi" content="10.1234/own.2"><meta name="citation_author" content="One, A.">
<meta property="og:title" content='Muscle loss'><style>p {{color: red}}</style>
<script type="application/ld+json">{{"@type": "Article", "headline": "Muscle"}}</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><main><article><h1>Muscle loss</h1>
<p>{STUDY}</p><h2>Methods</h2><p>Mice<sup>12</sup> were <i>unloaded</i>&nbsp;for 14&#160;days.<br>
Next line.</p><table><tr><th>gene</th><th>p</th></tr><tr><td>Fbxo32<td>0.01</tr></table>
<ul><li>one<li>two</ul><!-- hidden --><p>{GAP}</p></article></main><footer>All rights</footer>
</body></html>
"""
JATS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article>
<article article-type="research-article"><front><journal-meta><journal-title>Own Journal
</journal-title></journal-meta><article-meta><article-id pub-id-type="doi">10.1234/own.3
</article-id><article-id pub-id-type="pmc">PMC123</article-id><title-group><article-title>Muscle
<italic>loss</italic></article-title></title-group><contrib-group><contrib contrib-type="author">
<name><surname>One</surname><given-names>A</given-names></name></contrib></contrib-group>
<pub-date><year>2020</year></pub-date><abstract><p>{STUDY.replace("<", "&lt;")}</p></abstract>
</article-meta></front><body><sec sec-type="methods"><title>Methods</title><p>Mice<xref
ref-type="bibr">1</xref> lost bone &#x3b2;.<sup>2</sup></p></sec><sec><title>Results</title>
<p>{STUDY.replace("<", "&lt;")}</p><table-wrap><label>Table 1</label><caption><p>Genes</p></caption>
<table><tr><td>Fbxo32</td><td>0.01</td></tr></table></table-wrap><fig><caption><p>A figure.</p>
</caption></fig></sec></body><back><ref-list><ref id="r1"><mixed-citation>One A. Bone. 2019.
</mixed-citation></ref></ref-list></back></article>
"""
PMC = f"""Skip to main content
Search in PMC
. 2020 Mar 4;
Own Journal. 2020 Mar 4;12(3):45. doi: 10.1234/own.4
Muscle loss in orbit
A One
Find articles by A One
PMC Copyright notice
PMCID: PMC1234567
Abstract
{STUDY}
1. Introduction
Bone loss is known [1,2].
2. Methods
Mice were used.
Open in a new tab
Fig. 1
{GAP}
References
1. One A. Bone. Own J. 2019. [DOI] [PMC free article] [Google Scholar]
"""
PAGE = f"""Skip to main content
Home
Menu
Search
About us
Subscribe
Log in
Share this

Muscle loss in orbit
March 4, 2021

{STUDY}
{GAP}
Read more
Follow us on Twitter
Facebook
Contact us
Privacy policy
© 2021 Own Page. All rights reserved.
"""
ARTICLE = (
    "Muscle loss in orbit\nA. One1, B. Two2\n1 Own Institute\nAbstract\n"
    + "".join(
        f"Mice flew for thirty days and lost mus-\ncle mass in the soleus of part {number}, as seen"
        f" by\nOne et al. before12,13. The expression of Fbxo32 in-\ncreased after spaceflight"
        f" (p < 0.0{number}) and that\nof Col1a1 decreased in the femur of the mice.\n"
        for number in range(1, 8)
    )
    + "Methods\nMice (n = 6) were flown.\nResults\nTable 1. Genes\nFbxo32  2.5  0.01\n"
    "Trim63  1.5  0.02\nDiscussion\nIt remains unknown why.\nReferences\n1. One A. Bone. 2019.\n"
)
TABLE = (
    "gene,Log2fc_(Flight)v(Ground),Adj.p.value_(Flight)v(Ground)\n"
    "Fbxo32,1.5,0.001\nCdkn1a,-2.0,0.01\n\"Col1a1\",NA,1e-5\nSod2,0.1,0.9\n"
)  # fmt: skip
WIDE = "ENSEMBL\tSYMBOL\tlogFC\tpvalue\tpadj\nENSMUSG00000000001\tGnai3\t1.5\t.01\t5E-2\n"
SIDE = (
    "study: OSD-48\norganism: mouse\ntissue: liver\nn_exposed: 6\ndays: 37\nexposure: spaceflight\n"
)
LINES = "".join(
    json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate((STUDY, GAP))
)


def pdf(content: bytes, *, more: bytes = b"", stream: bytes = b"") -> bytes:
    """A PDF of one page."""
    return b"".join((
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R",
        b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n",
        b"4 0 obj<</Length %d%b>>stream\n" % (len(content), stream), content,
        b"\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n",
        more, b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n",
    ))  # fmt: skip


_LINES = b"".join(
    b"(%b) Tj 0 -14 Td " % line.replace("(", r"\(").replace(")", r"\)").encode()
    for line in ARTICLE.splitlines()
)
PDF = pdf(b"BT /F1 12 Tf 72 700 Td " + _LINES + b"ET")
TWO = pdf(b"BT /F1 9 Tf 1 0 0 1 72 700 Tm [(Mice) -250 (flew)] TJ 300 0 Td (Bone loss) Tj ET\nq Q")

#: what each form begins with, by the ending of its file
SEEDS: dict[str, tuple[bytes, ...]] = {
    ".md": tuple(text.encode() for text in (FRONT + BODY, BODY, TOML, JSON, FRONT)),
    ".html": (HTML.encode(),),
    ".xml": (JATS.encode(),),
    ".txt": tuple(text.encode() for text in (PMC, PAGE, ARTICLE, STUDY + GAP)),
    ".pdf": (PDF, TWO),
    ".csv": (TABLE.encode(), WIDE.encode()),
    ".yaml": (SIDE.encode(),),
    ".jsonl": (LINES.encode(),),
}
#: what readers look for, to be put anywhere
WORDS: dict[str, tuple[str, ...]] = {
    ".md": ("---\n", "+++\n", ";;;\n", "```", "~~~", "# ", "> ", "- ", "|", "||", "[", "](", "`", "*",
            "_", "**", "&amp;", "&#0;", "<!--", "-->", "key: ", "? ", ": ", "&a ", "*a", "!!str ", "|-",
            ">+", "\\u0000", "\\", '"', "'", "{", "}", "\t", "\r", "\r\n", "\ufeff", "[^1]:", "<b>"),
    ".html": ("<p>", "</p>", "<div", ">", "<", "</", "<!--", "-->", "<![CDATA[", "]]>", "<?", "&", ";",
              "&#", "&#x", "&amp", "<table>", "<tr>", "<td>", "<li>", "<h1>", "<script>", "</script>",
              "<style>", "<meta name=", '"', "'", "=", "<br/>", "<sup>", "<pre>", "<textarea>", "<svg>"),
    ".xml": ("<p>", "</p>", "<sec>", "</sec>", "<!--", "<![CDATA[", "]]>", "&own;", "&#x", "&lt;", "<?x?>",
             "<title>", "</title>", "<xref ref-type='bibr'>", "<table>", "<sup>", "<ref-list>", "\x01",
             "<body>", "</body>", "<abstract>", 'xml:lang="x"', "<article>", "</article>", "\ufeff"),
    ".txt": ("\n", "\n\n", "\x0c", "-\n", "1", "12,13", "[1]", " et al.", "(p < 0.05)", "References\n",
             "Abstract\n", "Table 1", "Fig. 1", "Methods\n", "\ufffd", "Ã©", "â€™", "ﬁ", "(cid:3)", "  ",
             "Find articles by ", "PMCID: PMC1", "Search in PMC\n", "\u00ad", "\u200b", "10.1234/x", ". "),
    ".pdf": ("obj", "endobj", "stream\n", "endstream", "<<", ">>", "[", "]", "(", ")", " Tj", " TJ", " Td",
             "BT ", " ET", "/Filter/FlateDecode", "/Length 0", " 0 R", "/Kids", "/Type/Page", "xref\n",
             "trailer", "startxref", "%%EOF", "q ", " Q", " cm", "/ToUnicode 4 0 R", "/F1 1 Tf ", "\\"),
    ".csv": (",", "\t", ";", "|", '"', '""', "\n", "\r\n", "NA", "inf", "1e999", "-", "gene", "padj", "logFC",
             "#", "=1+1", "\ufeff", "p.value", "0,5", "..."),
    ".yaml": (": ", "- ", "&a ", "*a", "{", "}", "[", "]", "|", ">", "'", '"', "#", "\n", "  ", "? ", "---\n",
              "!!python/name:x ", "n: ", "days: ", "studies:\n", "\t", "~"),
    ".jsonl": ("{", "}", "[", '"id": ', '"text": ', "\\ud800", "\\u0000", "\\n", "null", "1e999", '"', "\n"),
}  # fmt: skip
