/**
 * What a reader asks for, read from what they typed: words, "exact phrases", -words, and fields such as author:…
 *
 * @typedef {import('./tokens.js').Placed} Placed
 * @typedef {{terms: string[], begins: boolean}} Way  terms that all must be there; the last may be a beginning
 * @typedef {{ways: Way[], typed: string, last: boolean, exact: boolean}} Need  a word that must be found, in one of its ways
 * @typedef {{field: string, value: string, not: boolean}} Filter
 * @typedef {{needs: Need[], phrases: Placed[][], without: Need[], withoutPhrases: Placed[][], filters: Filter[]}} Query
 */
'use strict';
(function () {
  const { fold, takenApart, piecesOf, unspaced } = window.carrelTokens;
  const FIELDS = new Set(['author', 'topic', 'venue', 'year', 'lang', 'has', 'seed']);
  const MOST = 24; // words of a query; what comes after them is left out
  const QUOTES = /[“”„‟«»「」『』＂]/g;
  const PARTS = /((?<!\S)-(?=[^\s-]))?(?:([a-z]+):)?(?:"([^"]*)("|$)|([^\s"]+))/gi;

  /**
   * Each piece of a text as a need: `image-text` is found as both words or as one.
   * @param {string} text
   * @param {boolean} exact
   * @returns {Need[]}
   */
  function needsOf(text, exact) {
    return [...piecesOf(fold(text))].map(([piece]) => {
      const { terms, length } = takenApart(piece);
      const all = terms.map((one) => one.term);
      const ways = unspaced(piece)
        ? [{ terms: all.slice(0, Math.max(1, length - 1)), begins: length === 1 }]
        : [all.slice(0, length), ...all.slice(length).map((term) => [term])].map((some) => ({ terms: some, begins: false }));
      return { typed: piece, last: false, exact, ways };
    });
  }

  /** The terms of a phrase, and how far from its beginning each must stand. @param {string} text @returns {Placed[]} */
  function phraseOf(text) {
    /** @type {Placed[]} */
    const phrase = [];
    let place = 0;
    for (const [piece] of piecesOf(fold(text))) {
      const { terms, length } = takenApart(piece);
      // The last one of a run stands alone only where the text goes on with something else.
      const most = unspaced(piece) ? Math.max(1, length - 1) : length;
      for (const one of terms.slice(0, most)) phrase.push({ term: one.term, place: place + one.place });
      place += length;
    }
    return phrase;
  }

  /** @param {string} typed @returns {Query} */
  function parse(typed) {
    /** @type {Query} */
    const query = { needs: [], phrases: [], without: [], withoutPhrases: [], filters: [] };
    const text = typed.slice(0, 2000).replaceAll(QUOTES, '"').replaceAll('：', ':');
    for (const [whole, minus, name, quoted, , word] of text.matchAll(PARTS)) {
      const field = name?.toLowerCase();
      const value = quoted ?? word;
      const not = minus === '-';
      if (field && FIELDS.has(field)) {
        if (/[^\s"]/.test(value)) query.filters.push({ field, value, not });
      } else if (quoted !== undefined && !field) {
        const phrase = phraseOf(quoted);
        if (phrase.length > 1) (not ? query.withoutPhrases : query.phrases).push(phrase);
        if (!not || phrase.length === 1) (not ? query.without : query.needs).push(...needsOf(quoted, true));
      } else if (not) {
        query.without.push(...needsOf(whole.slice(1), false));
      } else {
        query.needs.push(...needsOf(whole, false));
      }
    }
    const known = new Set();
    query.needs = query.needs.filter((need) => !known.has(need.typed) && known.add(need.typed)).slice(0, MOST);
    query.without = query.without.slice(0, MOST);
    const last = query.needs.at(-1);
    if (last && !last.exact && !last.ways[0].begins && endsIn(text, last.typed)) {
      last.last = true;
      for (const way of last.ways) way.begins = !unspaced(last.typed);
    }
    return query;
  }

  /** Whether a text ends in this piece: its last word may still be typed. @param {string} text @param {string} piece */
  function endsIn(text, piece) {
    const folded = fold(text);
    return folded.endsWith(piece) || folded.endsWith(`${piece}-`);
  }

  window.carrelQuery = { parse };
})();
