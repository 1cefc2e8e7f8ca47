/**
 * What papers can be narrowed down to: those that a field names (author:…, year:…), and how many of an answer each value has.
 *
 * @typedef {import('./shards.js').Named} Named
 * @typedef {import('./query.js').Filter} Filter
 */
'use strict';
(function () {
  const { terms, unspaced } = window.carrelTokens;
  const { breathe } = window.carrelTurn;
  const { weigh } = window.carrelWords;
  const index = window.carrelIndex;
  const PEOPLE = 4; // the cell of a row
  const NAMED = 24; // people or values of a name are asked for their papers; more are found by the words

  /** What is in all of these. @param {Set<number>[]} sets @returns {Set<number>} */
  function common(sets) {
    const [first = new Set(), ...rest] = sets.toSorted((a, b) => a.size - b.size);
    return new Set([...first].filter((one) => rest.every((set) => set.has(one))));
  }

  /**
   * The papers that a field names.
   * @param {Filter} filter
   * @param {() => boolean} stale
   * @returns {Promise<Uint8Array>}
   */
  async function filtered({ field, value }, stale) {
    const { papers, kinds } = await index.open();
    const mask = new Uint8Array(papers);
    /** @param {Iterable<number>} some */
    const mark = (some) => {
      for (const paper of some) mask[paper] = 1;
    };
    if (field === 'year' || field === 'lang' || field === 'has') {
      const chosen = (await kind(field)).filter((one) => fits(field, value.toLowerCase(), one.id.toLowerCase()));
      for (const one of chosen) mark(one.papers);
      return mask;
    }
    const words = await Promise.all(
      terms(value)
        .filter(({ place }, n, all) => !unspaced(all[n].term) || n === 0 || place < all.length - 1)
        .map(({ term }) => weigh(term, { begins: false, exact: true }, stale)),
    );
    const table = field === 'author' ? 'people' : 'values';
    const [from, to] = field === 'author' ? [0, Infinity] : (kinds[field] ?? [0, 0]);
    const numbers = [...common(words.map((word) => word[table]))].filter((one) => one >= from && one < to);
    if (numbers.length > NAMED && words.length) {
      for (let paper = 0; paper < papers; paper += 1) {
        if (words.every(({ weight }) => weight[paper] > 0)) mask[paper] = 1;
      }
      return mask;
    }
    const all = await index.named(table, numbers);
    const told = all.filter((one) => one.id === value);
    for (const one of told.length ? told : all) mark(one.papers);
    return mask;
  }

  /** A person by the id of their page. @param {string} id @returns {Promise<Named | undefined>} */
  async function person(id) {
    const rows = await Promise.all(terms(id).map(async ({ term }) => index.row(await index.words(term), term)));
    const numbers = common(rows.map((row) => new Set(index.rising(row.split(' ')[PEOPLE]))));
    return (await index.named('people', [...numbers].slice(0, 10 * NAMED))).find((one) => one.id === id);
  }

  /** @param {string} field @param {string} asked @param {string} id */
  function fits(field, asked, id) {
    if (field === 'lang') return id === asked || id.startsWith(`${asked}-`);
    if (field === 'has') return id === asked;
    const range = /^(\d{4})?(?:\.\.+|-|–)(\d{4})?$/.exec(asked);
    if (!range) return id === asked;
    const year = Number(id);
    return year >= Number(range[1] ?? 0) && year <= Number(range[2] ?? 9999);
  }

  /** All values of a kind. @param {string} name @returns {Promise<Named[]>} */
  async function kind(name) {
    const { kinds, values } = await index.open();
    const [from, to] = kinds[name] ?? [0, 0];
    if (from === to) return [];
    const firsts = values.slice(0, -1);
    const shards = [];
    for (let at = index.upTo(firsts, from) - 1; at < firsts.length && firsts[at] < to; at += 1) {
      shards.push(index.namedShard('values', at));
    }
    return (await Promise.all(shards)).flat().filter((one) => one.number >= from && one.number < to);
  }

  /**
   * How many of the papers each value of a kind has, the most frequent first; years in their order.
   * @param {number[]} papers
   * @param {string} name
   * @param {() => boolean} stale
   * @returns {Promise<{one: Named, count: number}[]>}
   */
  async function counts(papers, name, stale) {
    const mask = new Uint8Array((await index.open()).papers);
    for (const paper of papers) mask[paper] = 1;
    const all = name === 'author' ? await authorsOf(papers) : await kind(name);
    const counted = [];
    for (const one of all) {
      let count = 0;
      for (const paper of one.papers) count += mask[paper];
      if (count) counted.push({ one, count });
      await breathe(stale);
    }
    return counted.toSorted((a, b) => (name === 'year' ? 0 : b.count - a.count) || a.one.number - b.one.number);
  }

  /**
   * People who may have written most of these papers. People are numbered by how much they wrote: for many papers, those
   * who wrote much are asked; for few papers, their cards.
   * @param {number[]} papers
   */
  async function authorsOf(papers) {
    const shards = (await index.open()).people.length - 1;
    if (shards > 6 && papers.length <= 60) {
      const cards = await Promise.all(papers.map(index.card));
      return index.named('people', [...new Set(cards.flatMap((card) => card.people))]);
    }
    const asked = Array.from({ length: Math.min(6, shards) }, (_, n) => index.namedShard('people', n));
    return (await Promise.all(asked)).flat();
  }

  window.carrelNarrow = { NAMED, common, filtered, person, kind, counts };
})();
