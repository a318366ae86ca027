// Search over the nodes of this page.
const searchIndex = makeIndex(nodes.map((node) => ({ label: node.label, names: node.names, ids: node.ids, iri: node.iri, weight: node.edges.length, node })));

function search(text, most) {
  const answer = searchIn(searchIndex, text, most);
  return { ...answer, found: answer.found.map((entry) => entry.node) };
}

// The words beside a result: its class, species or year, and how often it is studied.
function subtitle(node) {
  const parts = [node.type.one];
  if (node.short) parts.push(node.short);
  if (!isStudy(node)) parts.push(count(studiesOf(node).length, "study", "studies"));
  return parts.join(" · ");
}
