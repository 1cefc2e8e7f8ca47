/**
 * Answers: which papers a query finds, the best first; which people and values.
 *
 * A word weighs the more the fewer papers have it, most in a title, less in names, least in an abstract; a word as it is
 * typed more than another inflection of it, and that more than one which only begins so. Words that stand side by side in
 * a title weigh more, and a whole title the most.
 *
 * @typedef {import('./words.js').Weighed} Weighed
 * @typedef {import('./query.js').Need} Need
 * @typedef {import('./query.js').Filter} Filter
 * @typedef {import('./query.js').Query} Query
 * @typedef {import('./passages.js').Wanted} Wanted
 *
 * @typedef {object} Answer  what a need finds
 * @property {Float32Array} score  of each paper,
 * @property {number} worth  and what to multiply it by
 * @property {number} count  of papers
 * @property {boolean} needed  whether a paper must have it
 * @property {Uint32Array[]} places  of each of its words, in titles
 * @property {Set<number>} people
 * @property {Set<number>} values
 * @property {number} broad  how many papers there are, where only the best are known
 */
/**
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
 *
 * @typedef {{sort?: string, filters?: Filter[], read?: number, stale?: () => boolean}} How
 */
'use strict';
(function () {
  const { unspaced } = window.carrelTokens;
  const { begin, breathe, STALE } = window.carrelTurn;
  const { rarity, sideBySide } = window.carrelTitles;
  const { weigh, spelt } = window.carrelWords;
  const { NAMED, common, filtered } = window.carrelNarrow;
  const index = window.carrelIndex;
  const NEAR = 0.5; // what a word in the nearest spelling weighs
  const READ = { few: 400, many: 40 }; // papers that are read for a phrase at once, in a short list and in a long one
  const SHORT = 1000; // papers of a list all of whose abstracts may be loaded

  // --- what a need finds -----------------------------------------------------------------------------------------------

  /**
   * Which papers a need finds, and what that is worth.
   * @param {Need} need
   * @param {(term: string, begins: boolean) => Promise<Weighed>} look
   * @returns {Promise<Answer>}
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
      return { score: weight, worth: rarity(papers, count), count, places: [places], people, values, broad, needed: !broad };
    }
    return {
      ...any(ways, papers),
      worth: 1,
      needed: true,
      broad: 0,
      places: ways[0].map((one) => one.places),
      people: union(ways.map((way) => common(way.map((one) => one.people)))),
      values: union(ways.map((way) => common(way.map((one) => one.values)))),
    };
  }

  /** What each paper is worth in which all words of a way stand: the best of its ways. @param {Weighed[][]} ways @param {number} papers */
  function any(ways, papers) {
    const score = new Float32Array(papers);
    let count = 0;
    for (const way of ways) {
      const worths = way.map((one) => rarity(papers, one.count));
      for (let paper = 0; paper < papers; paper += 1) {
        let sum = 0;
        for (let term = 0; term < way.length; term += 1) {
          const weight = way[term].weight[paper];
          if (weight === 0 && !way[term].broad) {
            sum = 0;
            break;
          }
          sum += weight * worths[term];
        }
        if (sum > score[paper]) {
          if (score[paper] === 0) count += 1;
          score[paper] = sum;
        }
      }
    }
    return { score, count };
  }

  /** @param {Set<number>[]} sets */
  const union = (sets) => new Set(sets.flatMap((set) => [...set]));

  /**
   * What a need finds; where that is nothing, what the beginning of its words finds, or the nearest spelling.
   * @param {Need} need
   * @param {Found} found
   * @param {() => boolean} stale
   * @returns {Promise<Answer>}
   */
  async function mended(need, found, stale) {
    const { exact } = need;
    const first = await answer(need, (term, begins) => weigh(term, { begins, exact }, stale));
    if (first.count || first.people.size || first.values.size) return first;
    if (!exact && !need.last) {
      const ways = need.ways.map((way) => ({ ...way, begins: true }));
      const begun = await answer({ ...need, ways }, (term, begins) => weigh(term, { begins, exact }, stale));
      if (begun.count) {
        for (const way of need.ways) found.wanted.begins.push(/** @type {string} */ (way.terms.at(-1)));
        return begun;
      }
    }
    const near = exact || unspaced(need.typed) ? [] : await Promise.all(need.ways[0].terms.map((term) => spelt(term, stale)));
    if (near.length && near.every(Boolean)) {
      found.corrected.push([need.typed, near.join('-')]);
      for (const word of near) found.wanted.words.add(word);
      return answer({ ...need, ways: [{ terms: near, begins: false }] }, (term) =>
        weigh(term, { begins: false, exact, factor: NEAR }, stale),
      );
    }
    found.nowhere.push(need.typed);
    return first;
  }

  // --- what words are worth together -----------------------------------------------------------------------------------

  /**
   * What each paper is worth, and how many of the needs it has.
   * @param {Answer[]} answers
   * @param {number} papers
   * @param {() => boolean} stale
   */
  async function ranked(answers, papers, stale) {
    const score = new Float64Array(papers);
    const hits = new Uint8Array(papers);
    const counting = answers.filter((one) => one.needed || (answers.length === 1 && one.places.length));
    for (const one of answers) {
      const counts = counting.includes(one) ? 1 : 0;
      for (let paper = 0; paper < papers; paper += 1) {
        if (one.score[paper] > 0) {
          score[paper] += one.score[paper] * one.worth;
          hits[paper] += counts;
        }
      }
      await breathe(stale);
    }
    sideBySide(answers.flatMap((one) => one.places), score);
    return { score, hits, needed: counting.length };
  }

  /**
   * Two words that are a person's name are worth more in the papers of that person than in those of two others.
   * @param {Answer[]} answers
   * @param {Float64Array} score
   */
  async function byName(answers, score) {
    for (let n = 1; n < answers.length; n += 1) {
      const [one, other] = [answers[n - 1], answers[n]];
      const both = common([one.people, other.people]);
      if (!both.size) continue;
      // People are numbered by how much they wrote; of a very common name, those who wrote most are asked.
      const some = [...both].toSorted(rising).slice(0, 2 * NAMED);
      const papers = new Set((await index.named('people', some)).flatMap((person) => person.papers));
      for (const paper of papers) score[paper] += one.score[paper] * one.worth + other.score[paper] * other.worth;
    }
  }

  const rising = (/** @type {number} */ a, /** @type {number} */ b) => a - b;

  // --- the answer ------------------------------------------------------------------------------------------------------

  /** Everything that answers a query. @param {string} typed @param {How} [how] @returns {Promise<Found>} */
  async function find(typed, how = {}) {
    const first = await attempt(typed, how).catch((fault) => {
      if (fault === STALE) throw fault;
      return fault;
    });
    const failed = first instanceof Error;
    // The page may be older than the site: then the index that it knows is gone, and there is another one.
    if ((failed || first.missing) && (await index.renew().catch(() => false))) return attempt(typed, how);
    if (failed) throw first;
    return first;
  }

  /** @param {string} typed @param {How} how @returns {Promise<Found>} */
  async function attempt(typed, { sort = 'best', filters = [], read, stale = () => false }) {
    begin();
    const { papers } = await index.open();
    const query = window.carrelQuery.parse(typed);
    const wanted = window.carrelPassages.wantedBy(query.needs);
    /** @type {Found} */
    const found = { papers: [], total: 0, whole: true, people: [], values: [], corrected: [], nowhere: [], unread: 0, missing: false, wanted };
    const every = [...query.filters, ...filters];
    if (!query.needs.length && !every.length && !query.without.length && !query.withoutPhrases.length) return found;

    /** A word whose shard cannot be had is left out, and that is told. @param {Error} fault @returns {Answer} */
    const lost = (fault) => {
      if (fault === STALE) throw fault;
      found.missing = true;
      const score = new Float32Array(papers);
      return { score, worth: 0, count: 0, needed: false, places: [], people: new Set(), values: new Set(), broad: 0 };
    };
    const [allowed, answers] = await Promise.all([
      permitted(query, every, stale),
      Promise.all(query.needs.map((need) => mended(need, found, stale).catch(lost))),
    ]);
    const { score, hits, needed } = await ranked(answers, papers, stale);
    if (found.missing && !needed) return found;
    await byName(answers, score).catch(lost);
    let some = pick(allowed, hits, needed);
    if (!some.length && needed > 1) {
      found.whole = false;
      const most = hits.reduce((best, count, paper) => (allowed[paper] ? Math.max(best, count) : best), 0);
      if (most) some = pick(allowed, hits, most);
    }
    await breathe(stale);
    found.papers = await sorted(some, score, sort);
    if (query.phrases.length || query.withoutPhrases.length) {
      const most = read ?? (papers > SHORT ? READ.many : READ.few);
      const { kept, missing, unread } = await window.carrelPhrases.withPhrases(found.papers, query, answers, most, stale);
      found.papers = kept;
      found.unread = unread;
      found.missing ||= missing;
    }
    if (found.papers.length) index.card(found.papers[0]).catch(() => {}); // it is shown in a moment
    found.total = Math.max(found.papers.length, answers.length === 1 && !every.length ? answers[0].broad : 0);
    if (answers.length && !every.length) {
      found.people = [...common(answers.map((one) => one.people))].toSorted(rising);
      found.values = [...common(answers.map((one) => one.values))].toSorted(rising);
    }
    if (stale()) throw STALE;
    return found;
  }

  /**
   * The papers that fields allow, and words that must not be there.
   * @param {Query} query
   * @param {Filter[]} filters
   * @param {() => boolean} stale
   */
  async function permitted({ without }, filters, stale) {
    const { papers } = await index.open();
    const [masks, excluded] = await Promise.all([
      Promise.all(filters.map((filter) => filtered(filter, stale))),
      Promise.all(without.map((need) => answer(need, (term, begins) => weigh(term, { begins, exact: need.exact }, stale)))),
    ]);
    const allowed = new Uint8Array(papers).fill(1);
    filters.forEach(({ not }, n) => {
      for (let paper = 0; paper < papers; paper += 1) if (masks[n][paper] === (not ? 1 : 0)) allowed[paper] = 0;
    });
    for (const { score } of excluded) for (let paper = 0; paper < papers; paper += 1) if (score[paper] > 0) allowed[paper] = 0;
    return allowed;
  }

  /** @param {Uint8Array} allowed @param {Uint8Array} hits @param {number} least */
  function pick(allowed, hits, least) {
    const some = new Uint32Array(allowed.length);
    let count = 0;
    for (let paper = 0; paper < allowed.length; paper += 1) {
      if (!allowed[paper] || hits[paper] < least) continue;
      some[count] = paper;
      count += 1;
    }
    return some.subarray(0, count);
  }

  /** @param {Uint32Array} some @param {Float64Array} score @param {string} sort @returns {Promise<number[]>} */
  async function sorted(some, score, sort) {
    if (sort === 'date') return [...some];
    const rank = sort === 'title' ? await index.order() : undefined;
    // Numbers sort by themselves faster than by comparing; the paper's own number decides between equals.
    const size = score.length;
    const keys = new Float64Array(some.length);
    for (let n = 0; n < some.length; n += 1) {
      const paper = some[n];
      keys[n] = (rank ? rank[paper] : -Math.round(score[paper] * 64)) * size + paper;
    }
    const papers = [];
    for (const key of keys.toSorted()) papers.push(key - Math.floor(key / size) * size);
    return papers;
  }

  window.carrelEngine = { find };
})();
