// Matching over label, synonym, identifier and DOI: a plain scan, fast to 50,000 names.
function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[\s_-]+/g, " ").trim();
}

// What is compared with the words of a question; ``entry`` has label, names, ids, iri and weight.
function indexed(entry) {
  return {
    entry,
    label: fold(entry.label),
    names: entry.names.map(fold),
    ids: entry.ids.map((id) => id.toLowerCase()),
    iri: entry.iri.toLowerCase(),
    weight: entry.weight,
  };
}

function scoreOf(entry, words, raw) {
  if (entry.label === words) return 0;
  if (entry.ids.includes(raw) || entry.iri === raw) return 1;
  if (entry.names.includes(words)) return 2;
  if (entry.label.startsWith(words)) return 3;
  if (entry.label.includes(` ${words}`)) return 4;
  if (entry.names.some((name) => name.startsWith(words))) return 5;
  if (entry.label.includes(words)) return 6;
  if (raw.length > 2 && entry.ids.some((id) => id.includes(raw))) return 7;
  if (words.length > 2 && entry.names.some((name) => name.includes(words))) return 8;
  return -1;
}

function searchIn(index, text, most) {
  const words = fold(text);
  const raw = text.trim().toLowerCase().replace(/^https?:\/\/(dx\.)?doi\.org\//, "");
  if (!words) return { found: [], all: 0 };
  const scored = [];
  index.forEach((entry, at) => {
    const score = scoreOf(entry, words, raw);
    if (score >= 0) scored.push([score, -entry.weight, at]);
  });
  scored.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return { found: scored.slice(0, most).map((row) => index[row[2]].entry), all: scored.length };
}
