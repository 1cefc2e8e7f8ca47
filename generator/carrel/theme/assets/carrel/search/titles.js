/**
 * Places in titles. A number tells of which paper, which word of its title it is, and whether that is the last one; so
 * places in order are papers in order.
 */
'use strict';
(function () {
  const { upTo } = window.carrelIndex;
  const TITLE = 64; // numbers for a title
  const LAST = 31; // the word that stands for all that come after it, too

  /** @param {number} paper @param {number} told twice the word, and one more of the last one */
  const placeIn = (paper, told) => paper * TITLE + told;

  /** Which word of a title stands there. @param {number} place */
  const wordOf = (place) => (place % TITLE) >> 1;

  /** Each paper of these places once. @param {Uint32Array} places */
  function papersOf(places) {
    const papers = /** @type {number[]} */ ([]);
    for (const place of places) {
      const paper = Math.floor(place / TITLE);
      if (paper !== papers.at(-1)) papers.push(paper);
    }
    return papers;
  }

  /** The places in the title of a paper. @param {Uint32Array} places @param {number} paper */
  const inTitle = (places, paper) =>
    places.subarray(upTo(places, placeIn(paper, -1)), upTo(places, placeIn(paper, TITLE - 1)));

  /** The places that come right after one of these, in the same title. @param {Uint32Array} before @param {Uint32Array} places */
  function following(before, places) {
    let n = 0;
    return places.filter((here) => {
      const word = wordOf(here);
      const first = here - (here % TITLE);
      while (n < before.length && before[n] < first + 2 * (word - 1)) n += 1;
      return n < before.length && word > 0 && before[n] < first + 2 * (word === LAST ? word + 1 : word);
    });
  }

  /** How much it says that a paper has a word. @param {number} papers all of them @param {number} count that have it */
  const rarity = (papers, count) => Math.log(1 + papers / (count + 0.5));

  /**
   * Words that follow one another in a title as in the query are worth more, and a whole title the most.
   * @param {Uint32Array[]} steps the places of each word
   * @param {Float64Array} score
   */
  function sideBySide(steps, score) {
    if (!steps.length) return;
    /** @type {Uint32Array} */
    let at = steps[0].filter((place) => wordOf(place) === 0);
    for (let n = 1; n < steps.length && at.length; n += 1) at = following(at, steps[n]);
    for (const paper of papersOf(at.filter((place) => place % 2))) score[paper] *= 2;
    const worths = steps.map((places) => rarity(score.length, papersOf(places).length));
    for (let n = 1; n < steps.length; n += 1) {
      const worth = 2 * (worths[n - 1] + worths[n]);
      for (const paper of papersOf(following(steps[n - 1], steps[n]))) score[paper] += worth;
    }
  }

  window.carrelTitles = { LAST, placeIn, wordOf, inTitle, rarity, sideBySide };
})();
