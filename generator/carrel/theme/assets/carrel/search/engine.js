/**
 * Answers: which papers a query finds, the best first; which people and values; how many of each value there are.
 *
 * A word weighs the more the fewer papers have it, most in a title, less in names, least in an abstract; a word as it is
 * typed more than another inflection of it, and that more than one which only begins so. Words that stand side by side in
 * a title weigh more, and a whole title the most.
 *
 * @typedef {import('./shards.js').Named} Named
 * @typedef {import('./tokens.js').Placed} Placed
 * @typedef {import('./query.js').Need} Need
 * @typedef {import('./query.js').Way} Way
 * @typedef {import('./query.js').Filter} Filter
 * @typedef {import('./query.js').Query} Query
 *
 * @typedef {{cells: string[], factor: number}} Form
 * @typedef {{weight: Float32Array, count: number, places: Map<number, number[]>, people: Set<number>, values: Set<number>, broad: number}} Weighed
 * @typedef {{score: Float32Array, needed: boolean, places: Map<number, number[]>[], people: Set<number>, values: Set<number>, broad: number}} Answer
 * @typedef {{words: Set<string>, stems: Set<string>, begins: string[]}} Wanted  which words are marked
 *
 * @typedef {object} Found
 * @property {number[]} papers  the best first
 * @property {number} total  how many there are, where they are too many to be told one by one
 * @property {boolean} whole  whether all words are in each of them
 * @property {number[]} people
 * @property {number[]} values
 * @property {[string, string][]} corrected  what was typed, and what it was taken for
 * @property {string[]} nowhere  words that are found nowhere
 * @property {boolean} missing  whether a part of the index could not be had
 * @property {number} unread  papers that may hold a phrase, and were not looked at
 * @property {Wanted} wanted
 */
'use strict';
(function () {
  const { terms, stem, spots, unspaced } = window.carrelTokens;
  const index = window.carrelIndex;
  const [ONCE, MORE, TITLE, NAMES, PEOPLE, VALUES, FAMILY] = [0, 1, 2, 3, 4, 5, 6];
  const WEIGHTS = { title: 4, names: 3, more: 1.4, once: 1 };
  const FACTORS = { exact: 1, family: 0.85, begins: 0.6, near: 0.5 };
  const NEAR = 3; // shards are looked through for the beginning of a word
  const SOLID = 20; // papers that have a word make it one that was meant, even if more begin so
  const READ = { few: 400, many: 40 }; // papers that are read for a phrase at once, in a short list and in a long one
  const SHORT = 1000; // papers of a list all of whose abstracts may be loaded
  const NAMED = 24; // people or values of a name are asked for their papers; more are found by the words
  const STEP = 12; // milliseconds of work at a stretch
  const LAST_PLACE = 31;

  class StaleError extends Error {}

  /** @type {(() => void)[]} */
  const waiting = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => waiting.shift()?.();
  let began = performance.now();

  /** Let the page breathe if we have worked for long; stop if nobody waits any more. @param {() => boolean} stale */
  async function breathe(stale) {
    if (performance.now() - began > STEP) {
      await new Promise((resolve) => {
        waiting.push(() => resolve(undefined));
        channel.port2.postMessage(0);
      });
      began = performance.now();
    }
    if (stale()) throw new StaleError();
  }

  // --- words ---------------------------------------------------------------------------------------------------------

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
    const told = index.cells(rows, root)?.[FAMILY];
    for (const ending of told ? told.split(',') : []) {
      found.push(root.slice(0, root.length - Number(ending[0])) + ending.slice(1));
    }
    return [...new Set(found)];
  }

  /** The words in some shards that begin so. @param {string} beginning @param {[number, number]} span */
  async function beginning(beginning, [first, end]) {
    const shards = await Promise.all(Array.from({ length: end - first }, (_, n) => index.wordShard(first + n)));
    /** @type {Form[]} */
    const forms = [];
    for (const { keys, cells } of shards) {
      for (let at = index.upTo(keys, beginning) - 1; at < keys.length; at += 1) {
        if (at < 0 || keys[at] <= beginning) continue;
        if (!keys[at].startsWith(beginning)) break;
        forms.push({ cells: cells[at], factor: FACTORS.begins });
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
    const [rows, kin, more, summary] = await Promise.all([
      index.words(term),
      exact ? [] : family(stem(term)),
      begins && !broad ? beginning(term, [span[0], span[1]]) : [],
      broad ? index.prefix(term) : undefined,
    ]);
    /** @type {Form[]} */
    const forms = [{ cells: index.cells(rows, term) ?? [], factor: FACTORS.exact }];
    for (const word of kin) {
      if (word === term) continue;
      forms.push({ cells: index.cells(await index.words(word), word) ?? [], factor: FACTORS.family });
    }
    /** @type {Weighed} */
    const weighed = {
      weight: new Float32Array(papers),
      count: 0,
      places: new Map(),
      people: new Set(),
      values: new Set(),
      broad: 0,
    };
    for (const form of [...forms, ...more]) {
      add(weighed, form.cells, form.factor * factor);
      await breathe(stale);
    }
    if (summary && (weighed.count < SOLID || unspaced(term))) {
      addSummary(weighed, summary, FACTORS.begins * factor);
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

  /** @param {Weighed} weighed @param {string[]} cells @param {number} factor */
  function add(weighed, cells, factor) {
    const titled = index.numbers(cells[TITLE]);
    const inTitle = [];
    let paper = 0;
    for (let n = 0; n < titled.length; n += 2) {
      paper += titled[n];
      inTitle.push(paper);
      const places = weighed.places.get(paper);
      if (places) places.push(titled[n + 1]);
      else weighed.places.set(paper, [titled[n + 1]]);
    }
    weighed.count +=
      put(weighed, inTitle, WEIGHTS.title * factor) +
      put(weighed, index.rising(cells[NAMES]), WEIGHTS.names * factor) +
      put(weighed, index.rising(cells[MORE]), WEIGHTS.more * factor) +
      put(weighed, index.rising(cells[ONCE]), WEIGHTS.once * factor);
    for (const person of index.rising(cells[PEOPLE])) weighed.people.add(person);
    for (const value of index.rising(cells[VALUES])) weighed.values.add(value);
  }

  /** @param {Weighed} weighed @param {string[]} summary @param {number} factor */
  function addSummary(weighed, [total, inTitle, inNames, inText, people, values], factor) {
    put(weighed, index.rising(inTitle), WEIGHTS.title * factor);
    put(weighed, index.rising(inNames), WEIGHTS.names * factor);
    put(weighed, index.rising(inText), WEIGHTS.once * factor);
    for (const person of index.rising(people)) weighed.people.add(person);
    for (const value of index.rising(values)) weighed.values.add(value);
    weighed.broad = index.numbers(total)[0];
    weighed.count = Math.max(weighed.count, weighed.broad);
  }

  /** How much it says that a paper has a word. @param {number} papers all of them @param {number} count that have it */
  const rarity = (papers, count) => Math.log(1 + papers / (count + 0.5));

  /**
   * Which papers a need finds, and what that is worth.
   * @param {Need} need
   * @param {(term: string, begins: boolean) => Promise<Weighed>} look
   * @returns {Promise<Answer & {count: number}>}
   */
  async function answer(need, look) {
    const { papers } = await index.open();
    const ways = await Promise.all(
      need.ways.map((way) =>
        Promise.all(way.terms.map((term, n) => look(term, way.begins && n === way.terms.length - 1))),
      ),
    );
    if (ways.length === 1 && ways[0].length === 1) {
      const [{ weight, count, places, people, values, broad }] = ways[0];
      const worth = rarity(papers, count);
      for (let n = 0; n < papers; n += 1) weight[n] *= worth;
      return { score: weight, count, places: [places], people, values, broad, needed: !broad };
    }
    const score = new Float32Array(papers);
    let count = 0;
    for (const way of ways) {
      const worths = way.map((one) => rarity(papers, one.count));
      for (let n = 0; n < papers; n += 1) {
        let sum = 0;
        for (let term = 0; term < way.length; term += 1) {
          const weight = way[term].weight[n];
          if (weight === 0 && !way[term].broad) {
            sum = 0;
            break;
          }
          sum += weight * worths[term];
        }
        if (sum > score[n]) {
          if (score[n] === 0) count += 1;
          score[n] = sum;
        }
      }
    }
    return {
      score,
      count,
      needed: true,
      broad: 0,
      places: ways[0].map((one) => one.places),
      people: union(ways.map((way) => common(way.map((one) => one.people)))),
      values: union(ways.map((way) => common(way.map((one) => one.values)))),
    };
  }

  /** @param {Set<number>[]} sets */
  const union = (sets) => new Set(sets.flatMap((set) => [...set]));

  /** What is in all of these. @param {Set<number>[]} sets @returns {Set<number>} */
  function common(sets) {
    const [first = new Set(), ...rest] = [...sets].sort((a, b) => a.size - b.size);
    return new Set([...first].filter((one) => rest.every((set) => set.has(one))));
  }

  // --- words that are found nowhere ------------------------------------------------------------------------------------

  /** How many letters are wrong, two that changed places being one; more than `most` is as good as any. @param {string} a @param {string} b @param {number} most */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = /** @type {number[]} */ ([]);
    let last = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 1; i <= a.length; i += 1) {
      const now = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1];
        now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) now[j] = Math.min(now[j], before[j - 2] + 1);
      }
      if (Math.min(...now) > most) return most + 1;
      [before, last] = [last, now];
    }
    return last[b.length];
  }

  /**
   * The word of the index that is spelt most like this one: of those that begin alike, or of all if they are few.
   * @param {string} term
   * @param {() => boolean} stale
   */
  async function nearest(term, stale) {
    if (term.length < 3 || /^\d+$/.test(term)) return '';
    const most = term.length < 5 ? 1 : 2;
    const shards = (await index.open()).words.length;
    const [from, to] = shards <= 2 * NEAR ? [0, shards] : await windowOf(term);
    let best = '';
    let least = most + 0.999;
    /** @param {string} key @param {number} often */
    const look = (key, often) => {
      const wrong = distance(term, key, most) + (key[0] === term[0] ? 0 : 0.4) + 0.5 / (1 + often);
      if (wrong < least) [best, least] = [key, wrong];
    };
    for (let n = from; n < to; n += 1) {
      const { keys, cells } = await index.wordShard(n);
      for (let at = 0; at < keys.length; at += 1) {
        if (at % 500 === 0) await breathe(stale);
        const often = cells[at].reduce((sum, cell, column) => sum + (column === FAMILY ? 0 : cell.length), 0);
        if (often) look(keys[at], often);
      }
    }
    for (const key of await index.endings(term)) look(key, 1);
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

  // --- fields --------------------------------------------------------------------------------------------------------

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
    const words = await Promise.all(terms(id).map(({ term }) => index.words(term).then((rows) => index.cells(rows, term))));
    const numbers = common(words.map((cells) => new Set(index.rising(cells?.[PEOPLE]))));
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

  // --- phrases -------------------------------------------------------------------------------------------------------

  /** Whether a text holds a phrase. @param {string} text @param {Placed[]} phrase */
  function holds(text, phrase) {
    /** @type {Map<number, string[]>} */
    const standing = new Map();
    for (const { term, place } of terms(text)) standing.set(place, [...(standing.get(place) ?? []), term]);
    const is = (/** @type {string} */ one, /** @type {string} */ term) =>
      one === term || (unspaced(term) && [...term].length === 1 && one.startsWith(term));
    return [...standing.keys()].some((first) =>
      phrase.every(({ term, place }) => standing.get(first + place)?.some((one) => is(one, term))),
    );
  }

  /** Papers that may hold a phrase, for each two of its terms may follow one another there. @param {Placed[]} phrase */
  async function paired(phrase) {
    const whole = (/** @type {string} */ term) => !unspaced(term) || [...term].length > 1;
    const pairs = phrase.slice(1).flatMap((one, n) =>
      one.place === phrase[n].place + 1 && whole(one.term) && whole(phrase[n].term) ? [index.pair(phrase[n].term, one.term)] : [],
    );
    const known = (await Promise.all(pairs)).filter((papers) => papers !== undefined);
    if (!known.length) return undefined;
    const times = new Uint8Array((await index.open()).papers);
    for (const papers of known) for (const paper of papers) times[paper] += 1;
    return times.map((count) => (count === known.length ? 1 : 0));
  }

  /** All that is said of a paper, as texts. @param {number} paper */
  async function texts(paper) {
    const [card, text] = await Promise.all([index.card(paper), index.text(paper)]);
    return [card.title, text, card.venue, ...card.authors, ...card.topics];
  }

  /**
   * Of the papers, those that hold the phrases; how many might and were not read. A title is known without reading.
   * @param {number[]} papers
   * @param {Query} query
   * @param {Answer[]} answers to its needs
   * @param {number} read
   * @param {() => boolean} stale
   */
  async function withPhrases(papers, { needs, phrases, withoutPhrases }, answers, read, stale) {
    /** @type {Map<string, Map<number, number[]>>} */
    const standing = new Map();
    needs.forEach((need, n) => need.ways[0].terms.forEach((term, m) => standing.set(term, answers[n].places[m])));
    const inTitle = (/** @type {number} */ paper) => (/** @type {Placed[]} */ phrase) => {
      const at = phrase.map(({ term }) => (standing.get(term)?.get(paper) ?? []).map((place) => place >> 1));
      return at[0].some((first) => phrase.every(({ place }, n) => first + place < LAST_PLACE && at[n].includes(first + place)));
    };
    const known = (/** @type {number} */ paper) => !withoutPhrases.length && phrases.every(inTitle(paper));
    const possible = await Promise.all(phrases.map(paired));
    papers = papers.filter((paper) => possible.every((mask) => !mask || mask[paper] === 1));
    const open = papers.filter((paper) => !known(paper));
    const said = new Map(open.slice(0, read).map((paper) => [paper, texts(paper)]));
    const kept = [];
    for (const paper of papers) {
      const told = await said.get(paper);
      await breathe(stale);
      const is = (/** @type {Placed[]} */ phrase) => told !== undefined && told.some((text) => holds(text, phrase));
      if (told ? phrases.every(is) && !withoutPhrases.some(is) : known(paper)) kept.push(paper);
    }
    return { kept, unread: open.length - said.size };
  }

  // --- the answer ----------------------------------------------------------------------------------------------------

  /**
   * Everything that answers a query.
   * @param {string} typed
   * @param {{sort?: string, filters?: Filter[], read?: number, stale?: () => boolean}} [how]
   * @returns {Promise<Found>}
   */
  async function find(typed, how = {}) {
    const first = await attempt(typed, how).catch((fault) => {
      if (fault instanceof StaleError) throw fault;
      return fault;
    });
    const failed = first instanceof Error;
    // The page may be older than the site: then the index that it knows is gone, and there is another one.
    if ((failed || first.missing) && (await index.renew().catch(() => false))) return attempt(typed, how);
    if (failed) throw first;
    return first;
  }

  /**
   * @param {string} typed
   * @param {{sort?: string, filters?: Filter[], read?: number, stale?: () => boolean}} how
   * @returns {Promise<Found>}
   */
  async function attempt(typed, { sort = 'best', filters = [], read, stale = () => false }) {
    began = performance.now();
    const { papers } = await index.open();
    const query = window.carrelQuery.parse(typed);
    /** @type {Found} */
    const found = { papers: [], total: 0, whole: true, people: [], values: [], corrected: [], nowhere: [], unread: 0, missing: false, wanted: wanted(query.needs) };
    const every = [...query.filters, ...filters];
    if (!query.needs.length && !every.length && !query.without.length && !query.withoutPhrases.length) return found;

    /** A word whose shard cannot be had is left out, and that is told. @param {Error} fault @returns {Answer} */
    const lost = (fault) => {
      if (fault instanceof StaleError) throw fault;
      found.missing = true;
      const nothing = { places: [], people: new Set(), values: new Set(), broad: 0 };
      return { ...nothing, score: new Float32Array(papers), needed: false };
    };
    const look = (/** @type {Need} */ need) => (/** @type {string} */ term, /** @type {boolean} */ begins) =>
      weigh(term, { begins, exact: need.exact }, stale);
    const [masks, without, answers] = await Promise.all([
      Promise.all(every.map((filter) => filtered(filter, stale))),
      Promise.all(query.without.map((need) => answer(need, look(need)))),
      Promise.all(query.needs.map((need) => answer(need, look(need)).then((first) => mended(need, first, found, stale)).catch(lost))),
    ]);
    await breathe(stale);

    const allowed = new Uint8Array(papers).fill(1);
    every.forEach(({ not }, n) => {
      for (let paper = 0; paper < papers; paper += 1) if (masks[n][paper] === (not ? 1 : 0)) allowed[paper] = 0;
    });
    for (const { score } of without) for (let paper = 0; paper < papers; paper += 1) if (score[paper] > 0) allowed[paper] = 0;

    const score = new Float64Array(papers);
    const hits = new Uint8Array(papers);
    const alone = answers.length === 1;
    const counting = (/** @type {Answer} */ one) => one.needed || (alone && one.places.length > 0);
    const needed = answers.filter(counting).length;
    if (found.missing && !needed) return found;
    for (const one of answers) {
      const counts = counting(one) ? 1 : 0;
      for (let paper = 0; paper < papers; paper += 1) {
        if (one.score[paper] > 0) {
          score[paper] += one.score[paper];
          hits[paper] += counts;
        }
      }
      await breathe(stale);
    }
    sideBySide(answers, score, papers);
    await byName(answers, score).catch(lost);

    let some = pick(allowed, hits, needed);
    if (!some.length && needed > 1) {
      found.whole = false;
      let most = 0;
      for (let paper = 0; paper < papers; paper += 1) if (allowed[paper] && hits[paper] > most) most = hits[paper];
      if (most) some = pick(allowed, hits, most);
    }
    await breathe(stale);
    found.papers = await sorted(some, score, sort);
    const broad = alone && !every.length ? answers[0].broad : 0;
    if (query.phrases.length || query.withoutPhrases.length) {
      const most = read ?? (papers > SHORT ? READ.many : READ.few);
      const { kept, unread } = await withPhrases(found.papers, query, answers, most, stale);
      found.papers = kept;
      found.unread = unread;
    }
    found.total = Math.max(found.papers.length, broad);
    const rising = (/** @type {number} */ a, /** @type {number} */ b) => a - b;
    if (answers.length && !every.length) {
      found.people = [...common(answers.map((one) => one.people))].sort(rising);
      found.values = [...common(answers.map((one) => one.values))].sort(rising);
    }
    if (stale()) throw new StaleError();
    return found;
  }

  /** @param {Uint8Array} allowed @param {Uint8Array} hits @param {number} least */
  function pick(allowed, hits, least) {
    const some = [];
    for (let paper = 0; paper < allowed.length; paper += 1) if (allowed[paper] && hits[paper] >= least) some.push(paper);
    return some;
  }

  /**
   * What a need finds; where that is nothing, what the beginning of its words finds, or the nearest spelling.
   * @param {Need} need
   * @param {Answer & {count: number}} first
   * @param {Found} found
   * @param {() => boolean} stale
   * @returns {Promise<Answer>}
   */
  async function mended(need, first, found, stale) {
    if (first.count || first.people.size || first.values.size) return first;
    if (!need.exact && !need.last) {
      const begun = await answer({ ...need, ways: need.ways.map((way) => ({ ...way, begins: true })) }, (term, begins) =>
        weigh(term, { begins, exact: false }, stale),
      );
      if (begun.count) {
        for (const way of need.ways) found.wanted.begins.push(way.terms[way.terms.length - 1]);
        return begun;
      }
    }
    const way = need.ways[0];
    const near = need.exact || unspaced(need.typed) ? [] : await Promise.all(way.terms.map((term) => known(term, stale)));
    if (near.length && near.every(Boolean)) {
      found.corrected.push([need.typed, near.join('-')]);
      for (const word of near) found.wanted.words.add(word);
      return answer({ ...need, ways: [{ terms: near, begins: false }] }, (term) =>
        weigh(term, { begins: false, exact: false, factor: FACTORS.near }, stale),
      );
    }
    found.nowhere.push(need.typed);
    return first;
  }

  /** A term if the index has it, and otherwise what is spelt most like it. @param {string} term @param {() => boolean} stale */
  async function known(term, stale) {
    const cells = index.cells(await index.words(term), term);
    return cells?.some((cell, column) => column !== FAMILY && cell) ? term : nearest(term, stale);
  }

  /**
   * Words that follow one another in a title as in the query are worth more, and a whole title the most.
   * @param {Answer[]} answers
   * @param {Float64Array} score
   * @param {number} papers
   */
  function sideBySide(answers, score, papers) {
    const steps = answers.flatMap((one) => one.places.map((places) => ({ places, worth: rarity(papers, places.size) })));
    if (!steps.length) return;
    for (const [paper, places] of steps[0].places) {
      let at = places.filter((place) => place >> 1 === 0);
      for (let n = 1; n < steps.length && at.length; n += 1) at = following(at, steps[n].places.get(paper));
      if (at.some((place) => place & 1)) score[paper] *= 2;
    }
    for (let n = 1; n < steps.length; n += 1) {
      const worth = 2 * (steps[n - 1].worth + steps[n].worth);
      for (const [paper, places] of steps[n].places) {
        const before = steps[n - 1].places.get(paper);
        if (before && following(before, places).length) score[paper] += worth;
      }
    }
  }

  /**
   * Two words that are a person's name are worth more in the papers of that person than in those of two others.
   * @param {Answer[]} answers
   * @param {Float64Array} score
   */
  async function byName(answers, score) {
    for (let n = 1; n < answers.length; n += 1) {
      const both = common([answers[n - 1].people, answers[n].people]);
      if (!both.size) continue;
      // People are numbered by how much they wrote; of a very common name, those who wrote most are asked.
      const some = [...both].sort((a, b) => a - b).slice(0, 2 * NAMED);
      const papers = new Set((await index.named('people', some)).flatMap((one) => one.papers));
      for (const paper of papers) score[paper] += answers[n - 1].score[paper] + answers[n].score[paper];
    }
  }

  /** The places that come right after one of these. @param {number[]} before @param {number[]} [places] */
  const following = (before, places = []) =>
    places.filter((place) => before.some((one) => (one >> 1) + 1 === place >> 1 || (one >> 1 === LAST_PLACE && place >> 1 === LAST_PLACE)));

  /** @param {number[]} some @param {Float64Array} score @param {string} sort @returns {Promise<number[]>} */
  async function sorted(some, score, sort) {
    if (sort === 'date') return some;
    const rank = sort === 'title' ? await index.order() : undefined;
    // Numbers sort by themselves faster than by comparing; the paper's own number decides between equals.
    const size = score.length;
    const keys = Float64Array.from(some, (paper) => (rank ? rank[paper] : -Math.round(score[paper] * 64)) * size + paper).sort();
    return Array.from(keys, (key) => ((key % size) + size) % size);
  }

  // --- what can be narrowed down to ------------------------------------------------------------------------------------

  /**
   * How many of the papers each value of a kind has, the most frequent first.
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
    return counted.sort((a, b) => b.count - a.count || a.one.number - b.one.number);
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

  // --- what is shown ---------------------------------------------------------------------------------------------------

  /** @param {Need[]} needs @returns {Wanted} */
  function wanted(needs) {
    const words = new Set();
    const stems = new Set();
    const begins = [];
    for (const need of needs) {
      for (const way of need.ways) {
        for (const term of way.terms) {
          words.add(term);
          if (!need.exact) stems.add(stem(term));
        }
        if (way.begins) begins.push(way.terms[way.terms.length - 1]);
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
    const slice = text.slice(from, to).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
    const first = from > 0 ? slice.slice(0, 24).search(/\s/) : -1;
    const last = to < text.length ? slice.search(/\s\S{0,24}$/) : -1;
    return slice.slice(first + 1, last < 0 ? undefined : last);
  }

  window.carrelEngine = { find, counts, kind, person, runs, passage };
})();
