/**
 * The one tokeniser: a text in, the terms by which it is found out. `carrel.search.tokens` does the same to the letter,
 * and what a letter is compared as stands in a table that both read (folding.js).
 *
 * @typedef {{term: string, place: number}} Placed  a term, and which word of the text it is
 * @typedef {{from: number, to: number, parts: {term: string, from: number, to: number}[]}} Spot  a piece of a text as written
 */
'use strict';
(function () {
  const LONGEST = 40;
  const JOINED = 6;
  const table = window.carrelFolding;

  /** @type {Map<number, string>} */
  const folds = new Map();
  let at = 0;
  for (const packed of table.folds.split('|')) {
    const comma = packed.lastIndexOf(',');
    const into = packed.slice(comma + 1);
    const [gap, many = 1, step = 1] = packed
      .slice(0, comma)
      .split(',')
      .map((number) => Number.parseInt(number || '1', 36));
    at += gap;
    for (let n = 0; n < many * step; n += step) {
      const end = many > 1 && into ? String.fromCodePoint(/** @type {number} */ (into.codePointAt(0)) + n) : into;
      folds.set(at + n, end);
    }
    at += (many - 1) * step;
  }

  /** What stands between the brackets of a pattern. @param {string} ranges */
  function letters(ranges) {
    const numbers = ranges.split(' ').map((number) => Number.parseInt(number, 36));
    let pattern = '';
    let code = 0;
    for (let n = 0; n < numbers.length; n += 2) {
      const first = code + numbers[n];
      code = first + numbers[n + 1];
      pattern += `\\u{${first.toString(16)}}-\\u{${code.toString(16)}}`;
    }
    return pattern;
  }

  const WORD = `[${letters(table.words)}]+`;
  const UNSPACED = `[${letters(table.unspaced)}]`;
  const PIECES = new RegExp(`${WORD}(?:[-'.]${WORD})*|${UNSPACED}+`, 'gu');
  const UNSPACED_START = new RegExp(`^${UNSPACED}`, 'u');
  const ASCII_PIECES = /[a-z0-9]+(?:[-'.][a-z0-9]+)*/g;
  const ASCII = /^[\0-\x7f]*$/;
  const ENGLISH = /^[a-z]{3,}$/;
  const MARKED = /\P{M}\p{M}+|[^]/gu; // a letter with the accents that are put on it

  /** A text as it is compared. @param {string} text */
  function fold(text) {
    if (ASCII.test(text)) return text.toLowerCase().replaceAll('`', "'");
    let folded = '';
    for (const letter of text.normalize('NFC')) {
      folded += folds.get(/** @type {number} */ (letter.codePointAt(0))) ?? letter;
    }
    return folded.normalize('NFC');
  }

  /** @param {string} text */
  const unspaced = (text) => UNSPACED_START.test(text);

  /** @param {string} folded */
  const piecesOf = (folded) => folded.matchAll(ASCII.test(folded) ? ASCII_PIECES : PIECES);

  /** @param {string} term */
  const cut = (term) => (term.length > LONGEST ? [...term].slice(0, LONGEST).join('') : term);

  /**
   * The terms of a piece of a folded text, and over how many words it goes.
   * @param {string} piece
   * @returns {{terms: Placed[], length: number}}
   */
  function takenApart(piece) {
    if (unspaced(piece)) {
      const signs = [...piece];
      return { terms: signs.map((sign, place) => ({ term: sign + (signs[place + 1] ?? ''), place })), length: signs.length };
    }
    const parts = piece.split(/[-'.]/).map(cut);
    const found = parts.map((term, place) => ({ term, place }));
    if (parts.length > 1 && parts.length <= JOINED) found.push({ term: cut(parts.join('')), place: 0 });
    return { terms: found, length: parts.length };
  }

  /** The terms of a text, in order. @param {string} text @returns {Placed[]} */
  function terms(text) {
    const found = [];
    let place = 0;
    for (const [piece] of piecesOf(fold(text))) {
      const apart = takenApart(piece);
      for (const one of apart.terms) found.push({ term: one.term, place: place + one.place });
      place += apart.length;
    }
    return found;
  }

  const stemmer = new EnglishStemmer();

  /** What the inflections of an English word have in common; any other term is its own stem. @param {string} term */
  const stem = (term) => (ENGLISH.test(term) ? stemmer.stemWord(term) : term);

  /**
   * The pieces of a text and where they stand in it as it is written.
   * @param {string} text
   * @returns {Spot[]}
   */
  function spots(text) {
    let folded = '';
    /** @type {number[]} for each folded letter, where in the text it begins, and where it ends */
    const from = [];
    /** @type {number[]} */
    const to = [];
    for (const found of text.matchAll(MARKED)) {
      const piece = fold(found[0]);
      for (let n = 0; n < piece.length; n += 1) {
        from.push(found.index);
        to.push(found.index + found[0].length);
      }
      if (!piece && to.length) to[to.length - 1] = found.index + found[0].length;
      folded += piece;
    }
    return [...piecesOf(folded)].map(({ 0: piece, index }) => {
      const parts = [];
      let begin = index;
      for (const part of unspaced(piece) ? piece : piece.split(/[-'.]/)) {
        parts.push({ term: cut(part), from: from[begin], to: to[begin + part.length - 1] });
        begin += part.length + (unspaced(piece) ? 0 : 1);
      }
      return { from: from[index], to: to[index + piece.length - 1], parts };
    });
  }

  window.carrelTokens = { fold, terms, takenApart, piecesOf, unspaced, stem, spots };
})();
