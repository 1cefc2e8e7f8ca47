/*
 * The search, on every page: keys that lead to its box, and the box of the header with its list of answers. What answers
 * is loaded when a reader first turns to the box: the scripts of search/, which stand on their own.
 */
'use strict';
(function () {
  const form = /** @type {HTMLFormElement} */ (document.querySelector('[data-carrel=search]'));
  const input = /** @type {HTMLInputElement} */ (form?.querySelector('input'));
  if (!input) return;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const words = window.carrelStrings;

  const STEMMER = ['snowball/base-stemmer', 'snowball/english-stemmer'];
  const PARTS = ['folding', ...STEMMER, 'tokens', 'turn', 'shards', 'query', 'titles', 'words', 'narrow', 'phrases', 'passages', 'engine', 'shown'];
  /** @type {Promise<void> | undefined} */
  let loading;

  /** Load what answers, once; a part that does not come is asked for again the next time. */
  function ready() {
    if (!loading) {
      loading = Promise.all(PARTS.map(part)).then(() => undefined);
      loading.then(() => window.carrelIndex.open()).catch(() => (loading = undefined));
    }
    return loading;
  }

  /** @param {string} name @returns {Promise<void>} */
  function part(name) {
    return new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = new URL(`search/${name}.js`, script.src).href;
      element.async = false; // they run in this order
      element.onload = () => resolve();
      element.onerror = () => {
        element.remove();
        reject(new Error(name));
      };
      document.head.append(element);
    });
  }

  window.carrelReady = ready;

  // --- keys that lead to the box ---------------------------------------------------------------------------------------

  document.addEventListener('keydown', (event) => {
    const { isContentEditable, tagName } = /** @type {HTMLElement} */ (event.target);
    const typing = isContentEditable || /^(input|textarea|select)$/i.test(tagName);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const asked = plain ? !typing && (event.key === '/' || event.key === 's') : isCtrlK(event);
    if (!asked) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  /** @param {KeyboardEvent} event */
  const isCtrlK = (event) => (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';

  if (document.querySelector('[data-carrel=results]')) return; // the page of the search has a script of its own

  // --- the box of the header: a combobox with a list of the best answers -----------------------------------------------

  const BEST = 7;
  const NAMED = 3;
  const PATIENCE = 250; // milliseconds until a reader is told that something is awaited
  const status = document.createElement('p');
  const message = document.createElement('p');
  const list = document.createElement('ul');
  const panel = document.createElement('div');
  let active = -1;
  let turn = 0; // of the query that is being answered

  status.className = 'unseen';
  status.setAttribute('role', 'status');
  message.className = 'find__message';
  list.className = 'find__list';
  list.id = 'find-list';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', words['search.label']);
  panel.className = 'find__panel';
  panel.hidden = true;
  panel.append(list, message);
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-controls': list.id,
    'aria-expanded': 'false',
  })) {
    input.setAttribute(name, value);
  }
  form.append(panel, status);

  /** @returns {HTMLElement[]} */
  const options = () => [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('[role=option]'))];

  /** @param {boolean} opened */
  function show(opened) {
    panel.hidden = !opened;
    list.hidden = !list.childElementCount;
    message.hidden = !message.textContent;
    input.setAttribute('aria-expanded', String(opened && !list.hidden));
    if (!opened) activate(-1);
  }

  /** @param {number} index of the option, -1 for the box itself */
  function activate(index) {
    active = index;
    options().forEach((one, n) => one.setAttribute('aria-selected', String(n === index)));
    const chosen = options()[index];
    if (chosen) {
      input.setAttribute('aria-activedescendant', chosen.id);
      chosen.scrollIntoView({ block: 'nearest' });
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  /**
   * Add an option; what it says may come later.
   * @param {Promise<{address: string, children: Node[]}> | {address: string, children: Node[]}} what
   */
  function option(what) {
    const element = document.createElement('li');
    element.id = `find-${list.childElementCount}`;
    element.setAttribute('role', 'option');
    element.setAttribute('aria-selected', 'false');
    list.append(element);
    const put = (/** @type {{address: string, children: Node[]}} */ { address, children }) => {
      element.dataset.address = address;
      element.replaceChildren(...children);
    };
    if (!(what instanceof Promise)) return put(what);
    element.textContent = '…';
    what.then(put).catch(() => (element.textContent = words['search.row.failed']));
  }

  /** Take the old answers away: they are none to what is typed now. The panel keeps its height for a moment. */
  function clear() {
    panel.style.minHeight = panel.hidden ? '' : `${panel.offsetHeight}px`;
    list.replaceChildren();
    message.textContent = '';
    activate(-1);
  }

  async function answer() {
    turn += 1;
    const mine = turn;
    const stale = () => mine !== turn;
    const typed = input.value;
    clear();
    if (!typed.trim()) return show(false);
    const late = setTimeout(() => say(words['search.loading']), PATIENCE);
    try {
      await ready();
      const found = await window.carrelEngine.find(typed, { stale });
      const named = await names(found);
      if (stale()) return;
      if (document.activeElement === input) fill(found, named, typed);
    } catch {
      if (!stale()) say(words['search.failed']);
    } finally {
      clearTimeout(late);
      if (!stale()) panel.style.minHeight = '';
    }
  }

  /** The people, topics and venues of an answer. @param {import('./search/engine.js').Found} found */
  async function names(found) {
    const { named, open: directory } = window.carrelIndex;
    const { kinds } = await directory();
    const of = (/** @type {string} */ kind) => {
      const [from, to] = kinds[kind] ?? [0, 0];
      return named('values', found.values.filter((one) => one >= from && one < to).slice(0, NAMED));
    };
    const all = await Promise.all([named('people', found.people.slice(0, NAMED)), of('topic'), of('venue')]).catch(() => []);
    return ['author', 'topic', 'venue'].map((kind, n) => ({ kind, some: all[n] ?? [] }));
  }

  /**
   * @param {import('./search/engine.js').Found} found
   * @param {{kind: string, some: import('./search/shards.js').Named[]}[]} named
   * @param {string} typed
   */
  function fill(found, named, typed) {
    const { make, say: words_, count, marked, byline, notes } = window.carrelShown;
    for (const paper of found.papers.slice(0, BEST)) {
      option(
        window.carrelIndex.card(paper).then((card) => ({
          address: `papers/${card.id}.html`,
          children: [
            make('cite', {}, ...marked(card.title, found.wanted)),
            make('small', {}, ...marked(byline(card, found.wanted), found.wanted)),
          ],
        })),
      );
    }
    for (const { kind, some } of named) {
      for (const one of some) {
        const told = `${words[`search.kind.${kind}`]} · ${count('papers', one.papers.length)}`;
        const children = [make('span', {}, ...marked(one.name, found.wanted)), make('small', {}, told)];
        option({ address: `${kind}s/${one.id}.html`, children });
      }
    }
    const papers = count('papers', found.total);
    if (found.total > BEST) {
      const address = `${form.action}?q=${encodeURIComponent(typed)}`;
      option({ address, children: [make('span', {}, words_('search.all', { papers }))] });
    }
    const said = notes(found).filter((_, n, all) => found.total === found.papers.length || n < all.length - 1);
    message.textContent = options().length ? said.join(' ') : [...said, words['search.none']].join(' ');
    status.textContent = options().length ? [papers, ...said].join('. ') : words['search.none'];
    show(true);
  }

  /** Open the panel with nothing but words; they are told aloud, too. @param {string} what */
  function say(what) {
    status.textContent = what;
    message.textContent = what;
    show(true);
  }

  /** @param {HTMLElement} chosen @param {boolean} apart in a new tab */
  function open(chosen, apart) {
    const { address } = chosen.dataset;
    if (!address) return;
    const whole = window.carrelShown.link(address);
    if (apart) window.open(whole);
    else location.assign(whole);
  }

  const prepare = () => ready().catch(() => {});
  input.addEventListener('pointerenter', prepare, { once: true });
  input.addEventListener('focus', prepare);
  input.addEventListener('focus', () => input.value.trim() && answer());
  input.addEventListener('input', answer);
  input.addEventListener('blur', () => show(false));
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const last = options().length - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (panel.hidden) answer();
      else if (event.key === 'ArrowDown') activate(active < last ? active + 1 : -1);
      else activate(active < 0 ? last : active - 1);
    } else if (event.key === 'Enter' && active >= 0 && !panel.hidden) {
      event.preventDefault();
      open(options()[active], event.ctrlKey || event.metaKey);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (panel.hidden) input.value = '';
      turn += 1;
      show(false);
    }
  });
  panel.addEventListener('mousedown', (event) => event.preventDefault()); // the box keeps the focus
  panel.addEventListener('click', (event) => {
    const chosen = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[role=option]'));
    if (chosen) open(chosen, event.ctrlKey || event.metaKey);
  });
})();
