/**
 * The index as a browser has it: shards are loaded when they are asked for, and kept. Their form is told in
 * `carrel.search.index`. They are classic scripts, for nothing else works from a double-clicked file.
 *
 * @typedef {object} Directory
 * @property {number} papers
 * @property {number} cards  in a shard
 * @property {number} texts  in a shard
 * @property {string[]} words  the first of each shard
 * @property {string[]} prefixes
 * @property {string[]} endings  words backwards
 * @property {number[]} pairs  none where all abstracts may be read
 * @property {number[]} people  the first of each shard, and how many there are
 * @property {number[]} values
 * @property {Record<string, [number, number]>} kinds  of values: the first, and the one after the last
 * @property {Record<string, string>} hashes  of what the shards of each table hold; their names end in them
 *
 * @typedef {{keys: string[], rows: string[]}} Rows  the cells of a row are parted by spaces
 * @typedef {{number: number, id: string, name: string, papers: number[]}} Named
 * @typedef {{id: string, title: string, authors: string[], date: string, venue: string, topics: string[], lang: string, working: boolean, people: number[]}} Card
 */
'use strict';
(function () {
  const DIGITS = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n)).filter((c) => !String.raw`"\<|`.includes(c));
  const ENDS = 64;
  const HASH = 6;
  const MORE = DIGITS.length - ENDS;
  /** @type {Int16Array} */
  const VALUES = new Int16Array(128).fill(-1);
  DIGITS.forEach((digit, value) => (VALUES[digit.charCodeAt(0)] = value));

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = new URL('../../../api/search/', script.src);

  /** Numbers as the index writes them. @param {string} [text] */
  function numbers(text = '') {
    const found = [];
    let high = 0;
    for (let n = 0; n < text.length; n += 1) {
      const digit = VALUES[text.charCodeAt(n)];
      if (digit >= ENDS) {
        high = high * MORE + digit - ENDS + 1;
      } else {
        found.push(high * ENDS + digit);
        high = 0;
      }
    }
    return found;
  }

  /** Numbers that never fall, each told as its distance from the one before. @param {string} [text] */
  function rising(text) {
    const found = numbers(text);
    for (let n = 1; n < found.length; n += 1) found[n] += found[n - 1];
    return found;
  }

  // --- loading -------------------------------------------------------------------------------------------------------

  /** @type {WeakMap<HTMLScriptElement, unknown>} */
  const arrived = new WeakMap();
  window.carrelShard = (data) => arrived.set(/** @type {HTMLScriptElement} */ (document.currentScript), data);

  /** @param {string} address @returns {Promise<HTMLScriptElement>} */
  function run(address) {
    return new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = address;
      element.onload = () => {
        element.remove();
        resolve(element);
      };
      element.onerror = () => {
        element.remove();
        reject(new Error(address));
      };
      document.head.append(element);
    });
  }

  /** @type {Promise<Directory> | undefined} */
  let directory;
  /** @type {Map<string, Promise<any>>} */
  const shards = new Map();
  let again = 0; // how often the directory was asked for once more

  /** Where everything is. @returns {Promise<Directory>} */
  function open() {
    if (!directory) {
      const opening = run(`${folder.href}directory.js${again ? `?${again}` : ''}`).then(() => window.carrelDirectory);
      opening.catch(() => {
        if (directory === opening) directory = undefined;
      });
      directory = opening;
    }
    return directory;
  }

  /**
   * What a shard holds. One that cannot be had is asked for again the next time.
   * @param {string} table
   * @param {number} number
   * @param {(data: any) => any} read
   */
  async function shard(table, number, read) {
    const hash = (await open()).hashes[table].slice(number * HASH, (number + 1) * HASH);
    const path = `${table}-${number}-${hash}.js`;
    const known = shards.get(path);
    if (known) return known;
    const loading = run(new URL(path, folder).href).then((element) => read(arrived.get(element)));
    shards.set(path, loading);
    loading.catch(() => shards.delete(path));
    return loading;
  }

  /**
   * Look whether there is another index than that which we know: a page may be older than the site. Say whether so.
   * @returns {Promise<boolean>}
   */
  async function renew() {
    const before = await directory;
    again = Date.now();
    directory = undefined;
    const now = await open();
    return JSON.stringify(before) !== JSON.stringify(now);
  }

  // --- tables --------------------------------------------------------------------------------------------------------

  /** How many of these come before a key or are the same. @template T @param {ArrayLike<T>} sorted @param {T} key */
  function upTo(sorted, key) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {string} text @returns {Rows} */
  function wordRows(text) {
    const keys = [];
    const rows = [];
    let before = '';
    for (const row of text.split('|')) {
      const [key, cells] = parted(row);
      before = before.slice(0, VALUES[key.charCodeAt(0)]) + key.slice(1);
      keys.push(before);
      rows.push(cells);
    }
    return { keys, rows };
  }

  /** @param {string} text @returns {Rows} */
  function prefixRows(text) {
    const all = text.split('|').map(parted);
    return { keys: all.map(([key]) => key), rows: all.map(([, cells]) => cells) };
  }

  /** Words that are told backwards. @param {string} text */
  const backwards = (text) => wordRows(text).keys.map((key) => [...key].toReversed().join(''));

  /** The key of a row, and its cells. @param {string} row @returns {[string, string]} */
  function parted(row) {
    const end = `${row} `.indexOf(' ');
    return [row.slice(0, end), row.slice(end + 1)];
  }

  /** The shard of words where a key stands, if it does. @param {string} key @returns {Promise<Rows>} */
  async function words(key) {
    const at = upTo((await open()).words, key) - 1;
    return at < 0 ? { keys: [], rows: [] } : shard('words', at, wordRows);
  }

  /** The row of a key; an empty one if there is none. @param {Rows} rows @param {string} key */
  function rowOf({ keys, rows }, key) {
    const at = upTo(keys, key) - 1;
    return at >= 0 && keys[at] === key ? rows[at] : '';
  }

  /**
   * Which shards hold the words that begin so: the first, and the one after the last.
   * @param {string} beginning
   * @returns {Promise<[number, number]>}
   */
  async function span(beginning) {
    const firsts = (await open()).words;
    const first = Math.max(0, upTo(firsts, beginning) - 1);
    return [first, upTo(firsts, `${beginning}\uffff`)];
  }

  /** The row of a beginning of too many words. @param {string} beginning */
  async function prefix(beginning) {
    const at = upTo((await open()).prefixes, beginning) - 1;
    return at < 0 ? '' : rowOf(await shard('prefixes', at, prefixRows), beginning);
  }

  /** Words that end as this one does, and those beside them in the order of ends. @param {string} word @returns {Promise<string[]>} */
  async function endings(word) {
    const at = upTo((await open()).endings, [...word].toReversed().join('')) - 1;
    return at < 0 ? [] : shard('endings', at, backwards);
  }

  /** @param {string} term */
  function checksum(term) {
    let sum = 0;
    for (const letter of term) sum = (Math.imul(sum, 31) + /** @type {number} */ (letter.codePointAt(0))) | 0;
    return sum;
  }

  /** The papers in which two terms may follow one another; the others have them not. @param {string} one @param {string} other @returns {Promise<number[] | undefined>} */
  async function pair(one, other) {
    const { pairs } = await open();
    if (!pairs.length) return undefined;
    const number = Math.imul((Math.imul(checksum(one), 31) + checksum(other)) | 0, 0x9e_37_79_b1) >>> 20;
    const at = upTo(pairs, number) - 1;
    return rising((await shard('pairs', at, (rows) => rows))[number - pairs[at]]);
  }

  /** @param {number} number */
  const wordShard = (number) => shard('words', number, wordRows);

  /** People, or values, by their numbers. @param {'people' | 'values'} table @param {number[]} wanted @returns {Promise<Named[]>} */
  async function named(table, wanted) {
    const firsts = (await open())[table].slice(0, -1);
    return Promise.all(
      wanted.map(async (number) => {
        const at = upTo(firsts, number) - 1;
        return (await namedShard(table, at))[number - firsts[at]];
      }),
    );
  }

  /** @param {'people' | 'values'} table @param {number} at @returns {Promise<Named[]>} */
  async function namedShard(table, at) {
    const first = (await open())[table][at];
    return shard(table, at, (/** @type {[string, string, string][]} */ rows) =>
      rows.map(([id, name, papers], n) => ({
        number: first + n,
        id,
        name,
        get papers() {
          return rising(papers);
        },
      })),
    );
  }

  /** What is shown of a paper. @param {number} number @returns {Promise<Card>} */
  async function card(number) {
    const { cards } = await open();
    const rows = await shard('cards', Math.floor(number / cards), (all) => all.map(asCard));
    return rows[number % cards];
  }

  /** @param {any[]} row @returns {Card} */
  const asCard = ([id, title, authors = [], date = '', venue = '', topics = [], people = '', lang = '', working = 0]) => ({
    id,
    title,
    authors,
    date,
    venue,
    topics,
    people: numbers(people),
    lang,
    working: Boolean(working),
  });

  /** The abstract of a paper. @param {number} number @returns {Promise<string>} */
  async function textOf(number) {
    const { texts } = await open();
    return (await shard('texts', Math.floor(number / texts), (all) => all))[number % texts];
  }

  /** The place of each paper among all titles in order. @returns {Promise<number[]>} */
  const order = () => shard('order', 0, numbers);

  window.carrelIndex = {
    open,
    renew,
    words,
    wordShard,
    row: rowOf,
    span,
    prefix,
    endings,
    pair,
    named,
    namedShard,
    card,
    text: textOf,
    order,
    numbers,
    rising,
    upTo,
  };
})();
