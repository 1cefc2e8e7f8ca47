/*
 * The page of the search: it answers as one types, shows what the answer can be narrowed down to, and keeps question,
 * choices and order in the address, so that it can be shared, and Back works.
 */
'use strict';
(function () {
  /** @typedef {import('./engine.js').Found} Found */
  /** @typedef {import('./query.js').Filter} Filter */
  /** @typedef {{q: string, filters: Filter[], sort: string}} Asked */

  const form = /** @type {HTMLFormElement} */ (document.querySelector('[data-carrel=search]'));
  const input = /** @type {HTMLInputElement} */ (form?.querySelector('input'));
  if (!input) return;
  const words = window.carrelStrings;
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.querySelector(`[data-carrel=${name}]`));
  const [status, notes, chips, tools, place, names, facets] = ['count', 'notes', 'chips', 'tools', 'results', 'names', 'facets'].map(part);

  const PORTION = 10;
  const NAMED = 6;
  const VALUES = 8; // of a kind, before all are asked for
  const ALL_VALUES = 60;
  const EXPORTED = 500;
  const PATIENCE = 250; // milliseconds until a reader is told that something is awaited
  const REST = 120; // milliseconds without a key, before more is loaded than the first answer needs
  const HEAD_START = 20; // milliseconds that the card of the first paper has before the others are asked for
  const KINDS = ['topic', 'author', 'venue', 'year', 'lang', 'has', 'seed'];
  const SORTS = ['best', 'date', 'title'];
  const { title } = document;
  let turn = 0; // of the question that is being answered
  let settled = true; // whether the entry of the history in hand is one to come back to
  /** @type {Set<string>} kinds whose fold the reader has opened, or closed */
  const opened = new Set(['topic', 'year']);
  /** @type {Set<string>} */
  const unfolded = new Set();

  // --- the question in the address -------------------------------------------------------------------------------------

  /** @returns {Asked} */
  function asked() {
    const said = new URLSearchParams(location.search);
    const filters = KINDS.flatMap((field) => said.getAll(field).map((value) => ({ field, value, not: false })));
    const sort = said.get('sort') ?? '';
    return { q: said.get('q') ?? '', filters, sort: SORTS.includes(sort) ? sort : 'best' };
  }

  let now = asked();
  let writing = 0; // the timer that will write the address

  /** Ask, and keep the question in the address: what is typed as soon as the keys rest. @param {Asked} next @param {boolean} apart */
  function keep(next, apart) {
    now = next;
    clearTimeout(writing);
    if (apart) write(true);
    else writing = setTimeout(write, REST, false);
  }

  /** Write the address: an entry of the history for each question, not for each key. @param {boolean} apart */
  function write(apart) {
    clearTimeout(writing);
    const address = new URL(location.href);
    const said = new URLSearchParams();
    if (now.q.trim()) said.set('q', now.q);
    for (const { field, value } of now.filters) said.append(field, value);
    if (now.sort !== 'best') said.set('sort', now.sort);
    address.search = said.toString();
    if (address.href === location.href) return;
    try {
      if (settled || apart) history.pushState(null, '', address);
      else history.replaceState(null, '', address);
      settled = apart;
    } catch {
      // Some browsers forbid this for files; the answers come all the same.
    }
  }

  /** The question is asked to its end: the next one is another. */
  function settle() {
    write(false);
    settled = true;
  }

  // --- the answer ------------------------------------------------------------------------------------------------------

  /** @param {number} [read] papers that are read for a phrase */
  async function answer(read) {
    turn += 1;
    const mine = turn;
    const stale = () => mine !== turn;
    const { q, filters, sort } = now;
    document.title = q.trim() ? `${q.trim()} · ${title}` : title;
    clear();
    if (!q.trim() && !filters.length) {
      status.textContent = words['search.hint'];
      return;
    }
    const late = setTimeout(() => (status.textContent = words['search.loading']), PATIENCE);
    try {
      await window.carrelReady();
      const found = await window.carrelEngine.find(q, { filters, sort, read, stale });
      clearTimeout(late);
      if (stale()) return;
      show(found, stale);
      await rest(REST);
      if (stale()) return;
      await Promise.all([showChips(filters, stale), showNames(found, stale)]);
      for (const kind of KINDS) await showFacet(kind, found, stale);
    } catch {
      if (!stale() && !place.childElementCount) status.textContent = words['search.failed'];
    } finally {
      clearTimeout(late);
    }
  }

  /** Take the old answers away: they are none to what is asked now. The page keeps its height for a moment. */
  function clear() {
    place.style.minHeight = `${place.offsetHeight}px`;
    for (const one of [place, notes, tools, names, facets]) one.replaceChildren();
    if (!now.filters.length) chips.replaceChildren();
    status.textContent = '';
  }

  /** @param {Found} found @param {() => boolean} stale */
  function show(found, stale) {
    const { make, count, notes: said } = window.carrelShown;
    const nothing = !found.papers.length && !found.people.length && !found.values.length;
    status.textContent = nothing ? words['search.none'] : count('papers', found.total);
    notes.replaceChildren(...said(found).map((one) => make('p', {}, one)));
    if (found.unread) notes.append(further(found));
    if (found.missing) notes.append(button('search.again', () => answer()));
    if (found.papers.length) {
      place.append(list(found, stale));
      tools.append(sorting(), exporting(found));
    }
    place.style.minHeight = '';
  }

  /** @param {string} key @param {() => void} act */
  function button(key, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'found__more';
    made.textContent = words[key];
    made.addEventListener('click', act);
    return made;
  }

  /** Say that not all papers were read for a phrase, and offer it. @param {Found} found */
  function further(found) {
    const { make, say, count } = window.carrelShown;
    const told = say('search.unread', { papers: count('papers', found.unread) });
    return make('p', {}, `${told} `, button('search.read', () => answer(Infinity)));
  }

  /** @param {Found} found @param {() => boolean} stale */
  function list(found, stale) {
    const { make } = window.carrelShown;
    const rows = make('ol', { class: 'papers' });
    let shown = 0;
    const more = button('search.more', () => portion(true));

    /** @param {boolean} focus */
    function portion(focus) {
      const [best, ...others] = found.papers.slice(shown, shown + PORTION);
      const first = row(best, found, stale);
      const start = Promise.race([first.ready, rest(HEAD_START)]);
      const next = [first, ...others.map((paper) => row(paper, found, stale, start))];
      rows.append(...next.map((one) => one.element));
      shown += next.length;
      more.hidden = shown >= found.papers.length;
      if (focus) first.ready.then(() => first.element.querySelector('a')?.focus());
    }

    portion(false);
    return make('div', {}, rows, more);
  }

  /** A paper; its card comes when it comes, and then a passage of its abstract. @param {number} paper @param {Found} found @param {() => boolean} stale @param {Promise<unknown>} [start] */
  function row(paper, found, stale, start) {
    const element = window.carrelShown.make('li', {}, '…');
    return { element, ready: tell(element, paper, found, stale, start) };
  }

  /** @param {HTMLElement} element @param {number} paper @param {Found} found @param {() => boolean} stale @param {Promise<unknown>} [start] */
  async function tell(element, paper, { wanted }, stale, start) {
    const { make, marked, byline, link } = window.carrelShown;
    await start;
    try {
      const card = await window.carrelIndex.card(paper);
      element.replaceChildren(
        make('a', { href: link(`papers/${card.id}.html`) }, ...marked(card.title, wanted)),
        make('span', { class: 'byline' }, ...marked(byline(card, wanted), wanted)),
      );
      passage(element, paper, card.lang, wanted, stale);
    } catch {
      element.textContent = words['search.row.failed'];
    }
  }

  /** @param {number} milliseconds */
  const rest = (milliseconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    });

  /** @param {HTMLElement} element @param {number} paper @param {string} lang @param {import('./passages.js').Wanted} wanted @param {() => boolean} stale */
  async function passage(element, paper, lang, wanted, stale) {
    const { make, marked } = window.carrelShown;
    await rest(REST);
    if (stale()) return;
    const text = await window.carrelIndex.text(paper).catch(() => '');
    if (!text || stale()) return;
    /** @type {Record<string, string>} */
    const attributes = lang ? { class: 'passage', lang } : { class: 'passage' };
    element.append(make('p', attributes, ...marked(window.carrelPassages.passage(text, wanted), wanted)));
  }

  /** People, topics and venues whose name answers. @param {Found} found @param {() => boolean} stale */
  async function showNames(found, stale) {
    const { make, marked, link } = window.carrelShown;
    const { named, open } = window.carrelIndex;
    const { kinds } = await open();
    for (const kind of ['author', 'topic', 'venue']) {
      const [from, to] = kinds[kind] ?? [0, 0];
      const numbers = kind === 'author' ? found.people : found.values.filter((one) => one >= from && one < to);
      const some = await named(kind === 'author' ? 'people' : 'values', numbers.slice(0, NAMED)).catch(() => []);
      if (stale()) return;
      if (!some.length) continue;
      const rows = some.map((one) =>
        make(
          'li',
          {},
          make('a', { href: link(`${kind}s/${one.id}.html`) }, ...marked(one.name, found.wanted)),
          ' ',
          make('span', { class: 'count' }, String(one.papers.length)),
        ),
      );
      names.append(make('section', {}, make('h2', {}, words[`search.kind.${kind}s`]), make('ul', {}, ...rows)));
    }
  }

  // --- order, and what is taken along ----------------------------------------------------------------------------------

  function sorting() {
    const { make } = window.carrelShown;
    const select = /** @type {HTMLSelectElement} */ (make('select', {}, ...SORTS.map((sort) => make('option', { value: sort }, words[`search.sort.${sort}`]))));
    select.value = now.sort;
    select.addEventListener('change', () => {
      keep({ ...now, sort: select.value }, true);
      answer().then(() => tools.querySelector('select')?.focus());
    });
    return make('label', { class: 'found__sort' }, `${words['search.sort']} `, select);
  }

  /** @param {Found} found */
  function exporting(found) {
    const { make, say } = window.carrelShown;
    const fold = window.carrelCite.fold();
    const papers = found.papers.slice(0, EXPORTED);
    if (papers.length < found.papers.length) fold.append(make('p', {}, say('search.exported', { n: papers.length })));
    const ids = () => Promise.all(papers.map((paper) => window.carrelIndex.card(paper).then((card) => card.id)));
    fold.addEventListener('toggle', () => window.carrelCite.offer(fold, 'search', ids), { once: true });
    return fold;
  }

  // --- what the answer is narrowed down to -------------------------------------------------------------------------------

  /** @param {string} kind @param {{id: string, name: string}} one */
  function called(kind, one) {
    if (kind === 'has') return words[`search.has.${one.id}`] ?? one.name;
    if (kind === 'year' && !/^\d+$/.test(one.id)) return words['search.undated'];
    if (kind !== 'lang') return one.name;
    try {
      return new Intl.DisplayNames([document.documentElement.lang], { type: 'language' }).of(one.id) ?? one.id;
    } catch {
      return one.id;
    }
  }

  /** What is chosen, each to be taken back. @param {Filter[]} filters @param {() => boolean} stale */
  async function showChips(filters, stale) {
    const { make, say } = window.carrelShown;
    const made = [];
    for (const filter of filters) {
      const name = called(filter.field, { id: filter.value, name: await nameOf(filter).catch(() => filter.value) });
      const chip = make('button', { type: 'button', class: 'chip' }, `${words[`search.facet.${filter.field}`]}: ${name}`, make('span', { 'aria-hidden': 'true' }, ' ×'));
      chip.setAttribute('aria-label', say('search.remove', { name }));
      chip.addEventListener('click', () => narrow(filter, false));
      made.push(chip);
    }
    if (!stale()) chips.replaceChildren(...made);
  }

  /** @param {Filter} filter */
  async function nameOf({ field, value }) {
    const { person, kind } = window.carrelNarrow;
    const one = field === 'author' ? await person(value) : (await kind(field)).find(({ id }) => id === value);
    return one?.name ?? value;
  }

  /** Choose a value, or take it back; the keyboard stays where it is, as far as that is still there. @param {Filter} filter @param {boolean} on */
  async function narrow({ field, value }, on) {
    const others = now.filters.filter((one) => one.field !== field || one.value !== value);
    keep({ ...now, filters: on ? [...others, { field, value, not: false }] : others }, true);
    const inFacets = facets.contains(document.activeElement);
    const mine = turn + 1;
    await answer();
    if (mine !== turn) return;
    const again = inFacets && facets.querySelector(`input[name="${CSS.escape(field)}"][value="${CSS.escape(value)}"]`);
    const next = again || chips.querySelector('button') || input;
    if (next instanceof HTMLElement) next.focus();
  }

  /** @param {string} kind @param {Found} found @param {() => boolean} stale */
  async function showFacet(kind, found, stale) {
    const { kinds } = await window.carrelIndex.open();
    if (!found.papers.length || (kind !== 'author' && !(kinds[kind] && kinds[kind][1] > kinds[kind][0]))) return;
    const { make } = window.carrelShown;
    const fold = /** @type {HTMLDetailsElement} */ (make('details', { class: 'facet' }, make('summary', {}, words[`search.facet.${kind}`])));
    const body = make('div');
    fold.append(body);
    fold.open = opened.has(kind) || now.filters.some((one) => one.field === kind);
    facets.append(fold);
    let begun = false;
    const fill = async () => {
      if (begun || stale()) return;
      begun = true;
      await values(kind, found, body, stale).catch(() => (body.textContent = stale() ? '' : words['search.facet.failed']));
    };
    fold.addEventListener('toggle', () => {
      if (stale()) return;
      if (fold.open) opened.add(kind);
      else opened.delete(kind);
      if (fold.open) fill();
    });
    if (fold.open) await fill();
  }

  /** @param {string} kind @param {Found} found @param {HTMLElement} body @param {() => boolean} stale */
  async function values(kind, found, body, stale) {
    const { make } = window.carrelShown;
    const counted = await window.carrelNarrow.counts(found.papers, kind, stale);
    if (stale()) return;
    const most = unfolded.has(kind) ? ALL_VALUES : VALUES;
    const rows = counted.slice(0, most).map(({ one, count }) => {
      const box = /** @type {HTMLInputElement} */ (make('input', { type: 'checkbox', name: kind, value: one.id }));
      box.checked = now.filters.some((filter) => filter.field === kind && filter.value === one.id);
      box.addEventListener('change', () => narrow({ field: kind, value: one.id, not: false }, box.checked));
      return make('li', {}, make('label', {}, box, make('span', {}, called(kind, one)), make('span', { class: 'count' }, String(count))));
    });
    body.replaceChildren(make('ul', {}, ...rows));
    if (counted.length > most && !unfolded.has(kind)) {
      const more = button('search.facet.more', () => {
        unfolded.add(kind);
        values(kind, found, body, stale).then(() => body.querySelectorAll('input')[VALUES]?.focus());
      });
      body.append(more);
    }
  }

  // --- what a reader does ------------------------------------------------------------------------------------------------

  input.addEventListener('input', () => {
    keep({ ...now, q: input.value }, false);
    answer();
  });
  input.addEventListener('change', settle);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    settle();
  });
  window.addEventListener('popstate', () => {
    const next = asked();
    if (JSON.stringify(next) === JSON.stringify(now)) return; // a place of this page
    clearTimeout(writing);
    settled = true;
    now = next;
    input.value = now.q;
    answer();
  });
  window.carrelReady().catch(() => {});
  input.value = now.q;
  answer();
  if (!now.q) input.focus();
})();
