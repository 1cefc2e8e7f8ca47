/**
 * Finding papers by words: a scan over all of the list, without a page around it.
 *
 * The list comes from api/search.js, a classic script, because that works from a double-clicked file, too:
 *
 *   window.carrelSearch = {papers: [Paper …], people: [Named …], topics: [Named …]};
 *
 * @typedef {object} Paper
 * @property {string} u  address, from the root of the site
 * @property {string} t  title
 * @property {1} [w]  there if that is a working title
 * @property {string[]} [a]  authors, as written
 * @property {string} [y]  date or year
 * @property {string} [v]  venue
 * @property {string[]} [k]  names of topics
 * @property {string} [b]  abstract, as plain text
 * @property {string} [l]  language of the abstract, where it is not that of the site
 *
 * @typedef {object} Named
 * @property {string} u  address, from the root of the site
 * @property {string} n  name
 * @property {number} c  papers
 *
 * @typedef {{joined: string, spaced: string}} Term  a word asked for; `t-SNE` is looked for as `tsne` and as `t sne`
 * @typedef {{title: string, names: string, place: string, text: string}} Folded  what of a paper is searched
 * @typedef {{papers: Paper[], people: Named[], topics: Named[], terms: Term[]}} Found
 */
'use strict';
(function () {
  const HYPHENS = /[-\u00ad\u2010-\u2015\u2212]/g;
  const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]/g;
  const SEPARATORS = /[\s,;"“”„‘’'«»()[\]{}<>!?，、；。！？：（）《》「」【】]+/;
  const UNSPACED = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー';
  const PIECES = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, 'gu');
  const BEGINS_ANYWHERE = new RegExp(`^[${UNSPACED}]`, 'u');
  const LETTER = /[\p{L}\p{N}]/u;
  const CAPITAL = /^\p{Lu}/u;
  /** Letters that no decomposition takes apart. @type {Record<string, string>} */
  const LETTERS = Object.fromEntries(
    "łl øo đd ðd ħh ıi ßss æae œoe þth ςσ ’'".split(' ').map((pair) => [pair[0], pair.slice(1)]),
  );
  const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

  /**
   * Reduce a text to what is compared: accents, case, width and hyphens do not matter.
   * @param {string} text
   */
  function fold(text) {
    return text
      .normalize('NFKD')
      .toLowerCase()
      .replace(MARKS, '')
      .replace(HYPHENS, '')
      .replace(SPECIAL, (letter) => LETTERS[letter])
      .replace(/\s+/g, ' ');
  }

  /**
   * Take a query apart into what must be found, each of it somewhere. Chinese and Japanese are not spaced: a run of
   * such letters is one term, and ends where other letters begin.
   * @param {string} query
   * @returns {Term[]}
   */
  function terms(query) {
    const words = query.normalize('NFKC').split(SEPARATORS);
    return words
      .flatMap((word) => word.match(PIECES) ?? [])
      .map((piece) => piece.replace(/^[.:/]+|[.:/]+$/g, ''))
      .map((piece) => ({ joined: fold(piece).trim(), spaced: fold(piece.replace(HYPHENS, ' ')).trim() }))
      .filter((term) => term.joined);
  }

  /**
   * Whether a word that stands at this place of a folded text begins one there.
   * @param {string} text
   * @param {number} at
   * @param {string} word
   */
  const begins = (text, at, word) => at === 0 || !LETTER.test(text[at - 1]) || BEGINS_ANYWHERE.test(word);

  /**
   * How well a folded text holds a term: 0 not at all, 1 inside a word, 2 at the start of one.
   * @param {string} text
   * @param {Term} term
   */
  function holds(text, { joined, spaced }) {
    let best = 0;
    for (const word of joined === spaced ? [joined] : [joined, spaced]) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (begins(text, at, word)) return 2;
        best = 1;
      }
    }
    return best;
  }

  /** @type {WeakMap<object, Folded>} what was folded once is kept */
  const folded = new WeakMap();

  /** @param {Paper} paper */
  function foldPaper(paper) {
    let found = folded.get(paper);
    if (!found) {
      found = {
        title: fold(paper.t),
        names: fold([...(paper.a ?? []), ...(paper.k ?? [])].join('; ')),
        place: fold(`${paper.v ?? ''} ${paper.y ?? ''}`),
        text: fold(paper.b ?? ''),
      };
      folded.set(paper, found);
    }
    return found;
  }

  /**
   * How well a paper answers: 0 if it lacks a term. A word in the title counts more than one in a name or a topic,
   * that more than one in the abstract.
   * @param {Paper} paper
   * @param {Term[]} asked
   */
  function score(paper, asked) {
    const { title, names, place, text } = foldPaper(paper);
    let sum = 0;
    for (const term of asked) {
      const worth = 8 * holds(title, term) || 4 * holds(names, term) || 2 * holds(place, term) || holds(text, term);
      if (!worth) return 0;
      sum += worth;
    }
    const phrase = asked.map((term) => term.spaced).join(' ');
    return sum + (asked.length > 1 && title.includes(phrase) ? 8 : 0);
  }

  /**
   * Those of a list that hold every term, in its order.
   * @param {Named[]} named
   * @param {Term[]} asked
   */
  function findNamed(named, asked) {
    return named.filter((one) => asked.every((term) => holds(fold(one.n), term) === 2));
  }

  /**
   * Everything that answers a query, the best first.
   * @param {{papers: Paper[], people?: Named[], topics?: Named[]}} list
   * @param {string} query
   * @returns {Found}
   */
  function find(list, query) {
    const asked = terms(query);
    if (!asked.length) return { papers: [], people: [], topics: [], terms: asked };
    const scored = list.papers
      .map((paper) => ({ paper, score: score(paper, asked) }))
      .filter((one) => one.score)
      .sort((a, b) => b.score - a.score); // a stable sort: equals stay in the order of the list
    return {
      papers: scored.map((one) => one.paper),
      people: findNamed(list.people ?? [], asked),
      topics: findNamed(list.topics ?? [], asked),
      terms: asked,
    };
  }

  /**
   * Where the terms stand in a text as it is written.
   * @param {string} text
   * @param {Term[]} asked
   * @returns {{from: number, to: number, term: Term}[]} in order, none over another
   */
  function hits(text, asked) {
    let folding = '';
    /** @type {{from: number, to: number}[]} for each folded letter, what of the text it stands for */
    const origin = [];
    let place = 0;
    for (const letter of text) {
      const end = place + letter.length;
      let piece = fold(letter);
      if (piece === ' ' && folding.endsWith(' ')) piece = '';
      for (let i = 0; i < piece.length; i += 1) origin.push({ from: place, to: end });
      if (!piece && origin.length && letter.search(MARKS) >= 0) origin[origin.length - 1].to = end; // its accent
      folding += piece;
      place = end;
    }
    const found = [];
    for (const term of asked) {
      for (const word of new Set([term.joined, term.spaced])) {
        for (let at = folding.indexOf(word); at >= 0; at = folding.indexOf(word, at + word.length)) {
          // A short word is marked only where it begins one (`Flex|MoE` does): not the `a` of every `that`.
          const capital = CAPITAL.test(text.slice(origin[at].from, origin[at].to));
          if (word.length > 4 || capital || begins(folding, at, word)) {
            found.push({ from: origin[at].from, to: origin[at + word.length - 1].to, term });
          }
        }
      }
    }
    found.sort((a, b) => a.from - b.from || b.to - a.to);
    let end = -1;
    return found.filter((hit) => hit.from >= end && hit.to > hit.from && ((end = hit.to), true));
  }

  /**
   * Cut a text into runs, marked where a term stands.
   * @param {string} text
   * @param {Term[]} asked
   * @returns {{text: string, hit: boolean}[]}
   */
  function runs(text, asked) {
    const parts = [];
    let end = 0;
    for (const { from, to } of hits(text, asked)) {
      if (from > end) parts.push({ text: text.slice(end, from), hit: false });
      parts.push({ text: text.slice(from, to), hit: true });
      end = to;
    }
    if (end < text.length) parts.push({ text: text.slice(end), hit: false });
    return parts;
  }

  /**
   * The stretch of a text that shows most of the terms; its beginning if it holds none.
   * @param {string} text
   * @param {Term[]} asked
   * @param {number} [length]
   */
  function passage(text, asked, length = /[\u3040-\u9fff]/.test(text) ? 110 : 240) {
    if (text.length <= length) return text;
    const found = hits(text, asked);
    let start = 0;
    let most = 0;
    for (const hit of found) {
      const inside = found.filter((other) => other.from >= hit.from && other.to <= hit.from + length * 0.75);
      const kinds = new Set(inside.map((other) => other.term)).size;
      if (kinds > most) [most, start] = [kinds, hit.from - length / 4];
    }
    const from = Math.max(0, Math.min(Math.round(start), text.length - length));
    return `${from ? '… ' : ''}${whole(text, from, from + length)}${from + length < text.length ? ' …' : ''}`;
  }

  /**
   * A slice that cuts no word in two, where the text has words, and no letter.
   * @param {string} text
   * @param {number} from
   * @param {number} to
   */
  function whole(text, from, to) {
    const slice = text.slice(from, to).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
    const first = from > 0 ? slice.slice(0, 24).search(/\s/) : -1;
    const last = to < text.length ? slice.search(/\s\S{0,24}$/) : -1;
    return slice.slice(first + 1, last < 0 ? undefined : last);
  }

  Object.assign(globalThis, { carrelFinder: { fold, terms, holds, find, runs, passage } });
})();
