// A page of the site: its tables, its search, its shortcut.
document.querySelectorAll("table[data-csv]").forEach(startTable);
document.querySelectorAll("[data-picture]").forEach(startPicture);
startCounts();
startNear();
startNames((entry) => {
  location.href = `${root}${entry.address}`;
});
startShortcut();
window.spacekg = Object.freeze({ search, tableCsv, pictureText });
