/**
 * What is marked of a text, and which passage of it is shown.
 *
 * @typedef {import('./query.js').Need} Need
 * @typedef {{words: Set<string>, stems: Set<string>, begins: string[]}} Wanted  which words are marked
 */
'use strict';
(function () {
  const { stem, spots, unspaced } = window.carrelTokens;

  /** @param {Need[]} needs @returns {Wanted} */
  function wantedBy(needs) {
    const words = new Set();
    const stems = new Set();
    const begins = [];
    for (const need of needs) {
      for (const way of need.ways) {
        for (const term of way.terms) {
          words.add(term);
          if (!need.exact) stems.add(stem(term));
        }
        if (way.begins) begins.push(/** @type {string} */ (way.terms.at(-1)));
      }
    }
    return { words, stems, begins };
  }

  /**
   * Where the words stand in a text as it is written.
   * @param {string} text
   * @param {Wanted} wanted
   * @returns {{from: number, to: number, term: string}[]} in order, none over another
   */
  function hits(text, { words, stems, begins }) {
    const is = (/** @type {string} */ term) =>
      words.has(term) || (stems.size && stems.has(stem(term))) || begins.some((beginning) => term.startsWith(beginning));
    /** @type {{from: number, to: number, term: string}[]} */
    const found = [];
    for (const { from, to, parts } of spots(text)) {
      const joined = parts.length > 1 && parts.map((part) => part.term).join('');
      if (joined && !unspaced(joined) && !parts.some((part) => is(part.term)) && is(joined)) {
        found.push({ from, to, term: joined });
        continue;
      }
      const run = parts.length && unspaced(parts[0].term);
      parts.forEach((part, n) => {
        const next = run && n + 1 < parts.length ? parts[n + 1] : undefined;
        const pair = next && words.has(part.term + next.term) ? next : undefined;
        if (!pair && !(run ? words.has(part.term) : is(part.term))) return;
        const end = pair ? pair.to : part.to;
        const last = found.at(-1);
        if (last && last.to > part.from) last.to = end;
        else found.push({ from: part.from, to: end, term: part.term });
      });
    }
    return found;
  }

  /**
   * Cut a text into runs, marked where a word stands that was asked for.
   * @param {string} text
   * @param {Wanted} wanted
   * @returns {{text: string, hit: boolean}[]}
   */
  function runs(text, wanted) {
    const parts = [];
    let end = 0;
    for (const { from, to } of hits(text, wanted)) {
      if (from > end) parts.push({ text: text.slice(end, from), hit: false });
      parts.push({ text: text.slice(from, to), hit: true });
      end = to;
    }
    if (end < text.length) parts.push({ text: text.slice(end), hit: false });
    return parts;
  }

  /**
   * The stretch of a text that shows most of the words; its beginning if it holds none.
   * @param {string} text
   * @param {Wanted} wanted
   * @param {number} [length]
   */
  function passage(text, wanted, length = /[\u3040-\u9fff]/.test(text) ? 110 : 240) {
    if (text.length <= length) return text;
    const found = hits(text, wanted);
    let start = 0;
    let most = 0;
    found.forEach((hit, n) => {
      const kinds = new Set();
      for (let m = n; m < found.length && found[m].to <= hit.from + length * 0.75; m += 1) kinds.add(stem(found[m].term));
      if (kinds.size > most) [most, start] = [kinds.size, hit.from - length / 4];
    });
    const from = Math.max(0, Math.min(Math.round(start), text.length - length));
    return `${from ? '… ' : ''}${whole(text, from, from + length)}${from + length < text.length ? ' …' : ''}`;
  }

  /** A slice that cuts no word in two, where the text has words, and no letter. @param {string} text @param {number} from @param {number} to */
  function whole(text, from, to) {
    const slice = text.slice(from, to).replaceAll(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
    const first = from > 0 ? slice.slice(0, 24).search(/\s/) : -1;
    const last = to < text.length ? slice.search(/\s\S{0,24}$/) : -1;
    return slice.slice(first + 1, last < 0 ? undefined : last);
  }

  window.carrelPassages = { wantedBy, runs, passage };
})();
