// A position that the address names (`#pos-…`) opens its evidence, and the list of sentences keeps to it.
const list = document.querySelector('#notes');
const only = document.querySelector('#notes-only');

function follow() {
  const anchor = decodeURIComponent(location.hash.slice(1));
  const row = anchor.startsWith('pos-') ? document.getElementById(anchor) : null;
  const wanted = row?.dataset.notes?.split(' ').map(number => `note-${number}`);
  list?.querySelectorAll('.notes-list > li').forEach(note => { note.hidden = Boolean(wanted) && !wanted.includes(note.id); });
  if (only) only.hidden = !wanted;
  row?.querySelectorAll('details').forEach(part => { part.open = true; });
  document.querySelectorAll('a[data-pos]').forEach(bar => {
    if (row && bar.hash.slice(1) === location.hash.slice(1)) bar.setAttribute('aria-current', 'true');
    else bar.removeAttribute('aria-current');
  });
  if (wanted) only.querySelector('span').textContent = [...row.cells].slice(0, -1).map(cell => cell.querySelector('a')?.textContent.trim()).filter(Boolean).join(', ');
}

addEventListener('hashchange', follow);
follow();
