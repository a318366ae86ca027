// Matching over label, synonym, identifier and DOI: a plain scan, fast to 50,000 names.
function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[\s_-]+/g, " ").trim();
}

// What is compared with the words of a question; ``entry`` has label, names, ids, iri and weight.
function indexed(entry) {
  const label = fold(entry.label);
  const names = entry.names.map(fold);
  const ids = entry.ids.map((id) => id.toLowerCase());
  const iri = entry.iri.toLowerCase();
  // One string to look through first: most entries hold nothing of the question.
  const all = [label, ...names, ...ids, iri].join("\n");
  return { entry, label, names, ids, iri, all, weight: entry.weight };
}

function scoreOf(entry, words, raw) {
  if (!entry.all.includes(words) && (words === raw || !entry.all.includes(raw))) return -1;
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
  // Only the best few are kept in order; sorting every hit of a short question takes longest.
  const best = [];
  let all = 0;
  index.forEach((entry, at) => {
    const score = scoreOf(entry, words, raw);
    if (score < 0) return;
    all += 1;
    const row = [score, -entry.weight, at];
    if (best.length === most && !isBefore(row, best[most - 1])) return;
    let place = best.length;
    while (place > 0 && isBefore(row, best[place - 1])) place -= 1;
    best.splice(place, 0, row);
    if (best.length > most) best.pop();
  });
  return { found: best.map((row) => index[row[2]].entry), all };
}

function isBefore(one, two) {
  return (one[0] - two[0] || one[1] - two[1] || one[2] - two[2]) < 0;
}
