/**
 * What answers look like, in the box of the header and on the page of the search: elements, and words about the answers.
 *
 * @typedef {import('./engine.js').Found} Found
 * @typedef {import('./passages.js').Wanted} Wanted
 * @typedef {import('./shards.js').Card} Card
 */
'use strict';
(function () {
  const words = window.carrelStrings;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL('../../../', script.src);
  const { runs } = window.carrelPassages;

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

  /** Words with their places filled in. @param {string} key @param {Record<string, string | number>} [values] */
  const say = (key, values = {}) => words[key].replaceAll(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));

  /** @param {string} what @param {number} n */
  const count = (what, n) => say(`count.${what}.${n === 1 ? 'one' : 'other'}`, { n });

  /** @param {string} address from the root of the site */
  const link = (address) => new URL(address, root).href;

  /** @param {string} text @param {Wanted} wanted */
  const marked = (text, wanted) => runs(text, wanted).map((run) => (run.hit ? make('mark', {}, run.text) : run.text));

  /**
   * Authors, venue, year, as much as a line holds; further authors and topics where they are what was asked for.
   * @param {Card} card
   * @param {Wanted} wanted
   */
  function byline({ authors, venue, date, topics, working }, wanted) {
    /** @param {string} name */
    const asked = (name) => runs(name, wanted).some((run) => run.hit);
    const shown = authors.map((name, n) => (n < 3 || authors.length === 4 || asked(name) ? name : '…'));
    const people = shown
      .join(', ')
      .replaceAll(/(, …)+/g, ' …')
      .replaceAll('… ,', '…,');
    const year = /\b(19|20)\d\d\b/.test(venue) ? '' : date.slice(0, 4);
    const parts = [working ? words['search.working'] : '', people, venue, year, ...topics.filter(asked)];
    return parts.filter(Boolean).join('\u00a0· ');
  }

  /** What is to be said about an answer besides what it holds. @param {Found} found @returns {string[]} */
  function notes(found) {
    return [
      ...(found.missing ? [words['search.missing']] : []),
      ...found.corrected.map(([typed, word]) => say('search.corrected', { typed, word })),
      ...found.nowhere.map((word) => say('search.nowhere', { word })),
      ...(!found.whole && found.papers.length ? [words['search.some']] : []),
      ...(found.total > found.papers.length ? [say('search.best', { n: found.papers.length, papers: count('papers', found.total) })] : []),
    ];
  }

  window.carrelShown = { make, say, count, link, marked, byline, notes };
})();
