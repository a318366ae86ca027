// Matching over label, synonym, identifier and DOI: an index made once, and a question in a few milliseconds.
const MOST_LOOKED_AT = 1000;

function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[\s_-]+/g, " ").trim();
}

// What is compared with the words of a question; ``entry`` has label, names, ids, iri and weight.
function indexed(entry) {
  return { entry, label: fold(entry.label), names: entry.names.map(fold), ids: entry.ids.map((id) => id.toLowerCase()), iri: entry.iri.toLowerCase(), weight: entry.weight };
}

// The rows from the most to the least used, their labels in order, all that can be asked for word by word,
// and one long text of everything, in which the browser finds a piece far faster than row by row.
function makeIndex(entries) {
  const rows = entries.map(indexed).sort((a, b) => b.weight - a.weight);
  const byLabel = rows.map((_, at) => at).sort((a, b) => (rows[a].label < rows[b].label ? -1 : rows[a].label > rows[b].label ? 1 : a - b));
  const exact = new Map();
  const note = (text, at) => {
    const known = exact.get(text);
    if (!known) exact.set(text, [at]);
    else if (known[known.length - 1] !== at) known.push(at);
  };
  const starts = [];
  const texts = [];
  let length = 0;
  rows.forEach((row, at) => {
    for (const text of [row.label, ...row.names, ...row.ids, row.iri]) if (text) note(text, at);
    const text = `\n${[row.label, ...row.names, ...row.ids, row.iri].join("\n")}`;
    starts.push(length);
    length += text.length;
    texts.push(text);
  });
  return { rows, byLabel, exact, starts, text: texts.join("") };
}

// 0 the label, 1 an identifier, 2 a name; 3 the beginning of the label, 4 of a word in it, 5 of a name;
// 6 to 8 anywhere in the label, an identifier, a name.
function scoreOf(row, words, raw) {
  if (row.label === words) return 0;
  if (row.ids.includes(raw) || row.iri === raw) return 1;
  if (row.names.includes(words)) return 2;
  if (row.label.startsWith(words)) return 3;
  if (row.label.includes(` ${words}`)) return 4;
  if (row.names.some((name) => name.startsWith(words))) return 5;
  if (row.label.includes(words)) return 6;
  if (raw.length > 2 && row.ids.some((id) => id.includes(raw))) return 7;
  if (words.length > 2 && row.names.some((name) => name.includes(words))) return 8;
  return -1;
}

// The place of the first label that is not before a text.
function firstFrom(index, text) {
  let [low, high] = [0, index.byLabel.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (index.rows[index.byLabel[middle]].label < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Each row whose part of the long text holds the words, the most used first.
function findRows(index, words, take) {
  const { starts, text } = index;
  let at = -1;
  for (let place = text.indexOf(words); place >= 0;) {
    let [low, high] = [at + 1, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= place) low = middle + 1;
      else high = middle;
    }
    at = low - 1;
    if (take(at) === false) return;
    if (low >= starts.length) return;
    place = text.indexOf(words, starts[low]);
  }
}

// ``all`` counts what was found; ``open`` says that there may be more, since the best were at hand.
function searchIn(index, text, most) {
  const words = fold(text);
  const raw = text.trim().toLowerCase().replace(/^https?:\/\/(dx\.)?doi\.org\//, "");
  if (!words) return { found: [], all: 0, open: false };
  const scores = new Map();
  for (const key of new Set([words, raw])) {
    for (const at of index.exact.get(key) || []) scores.set(at, scoreOf(index.rows[at], words, raw));
  }
  const best = [...scores].filter(([, score]) => score >= 0).map(([at, score]) => [score, at]);
  // Rows stand by use, so that the smallest numbers are the most used: no label is looked at again.
  const begin = firstFrom(index, words);
  const end = firstFrom(index, `${words}\uffff`);
  const fresh = [];
  for (let place = begin; place < end; place += 1) {
    const at = index.byLabel[place];
    if (!scores.has(at)) keepSmall(fresh, at, most);
  }
  best.push(...fresh.map((at) => [3, at]));
  let all = end - begin + [...scores.keys()].filter((at) => !index.rows[at].label.startsWith(words)).length;
  let open = best.length >= most;
  if (!open) {
    const known = new Set(best.map(([, at]) => at));
    const take = (at) => {
      if (known.has(at)) return true;
      known.add(at);
      const score = scoreOf(index.rows[at], words, raw);
      if (score >= 0) {
        best.push([score, at]);
        all += 1;
      }
      open = known.size >= MOST_LOOKED_AT;
      return !open;
    };
    for (const key of new Set([words, raw])) if (!open) findRows(index, key, take);
  }
  best.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { found: best.slice(0, most).map(([, at]) => index.rows[at].entry), all: Math.max(all, Math.min(best.length, most)), open };
}

// Keeps the ``most`` smallest numbers, in order.
function keepSmall(kept, at, most) {
  if (kept.length === most && at > kept[most - 1]) return;
  let place = kept.length;
  while (place > 0 && kept[place - 1] > at) place -= 1;
  kept.splice(place, 0, at);
  if (kept.length > most) kept.pop();
}
