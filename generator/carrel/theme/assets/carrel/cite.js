/*
 * References for other programs: a paper, or a list of them, copied or downloaded. The references themselves were
 * made beforehand (api/cite/*.js, told in docs/exports.md); here they are only chosen and put together.
 */
'use strict';
(function () {
  const words = window.carrelStrings;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const data = new URL('../../api/cite/', script.src);

  /**
   * What a row of the data holds: id, BibTeX, RIS, CSL, abstract, and the abstract in BibTeX if that is another.
   * @typedef {[string, string, string, object, string, string?]} Row
   * @typedef {{ending: string, type: string, text: (row: Row, full: boolean) => string, join: (texts: string[]) => string}} Format
   */

  /** @type {Format[]} */
  const FORMATS = [
    {
      ending: 'bib',
      type: 'application/x-bibtex',
      text: (row, full) => filled(row[1], full ? (row[5] ?? row[4]) : ''),
      join: (texts) => texts.join('\n'),
    },
    {
      ending: 'ris',
      type: 'application/x-research-info-systems',
      text: (row, full) => filled(row[2], full ? row[4] : ''),
      join: (texts) => texts.join(''),
    },
    {
      ending: 'csl.json',
      type: 'application/json',
      text: (row, full) => JSON.stringify(full && row[4] ? { ...row[3], abstract: row[4] } : row[3]),
      join: (texts) => `[\n${texts.join(',\n')}\n]\n`,
    },
  ];

  /** Put the abstract where its mark is, or leave that line out. @param {string} text @param {string} abstract */
  function filled(text, abstract) {
    return abstract ? text.replace('\v', () => abstract) : text.replace(/[^\n]*\v[^\n]*\n/, '');
  }

  // --- data: scripts, not `fetch`, so that it works from a double-clicked file ------------------------------------------

  /** @type {Map<string, Promise<void>>} */
  const loads = new Map();

  /** Load a script of the data, once. @param {string} path */
  function load(path) {
    const loading = loads.get(path);
    if (loading) return loading;
    const begun = new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = new URL(`${path}.js`, data).href;
      element.onload = () => resolve(undefined);
      element.onerror = () => {
        loads.delete(path);
        reject(new Error(path));
      };
      document.head.append(element);
    });
    loads.set(path, begun);
    return begun;
  }

  /** The checksum by which papers are shared out: CRC-32, as in zlib. @param {string} text plain ASCII */
  function checksum(text) {
    let sum = -1;
    for (let i = 0; i < text.length; i++) {
      sum ^= text.charCodeAt(i);
      for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xed_b8_83_20 : sum >>> 1;
    }
    return ~sum >>> 0;
  }

  /** The rows of these papers. @param {string[]} ids */
  async function rowsOf(ids) {
    await load('index');
    const shards = new Set(ids.map((id) => checksum(id) % window.carrelShards));
    await Promise.all([...shards].map((shard) => load(String(shard))));
    const rows = new Map(window.carrelCitations.map((row) => [row[0], row]));
    return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
  }

  // --- what a reader does with them ------------------------------------------------------------------------------------

  /** @param {string} text @returns {Promise<boolean>} whether the text is in the clipboard */
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text); // only where the page is from a safe place, and may
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} name @param {string} text @param {Format} format */
  function save(name, text, format) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: format.type }));
    link.download = `${name}.${format.ending}`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /**
   * Put the ways to take references along into a place of the page.
   * @param {Element} place
   * @param {string} name of the files
   * @param {() => Promise<string[]>} papers
   */
  function offer(place, name, papers) {
    const ways = document.createElement('div');
    const said = document.createElement('p');
    const area = document.createElement('textarea');

    /** @param {Format} format @param {boolean} full with abstracts */
    async function references(format, full) {
      const rows = await rowsOf(await papers());
      return format.join(rows.map((row) => format.text(row, full)));
    }

    /** Show a text to be copied by hand, and try the old way first. @param {string} text */
    function show(text) {
      area.value = text;
      area.hidden = false;
      area.select();
      return document.execCommand('copy');
    }

    /** Copy without abstracts, as papers are cited. @param {Format} format */
    async function copy(format) {
      const text = await references(format, false);
      area.hidden = true;
      said.textContent = words[(await copied(text)) || show(text) ? 'cite.copied' : 'cite.by_hand'];
    }

    /** Download with abstracts, as papers are kept. @param {Format} format */
    async function download(format) {
      save(name, await references(format, true), format);
      said.textContent = '';
    }

    /** @param {string} key @param {string} format @param {() => Promise<void>} act */
    function button(key, format, act) {
      const made = document.createElement('button');
      made.type = 'button';
      made.textContent = words[key];
      made.setAttribute('aria-label', words[`${key}.of`].replace('{format}', format));
      made.addEventListener('click', () => act().catch(() => (said.textContent = words['cite.failed'])));
      return made;
    }

    ways.className = 'cite__ways';
    said.setAttribute('role', 'status');
    area.readOnly = true;
    area.hidden = true;
    area.rows = 12;
    area.setAttribute('aria-label', words['cite.text']);
    for (const format of FORMATS) {
      const way = document.createElement('span');
      const called = words[`cite.${format.ending}`];
      const buttons = [
        button('cite.copy', called, () => copy(format)),
        button('cite.download', called, () => download(format)),
      ];
      way.append(`${called} `, ...buttons);
      ways.append(way);
    }
    place.append(ways, said, area);
  }

  /** A fold for a place that has none. */
  function fold() {
    const made = document.createElement('details');
    const summary = document.createElement('summary');
    summary.textContent = words['cite.papers'];
    made.className = 'cite';
    made.append(summary);
    return made;
  }

  window.carrelCite = { offer, fold };

  // --- the page of a paper, or of a list -------------------------------------------------------------------------------

  const cited = /** @type {HTMLElement | null} */ (document.querySelector('[data-cite]'));
  if (cited) offerPage(cited);

  /** @param {HTMLElement} sheet */
  function offerPage(sheet) {
    const name = sheet.dataset.cite ?? '';
    const list = sheet.dataset.citeList;
    const isPaper = sheet.dataset.kind === 'paper';

    /** The papers of this page, or of all pages of its list. @returns {Promise<string[]>} */
    async function papers() {
      if (isPaper) return [name];
      if (list) {
        await load(list);
        return window.carrelListed;
      }
      const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (sheet.querySelectorAll('.papers a'));
      const ids = [...links].map((link) => /\/papers\/([a-z0-9-]+)\.html$/.exec(link.pathname)?.[1] ?? '');
      return [...new Set(ids)].filter(Boolean);
    }

    let place = isPaper ? sheet.querySelector('details.cite') : null;
    if (!isPaper && sheet.querySelector('.papers a')) {
      place = fold();
      // The papers of a venue stand year by year: they are cited together, above the first year.
      sheet.querySelector(sheet.dataset.kind === 'venue' ? 'h2' : '.papers')?.before(place);
    }
    if (!place) return;
    offer(place, name, papers);
    // Some browsers copy only what is there when a button is pressed; a list of several pages is too much to have ready.
    const prepare = () => papers().then(rowsOf).catch(() => undefined);
    if (!list) place.addEventListener('toggle', prepare, { once: true });
  }
})();
