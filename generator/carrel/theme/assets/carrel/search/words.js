/**
 * Where a word stands: as it is typed, in another inflection, as the beginning of others, or in the nearest spelling.
 *
 * @typedef {{row: string, factor: number}} Form
 * @typedef {object} Weighed
 * @property {Float32Array} weight  of the word in each paper
 * @property {number} count  of papers that have it
 * @property {Uint32Array} places  where it stands in titles, in order: see titles.js
 * @property {Set<number>} people
 * @property {Set<number>} values
 * @property {number} broad  how many papers there are, where only the best are known
 */
'use strict';
(function () {
  const { stem, unspaced } = window.carrelTokens;
  const { breathe } = window.carrelTurn;
  const { placeIn } = window.carrelTitles;
  const index = window.carrelIndex;
  const WEIGHTS = { title: 4, names: 3, more: 1.4, once: 1 };
  const FACTORS = { exact: 1, family: 0.85, begins: 0.6 };
  const FAMILY = 6; // the last cell of a row
  const NEAR = 3; // shards are looked through for the beginning of a word
  const OTHERWISE = 0.4; // of a wrong letter: that a word begins with another one
  const SOLID = 20; // papers that have a word make it one that was meant, even if more begin so

  // --- what an index says of a word ------------------------------------------------------------------------------------

  /**
   * The words of the index that have this stem.
   * @param {string} root
   * @returns {Promise<string[]>}
   */
  async function family(root) {
    const rows = await index.words(root);
    const found = [];
    for (let at = index.upTo(rows.keys, root) - 1; at < rows.keys.length; at += 1) {
      const key = rows.keys[at];
      if (key === undefined || key < root) continue;
      if (!key.startsWith(root)) break;
      if (stem(key) === root) found.push(key);
    }
    const told = index.row(rows, root).split(' ')[FAMILY];
    for (const ending of told ? told.split(',') : []) {
      found.push(root.slice(0, root.length - Number(ending[0])) + ending.slice(1));
    }
    return [...new Set(found)];
  }

  /** The words in some shards that begin so. @param {string} beginning @param {number[]} span */
  async function begun(beginning, [first, end]) {
    const shards = await Promise.all(Array.from({ length: end - first }, (_, n) => index.wordShard(first + n)));
    /** @type {Form[]} */
    const forms = [];
    for (const { keys, rows } of shards) {
      for (let at = index.upTo(keys, beginning) - 1; at < keys.length; at += 1) {
        if (at < 0 || keys[at] <= beginning) continue;
        if (!keys[at].startsWith(beginning)) break;
        forms.push({ row: rows[at], factor: FACTORS.begins });
      }
    }
    return forms;
  }

  /**
   * Where a term stands, in all its forms.
   * @param {string} term
   * @param {{begins: boolean, exact: boolean, factor?: number}} how
   * @param {() => boolean} stale
   * @returns {Promise<Weighed>}
   */
  async function weigh(term, { begins, exact, factor = 1 }, stale) {
    const { papers } = await index.open();
    const span = begins ? await index.span(term) : [0, 0];
    const broad = span[1] - span[0] > NEAR;
    const row = async (/** @type {string} */ word) => index.row(await index.words(word), word);
    const [typed, kin, more, summary] = await Promise.all([
      row(term),
      exact ? [] : family(stem(term)),
      begins && !broad ? begun(term, span) : [],
      broad ? index.prefix(term) : '',
    ]);
    const kindred = await Promise.all(kin.filter((word) => word !== term).map(row));
    const forms = [
      { row: typed, factor: FACTORS.exact },
      ...kindred.map((one) => ({ row: one, factor: FACTORS.family })),
      ...more,
    ];
    const none = new Uint32Array();
    /** @type {Weighed} */
    const weighed = { weight: new Float32Array(papers), count: 0, places: none, people: new Set(), values: new Set(), broad: 0 };
    /** @type {number[]} */
    const places = [];
    for (const form of forms) {
      add(weighed, places, form.row.split(' '), form.factor * factor);
      await breathe(stale);
    }
    weighed.places = new Uint32Array(places).toSorted();
    if (summary && (weighed.count < SOLID || unspaced(term))) {
      addSummary(weighed, summary.split(' '), FACTORS.begins * factor);
    }
    return weighed;
  }

  /** @param {Weighed} weighed @param {number[]} papers @param {number} worth */
  function put({ weight }, papers, worth) {
    let fresh = 0;
    for (const paper of papers) {
      if (weight[paper] === 0) fresh += 1;
      if (weight[paper] < worth) weight[paper] = worth;
    }
    return fresh;
  }

  /** @param {Weighed} weighed @param {number[]} places @param {string[]} cells @param {number} factor */
  function add(weighed, places, [once, more, title, names, people, values], factor) {
    const titled = index.numbers(title);
    const inTitle = [];
    let paper = 0;
    for (let n = 0; n < titled.length; n += 2) {
      paper += titled[n];
      inTitle.push(paper);
      places.push(placeIn(paper, titled[n + 1]));
    }
    weighed.count +=
      put(weighed, inTitle, WEIGHTS.title * factor) +
      put(weighed, index.rising(names), WEIGHTS.names * factor) +
      put(weighed, index.rising(more), WEIGHTS.more * factor) +
      put(weighed, index.rising(once), WEIGHTS.once * factor);
    name(weighed, people, values);
  }

  /** @param {Weighed} weighed @param {string[]} summary @param {number} factor */
  function addSummary(weighed, [total, inTitle, inNames, inText, people, values], factor) {
    put(weighed, index.rising(inTitle), WEIGHTS.title * factor);
    put(weighed, index.rising(inNames), WEIGHTS.names * factor);
    put(weighed, index.rising(inText), WEIGHTS.once * factor);
    name(weighed, people, values);
    weighed.broad = index.numbers(total)[0];
    weighed.count = Math.max(weighed.count, weighed.broad);
  }

  /** @param {Weighed} weighed @param {string} people @param {string} values */
  function name(weighed, people, values) {
    for (const person of index.rising(people)) weighed.people.add(person);
    for (const value of index.rising(values)) weighed.values.add(value);
  }

  // --- words that are found nowhere ------------------------------------------------------------------------------------

  const table = [0, 1, 2].map(() => new Uint8Array(64)); // as long as a term, at least

  /** How many letters are wrong, two that changed places being one; more than `most` is as good as any. @param {string} one @param {string} other @param {number} most */
  function distance(one, other, most) {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same += 1;
    let end = 0;
    while (end < Math.min(one.length, other.length) - same && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    const a = one.slice(same, one.length - end);
    const b = other.slice(same, other.length - end);
    let [older, before, now] = table;
    for (let j = 0; j <= b.length; j += 1) before[j] = j;
    for (let i = 1; i <= a.length; i += 1) {
      const from = Math.max(1, i - most);
      const to = Math.min(b.length, i + most);
      now[from - 1] = from > 1 ? most + 1 : i;
      let least = now[from - 1];
      for (let j = from; j <= to; j += 1) {
        let wrong = Math.min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) wrong = Math.min(wrong, older[j - 2] + 1);
        now[j] = wrong;
        least = Math.min(least, wrong);
      }
      now[to + 1] = most + 1;
      if (least > most) return least;
      [older, before, now] = [before, now, older];
    }
    return before[b.length];
  }

  /** How much the index says of a word: nothing of what is only a stem. @param {string} row */
  const told = (row) => row.split(' ', FAMILY).join('').length;

  /**
   * The word of the index that is spelt most like this one: of those that begin alike, or of all if they are few.
   * @param {string} term
   * @param {() => boolean} stale
   */
  async function nearest(term, stale) {
    if (term.length < 3 || /^\d+$/.test(term)) return '';
    const most = term.length < 6 ? 1 : 2;
    const count = (await index.open()).words.length;
    const [from, to] = count <= 2 * NEAR ? [0, count] : await windowOf(term);
    const shards = Array.from({ length: to - from }, (_, n) => index.wordShard(from + n));
    const ends = index.endings(term);
    ends.catch(() => {}); // it may not be needed
    let best = '';
    let least = most + 0.999;
    /** @param {string} key @param {number} often */
    const look = (key, often) => {
      const wrong = distance(term, key, most) + (key[0] === term[0] ? 0 : OTHERWISE) + 0.5 / (1 + often);
      if (wrong < least) [best, least] = [key, wrong];
    };
    for (const { keys, rows } of await Promise.all(shards)) {
      for (let at = 0; at < keys.length; at += 1) {
        if (at % 500 === 0) await breathe(stale);
        if (Math.abs(keys[at].length - term.length) > most) continue;
        const often = told(rows[at]);
        if (often) look(keys[at], often);
      }
    }
    // A word that begins otherwise is no better than one with a letter wrong.
    if (least > 1 + OTHERWISE) for (const key of await ends) if (Math.abs(key.length - term.length) <= most) look(key, 1);
    return best;
  }

  /** The shards of words that begin as this one does, as many as are looked through. @param {string} term */
  async function windowOf(term) {
    for (const length of [1, 2, 3, 4]) {
      const [from, to] = await index.span(term.slice(0, length));
      if (to - from <= NEAR) return [from, to];
    }
    const at = index.upTo((await index.open()).words, term) - 1;
    return [Math.max(0, at - 1), Math.min(at + 2, (await index.open()).words.length)];
  }

  /** A term if the index has it, and otherwise what is spelt most like it. @param {string} term @param {() => boolean} stale */
  const spelt = async (term, stale) => (told(index.row(await index.words(term), term)) ? term : nearest(term, stale));

  window.carrelWords = { weigh, spelt };
})();
