/*
 * The search box of every page and the results of the search page. What is typed and what the list holds reach the
 * page as text only, never as markup.
 */
'use strict';
(function () {
  const box = document.querySelector('[data-carrel=search]');
  if (!box) return;
  const form = /** @type {HTMLFormElement} */ (box);
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem('q'));
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL('../../', script.src);
  const words = window.carrelStrings;
  const finder = window.carrelFinder;
  const PAUSE = 80; // milliseconds between the last key and the answer

  // --- small tools ---------------------------------------------------------------------------------------------------

  /** @type {Promise<typeof window.carrelSearch> | undefined} */
  let loading;

  /** Load the list, once; a script, not `fetch`, so that it works from a double-clicked file. */
  function load() {
    loading ??= new Promise((resolve, reject) => {
      const data = document.createElement('script');
      data.src = new URL('api/search.js', root).href;
      data.onload = () => (window.carrelSearch ? resolve(window.carrelSearch) : reject(new Error('no list')));
      data.onerror = () => reject(new Error('no list'));
      document.head.append(data);
    });
    return loading;
  }

  /**
   * Make an element.
   * @param {string} tag
   * @param {Record<string, string>} [attributes]
   * @param {(Node | string)[]} children strings become text
   */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** @param {string} what @param {number} n */
  const count = (what, n) => words[`count.${what}.${n === 1 ? 'one' : 'other'}`].replace('{n}', String(n));

  /** @param {string} address from the root of the site */
  const link = (address) => new URL(address, root).href;

  /** @param {string} text @param {Term[]} terms */
  const marked = (text, terms) =>
    finder.runs(text, terms).map((run) => (run.hit ? make('mark', {}, run.text) : run.text));

  /**
   * Authors, venue, year, as much as a line holds; further authors and topics where they are what was asked for.
   * @param {Paper} paper
   * @param {Term[]} terms
   */
  function byline(paper, terms) {
    /** @param {string} name */
    const asked = (name) => terms.some((term) => finder.holds(finder.fold(name), term) === 2);
    const names = paper.a ?? [];
    const shown = names.map((name, i) => (i < 3 || names.length === 4 || asked(name) ? name : '…'));
    const people = shown
      .join(', ')
      .replace(/(, …)+/g, ' …')
      .replace(/… ,/g, '…,');
    const venue = paper.v ?? '';
    const dated = /\b(19|20)\d\d\b/.test(venue);
    const year = dated ? '' : (paper.y ?? '').slice(0, 4);
    const parts = [paper.w ? words['search.working'] : '', people, venue, year, ...(paper.k ?? []).filter(asked)];
    return parts.filter(Boolean).join('\u00a0· ');
  }

  /** Run a function once the keys rest. @param {() => void} act */
  function rested(act) {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = window.setTimeout(act, PAUSE);
    };
  }

  // --- keys that lead to the box ---------------------------------------------------------------------------------------

  document.addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const typing = target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const asked = plain ? !typing && (event.key === '/' || event.key === 's') : isCtrlK(event);
    if (!asked) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  /** @param {KeyboardEvent} event */
  const isCtrlK = (event) => (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';

  const results = document.querySelector('[data-carrel=results]');
  if (results) searchPage(results, /** @type {Element} */ (document.querySelector('[data-carrel=count]')));
  else searchBox();

  // --- the box of the header: a combobox with a list of the best answers -----------------------------------------------

  function searchBox() {
    const BEST = 7;
    const NAMED = 3;
    const status = make('p', { class: 'unseen', role: 'status' });
    const message = make('p', { class: 'find__message' });
    const list = make('ul', {
      class: 'find__list',
      id: 'find-list',
      role: 'listbox',
      'aria-label': words['search.label'],
    });
    const panel = make('div', { class: 'find__panel' }, list, message);
    let active = -1;

    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-controls': 'find-list',
      'aria-expanded': 'false',
    })) {
      input.setAttribute(name, value);
    }
    panel.hidden = true;
    form.append(panel, status);

    /** @returns {HTMLElement[]} */
    const options = () => [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('[role=option]'))];

    /** @param {boolean} open */
    function show(open) {
      panel.hidden = !open;
      list.hidden = !options().length;
      message.hidden = !list.hidden;
      input.setAttribute('aria-expanded', String(open && !list.hidden));
      if (!open) activate(-1);
    }

    /** @param {number} index of the option, -1 for the box itself */
    function activate(index) {
      active = index;
      options().forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
      const option = options()[index];
      if (option) {
        input.setAttribute('aria-activedescendant', option.id);
        option.scrollIntoView({ block: 'nearest' });
      } else {
        input.removeAttribute('aria-activedescendant');
      }
    }

    /** @param {string} address @param {(Node | string)[]} children */
    function option(address, ...children) {
      const id = `find-${list.childElementCount}`;
      const element = make(
        'li',
        { id, role: 'option', 'aria-selected': 'false', 'data-address': address },
        ...children,
      );
      list.append(element);
    }

    async function answer() {
      const query = input.value;
      if (!query.trim()) {
        list.replaceChildren();
        show(false);
        return;
      }
      let data;
      try {
        data = await load();
      } catch {
        list.replaceChildren();
        say(words['search.failed']);
        return;
      }
      if (query !== input.value || document.activeElement !== input) return;
      const found = finder.find(data, query);
      list.replaceChildren();
      for (const one of [...found.people.slice(0, NAMED), ...found.topics.slice(0, NAMED)]) {
        option(one.u, make('span', {}, ...marked(one.n, found.terms)), make('small', {}, count('papers', one.c)));
      }
      for (const paper of found.papers.slice(0, BEST)) {
        const title = make('cite', {}, ...marked(paper.t, found.terms));
        option(paper.u, title, make('small', {}, ...marked(byline(paper, found.terms), found.terms)));
      }
      const all = found.papers.length;
      if (all > BEST) {
        const rest = words['search.all'].replace('{papers}', count('papers', all));
        option(`${form.action}?q=${encodeURIComponent(query)}`, make('span', {}, rest));
      }
      active = -1;
      say(options().length ? count('papers', all) : words['search.none']);
    }

    /** Open the panel; what it holds is told aloud, and shown where there is nothing else to see. @param {string} what */
    function say(what) {
      status.textContent = what;
      message.textContent = what;
      show(true);
    }

    /** @param {HTMLElement} chosen @param {boolean} apart in a new tab */
    function open(chosen, apart) {
      const address = link(chosen.dataset.address ?? '');
      if (apart) window.open(address);
      else location.assign(address);
    }

    const answerSoon = rested(answer);
    input.addEventListener('focus', () => load().catch(() => {}), { once: true });
    input.addEventListener('focus', () => input.value.trim() && answerSoon());
    input.addEventListener('input', answerSoon);
    input.addEventListener('blur', () => show(false));
    input.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      const last = options().length - 1;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (panel.hidden) answerSoon();
        else if (event.key === 'ArrowDown') activate(active < last ? active + 1 : -1);
        else activate(active < 0 ? last : active - 1);
      } else if (event.key === 'Enter' && active >= 0 && !panel.hidden) {
        event.preventDefault();
        open(options()[active], event.ctrlKey || event.metaKey);
      } else if (event.key === 'Escape') {
        event.preventDefault();
        if (panel.hidden) input.value = '';
        show(false);
      }
    });
    panel.addEventListener('mousedown', (event) => event.preventDefault()); // the box keeps the focus
    panel.addEventListener('click', (event) => {
      const chosen = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[role=option]'));
      if (chosen) open(chosen, event.ctrlKey || event.metaKey);
    });
  }

  // --- the search page: all answers, and the question kept in the address ----------------------------------------------

  /** @param {Element} place @param {Element} status */
  function searchPage(place, status) {
    const PORTION = 30;
    const title = document.title;
    const asked = () => new URLSearchParams(location.search).get('q') ?? '';
    let settled = true; // whether the entry of the history in hand is one to come back to

    /** @param {string} heading @param {Node} list */
    const group = (heading, list) => make('section', {}, make('h2', {}, heading), list);

    /** @param {Named} one @param {Term[]} terms */
    const namedRow = (one, terms) =>
      make(
        'li',
        {},
        make('a', { href: link(one.u) }, ...marked(one.n, terms)),
        ' ',
        make('span', { class: 'count' }, String(one.c)),
      );

    /** @param {Paper} paper @param {Term[]} terms */
    function paperRow(paper, terms) {
      const text = paper.b ? finder.passage(paper.b, terms) : '';
      /** @type {Record<string, string>} */
      const passage = paper.l ? { class: 'passage', lang: paper.l } : { class: 'passage' };
      return make(
        'li',
        {},
        make('a', { href: link(paper.u) }, ...marked(paper.t, terms)),
        make('span', { class: 'byline' }, ...marked(byline(paper, terms), terms)),
        ...(text ? [make('p', passage, ...marked(text, terms))] : []),
      );
    }

    /** @param {Found} found */
    function papers(found) {
      const list = make('ol', { class: 'papers' });
      const more = make('button', { type: 'button', class: 'found__more' }, words['search.more']);
      let shown = 0;
      const portion = () => {
        const rows = found.papers.slice(shown, shown + PORTION).map((paper) => paperRow(paper, found.terms));
        list.append(...rows);
        if (shown) rows[0]?.querySelector('a')?.focus();
        shown += rows.length;
        more.hidden = shown >= found.papers.length;
      };
      more.addEventListener('click', portion);
      portion();
      return make('div', {}, list, more);
    }

    /** @param {string} query */
    async function answer(query) {
      document.title = query.trim() ? `${query.trim()} · ${title}` : title;
      if (!query.trim()) {
        place.replaceChildren();
        status.textContent = words['search.hint'];
        return;
      }
      status.textContent ||= words['search.loading'];
      let data;
      try {
        data = await load();
      } catch {
        status.textContent = words['search.failed'];
        return;
      }
      if (query !== input.value) return;
      const found = finder.find(data, query);
      /** @type {[string, string, Named[]][]} */
      const named = [
        ['author', 'authors', found.people],
        ['topic', 'topics', found.topics],
      ];
      const kinds = named.filter(([, , all]) => all.length);
      place.replaceChildren(
        ...kinds.map(([kind, , all]) =>
          group(
            words[`search.kind.${kind}`],
            make('div', { class: 'people' }, make('ul', {}, ...all.map((one) => namedRow(one, found.terms)))),
          ),
        ),
        ...(found.papers.length && kinds.length ? [group(words['search.kind.paper'], papers(found))] : []),
        ...(found.papers.length && !kinds.length ? [papers(found)] : []),
      );
      const counts = [...(found.papers.length ? [count('papers', found.papers.length)] : [])];
      counts.push(...kinds.map(([, what, all]) => count(what, all.length)));
      status.textContent = counts.join(' · ') || words['search.none'];
    }

    /** Keep the question in the address: one entry of the history for each question, not for each key. */
    function keep() {
      const address = new URL(location.href);
      if (input.value.trim()) address.searchParams.set('q', input.value);
      else address.searchParams.delete('q');
      if (address.href === location.href) return;
      try {
        if (settled) history.pushState(null, '', address);
        else history.replaceState(null, '', address);
        settled = false;
      } catch {
        // Some browsers forbid this for files; the answers come all the same.
      }
    }

    const answerSoon = rested(() => {
      keep();
      answer(input.value);
    });
    input.addEventListener('input', answerSoon);
    input.addEventListener('change', () => {
      settled = true;
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      keep();
      settled = true;
      answer(input.value);
    });
    window.addEventListener('popstate', () => {
      settled = true;
      input.value = asked();
      answer(input.value);
    });
    input.value = asked();
    answer(input.value);
    load().catch(() => {});
    if (!input.value) input.focus();
  }
})();
