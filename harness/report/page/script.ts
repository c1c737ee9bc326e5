/**
 * What runs in the page: search, filter, the other language, and paper. Without it the page is whole, in Japanese. What
 * is searched is normalised (NFKC), so that full-width and half-width find each other; words apart from each other must
 * all be found. PURE data.
 */
export const script = `
const page = document.documentElement;
const by = (id) => document.getElementById(id);
const all = (query) => [...document.querySelectorAll(query)];
const plain = (text) => text.normalize('NFKC').toLowerCase();
const items = all('[data-item]').map((node) => ({ node, text: undefined }));
const groups = all('[data-group]');
const levelsOf = (node) => JSON.parse(node.dataset.levels);

function find() {
  const words = plain(by('q').value).split(/\\s+/).filter(Boolean);
  const [verdict, level, kind] = ['verdict', 'level', 'kind'].map((id) => by(id).value);
  const shown = { rule: 0, scenario: 0 };
  for (const item of items) {
    const { node } = item;
    const fits = (verdict === '' || (level === '' ? Object.values(levelsOf(node)).includes(verdict) || (verdict === 'none' && node.dataset.none) : levelsOf(node)[level] === verdict))
      && (kind === '' || node.dataset.kind === undefined || node.dataset.kind === kind);
    if (fits && words.length > 0) item.text ??= plain(node.textContent + ' ' + (node.dataset.words ?? ''));
    node.hidden = !fits || !words.every((word) => item.text.includes(word));
    if (!node.hidden) shown[node.dataset.item] += 1;
  }
  by('runs').hidden = words.length > 0 || verdict !== '' || kind !== '';
  for (const group of groups) group.hidden = !group.querySelector('[data-item]:not([hidden])');
  by('found').textContent = page.dataset.lang === 'en'
    ? shown.rule + ' rules, ' + shown.scenario + ' scenarios'
    : '規則 ' + shown.rule + ' 件、シナリオ ' + shown.scenario + ' 件';
}

function speak(lang) {
  page.dataset.lang = lang;
  page.lang = lang;
  by('language').textContent = lang === 'en' ? '日本語' : 'English';
  by('language').lang = lang === 'en' ? 'ja' : 'en';
  for (const option of all('option[data-ja]')) option.textContent = option.dataset[lang];
  find();
}

function open() {
  const target = location.hash.length > 1 && by(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  target.hidden = false;
  for (let node = target; node; node = node.parentElement) { node.hidden = false; if (node.tagName === 'DETAILS') node.open = true; }
  target.scrollIntoView();
}

let waiting;
by('q').addEventListener('input', () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(find); });
for (const id of ['verdict', 'level', 'kind']) by(id).addEventListener('change', find);
by('language').addEventListener('click', () => speak(page.dataset.lang === 'en' ? 'ja' : 'en'));
addEventListener('keydown', (event) => {
  if (event.key === '/' && !/INPUT|SELECT/.test(document.activeElement.tagName)) { event.preventDefault(); by('q').focus(); }
  if (event.key === 'Escape' && document.activeElement === by('q')) { by('q').value = ''; find(); }
});
addEventListener('hashchange', open);
document.addEventListener('click', (event) => { if (event.target.closest('a')?.hash === location.hash) open(); });
let opened = [];
addEventListener('beforeprint', () => { opened = all('.rule details:not([open])'); for (const each of opened) each.open = true; });
addEventListener('afterprint', () => { for (const each of opened) each.open = false; });
by('finder').hidden = false;
speak('ja');
open();
`;
