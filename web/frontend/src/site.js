// What every page has: suggestions under search boxes, and sentences that unfold where one lands on them.
import './entity.js';
import './search.js';

document.documentElement.classList.add('scripted');

// A sentence that was linked to shows what was read from it.
const unfold = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelectorAll('details').forEach(part => { part.open = true; });
addEventListener('hashchange', unfold);
unfold();

// A page that tells of work that goes on looks again until it is done.
if (document.querySelector('[data-again]')) setTimeout(() => location.reload(), 1500);
