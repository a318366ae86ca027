// The editor: a text, the named questions beside it, and the answer as a table.
"use strict";
const $ = (id) => document.getElementById(id);
const ROWS_SHOWN = 2000;
let questions = [];
let prefixes = {};

// Text always goes in as text: an answer may hold anything, also markup.
const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

function shorten(iri) {
  let best = iri, length = 0;
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const local = iri.slice(namespace.length);
    if (namespace.length > length && iri.startsWith(namespace) && /^[\w.-]+$/.test(local)) {
      best = `${prefix}:${local}`;
      length = namespace.length;
    }
  }
  return best;
}

function cell(term) {
  const td = document.createElement("td");
  if (!term) return td;
  if (term.type === "uri") {
    td.append(make("a", shorten(term.value), { href: `/resource?iri=${encodeURIComponent(term.value)}`, title: term.value }));
  } else {
    td.textContent = term.type === "triple" ? JSON.stringify(term.value) : term.value;
    if (term["xml:lang"]) td.title = term["xml:lang"];
  }
  return td;
}

function say(text, wrong = false) {
  $("status").textContent = text;
  $("status").className = wrong ? "wrong" : "";
}

function show(answer) {
  if ("boolean" in answer) {
    say(answer.boolean ? "yes" : "no");
    return;
  }
  const names = answer.head.vars, rows = answer.results.bindings;
  const table = document.createElement("table"), head = document.createElement("tr");
  for (const name of names) head.append(make("th", name, { scope: "col" }));
  table.createTHead().append(head);
  const body = table.createTBody();
  for (const row of rows.slice(0, ROWS_SHOWN)) {
    const line = document.createElement("tr");
    for (const name of names) line.append(cell(row[name]));
    body.append(line);
  }
  $("answer").replaceChildren(table);
  const cut = answer.head.truncated ? "; the answer was cut by the server's limit" : "";
  const shown = rows.length > ROWS_SHOWN ? `; the first ${ROWS_SHOWN} are shown, save to see all` : "";
  say(`${rows.length} rows${shown}${cut}`);
}

async function send(accept) {
  const response = await fetch("/sparql", {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
    body: $("sparql").value,
  });
  if (response.ok) return response;
  let reason = response.statusText;
  try { reason = (await response.json()).detail; } catch { /* no JSON: the status must do */ }
  throw new Error(reason);
}

async function ask(event) {
  event?.preventDefault();
  $("answer").replaceChildren();
  say("asking …");
  try {
    const response = await send("application/sparql-results+json, text/turtle;q=0.9");
    if (response.headers.get("content-type").includes("json")) show(await response.json());
    else {
      $("answer").replaceChildren(make("pre", await response.text()));
      say(`${response.headers.get("SpaceKG-Rows")} triples`);
    }
  } catch (error) {
    say(error.message, true);
  }
}

const MEDIA = {
  csv: "text/csv", tsv: "text/tab-separated-values", json: "application/sparql-results+json",
  xml: "application/sparql-results+xml", turtle: "text/turtle", jsonld: "application/ld+json",
};

async function save() {
  const name = $("format").value;
  try {
    const address = URL.createObjectURL(await (await send(MEDIA[name])).blob());
    make("a", "", { href: address, download: `answer.${name}` }).click();
    URL.revokeObjectURL(address);
    say("saved");
  } catch (error) {
    say(error.message, true);
  }
}

function choose() {
  const question = questions.find((one) => one.name === $("named").value);
  $("about").textContent = question ? question.comment : "";
  const notes = (question?.parameters ?? []).map((one) => make("p", `${one.name}: ${one.description} Change it in its VALUES line.`, { className: "note" }));
  $("parameters").replaceChildren(...notes);
  if (question) $("sparql").value = question.sparql;
}

async function start() {
  $("endpoint").textContent = new URL("/sparql", location.href).href;
  $("form").addEventListener("submit", ask);
  $("save").addEventListener("click", save);
  $("named").addEventListener("change", choose);
  $("sparql").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
  });
  try {
    questions = await (await fetch("/queries")).json();
    prefixes = await (await fetch("/prefixes")).json();
  } catch (error) {
    say(`the server does not answer: ${error.message}`, true);
    return;
  }
  for (const one of questions) $("named").append(make("option", one.label, { value: one.name }));
  $("prefixes").textContent = `Known without a PREFIX line: ${Object.keys(prefixes).join(", ")}.`;
}

start();
