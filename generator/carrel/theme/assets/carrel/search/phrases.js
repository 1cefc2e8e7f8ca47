/**
 * Phrases: words that stand side by side. The index tells it of titles, and where it may be in a long list; the rest is read.
 *
 * @typedef {import('./tokens.js').Placed} Placed
 * @typedef {import('./query.js').Query} Query
 * @typedef {import('./engine.js').Answer} Answer
 */
'use strict';
(function () {
  const { terms, unspaced } = window.carrelTokens;
  const { breathe } = window.carrelTurn;
  const { LAST, inTitle, wordOf } = window.carrelTitles;
  const index = window.carrelIndex;

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
   * Of the papers, those that hold the phrases; how many might and were not read; whether one could not be read.
   * @param {number[]} papers
   * @param {Query} query
   * @param {Answer[]} answers to its needs
   * @param {number} read
   * @param {() => boolean} stale
   */
  async function withPhrases(papers, { needs, phrases, withoutPhrases }, answers, read, stale) {
    /** @type {Map<string, Uint32Array>} */
    const standing = new Map();
    needs.forEach((need, n) => need.ways[0].terms.forEach((term, m) => standing.set(term, answers[n].places[m])));
    const isTitle = (/** @type {number} */ paper) => (/** @type {Placed[]} */ phrase) => {
      const at = phrase.map(({ term }) => Array.from(inTitle(standing.get(term) ?? new Uint32Array(), paper), wordOf));
      return at[0].some((first) => phrase.every(({ place }, n) => first + place < LAST && at[n].includes(first + place)));
    };
    const known = (/** @type {number} */ paper) => !withoutPhrases.length && phrases.every(isTitle(paper));
    const possible = await Promise.all(phrases.map(paired));
    const likely = papers.filter((paper) => possible.every((mask) => !mask || mask[paper] === 1));
    const open = likely.filter((paper) => !known(paper));
    const said = new Map(open.slice(0, read).map((paper) => [paper, texts(paper).catch(() => undefined)]));
    const kept = [];
    let missing = false;
    for (const paper of likely) {
      const told = await said.get(paper);
      await breathe(stale);
      const is = (/** @type {Placed[]} */ phrase) => told !== undefined && told.some((text) => holds(text, phrase));
      if (told ? phrases.every(is) && !withoutPhrases.some(is) : known(paper)) kept.push(paper);
      if (!told && said.has(paper)) missing = true;
    }
    return { kept, missing, unread: open.length - said.size };
  }

  window.carrelPhrases = { withPhrases };
})();
