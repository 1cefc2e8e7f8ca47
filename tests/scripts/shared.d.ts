/** What the scripts of the theme share, for the checker of types: each is made by the script that is named. */
import type { Card, Directory, Named, Rows } from '../../generator/carrel/theme/assets/carrel/search/shards.js';
import type { Filter, Need, Query } from '../../generator/carrel/theme/assets/carrel/search/query.js';
import type { Weighed } from '../../generator/carrel/theme/assets/carrel/search/words.js';
import type { Answer, Found, How } from '../../generator/carrel/theme/assets/carrel/search/engine.js';
import type { Wanted } from '../../generator/carrel/theme/assets/carrel/search/passages.js';
import type { Placed, Spot } from '../../generator/carrel/theme/assets/carrel/search/tokens.js';

declare global {
  /** snowball/english-stemmer.js */
  class EnglishStemmer {
    stemWord(word: string): string;
  }

  interface Window {
    /** strings.js */
    carrelStrings: Record<string, string>;
    /** search/folding.js */
    carrelFolding: { unicode: string; folds: string; words: string; unspaced: string };
    /** search/tokens.js */
    carrelTokens: {
      fold(text: string): string;
      terms(text: string): Placed[];
      takenApart(piece: string): { terms: Placed[]; length: number };
      piecesOf(folded: string): IterableIterator<RegExpExecArray>;
      unspaced(text: string): boolean;
      stem(term: string): string;
      spots(text: string): Spot[];
    };
    /** search/turn.js */
    carrelTurn: { begin(): void; breathe(stale: () => boolean): Promise<void>; STALE: Error };
    /** api/search/ */
    carrelDirectory: Directory;
    carrelShard(data: unknown): void;
    /** search/shards.js */
    carrelIndex: {
      open(): Promise<Directory>;
      renew(): Promise<boolean>;
      words(key: string): Promise<Rows>;
      wordShard(number: number): Promise<Rows>;
      row(rows: Rows, key: string): string;
      span(beginning: string): Promise<[number, number]>;
      prefix(beginning: string): Promise<string>;
      pair(one: string, other: string): Promise<number[] | undefined>;
      endings(word: string): Promise<string[]>;
      named(table: 'people' | 'values', wanted: number[]): Promise<Named[]>;
      namedShard(table: 'people' | 'values', at: number): Promise<Named[]>;
      card(number: number): Promise<Card>;
      text(number: number): Promise<string>;
      order(): Promise<number[]>;
      numbers(text?: string): number[];
      rising(text?: string): number[];
      upTo<T>(sorted: ArrayLike<T>, key: T): number;
    };
    /** search/query.js */
    carrelQuery: { parse(typed: string): Query };
    /** search/titles.js */
    carrelTitles: {
      LAST: number;
      placeIn(paper: number, told: number): number;
      wordOf(place: number): number;
      inTitle(places: Uint32Array, paper: number): Uint32Array;
      rarity(papers: number, count: number): number;
      sideBySide(steps: Uint32Array[], score: Float64Array): void;
    };
    /** search/words.js */
    carrelWords: {
      weigh(
        term: string,
        how: { begins: boolean; exact: boolean; factor?: number },
        stale: () => boolean,
      ): Promise<Weighed>;
      spelt(term: string, stale: () => boolean): Promise<string>;
    };
    /** search/narrow.js */
    carrelNarrow: {
      NAMED: number;
      common(sets: Set<number>[]): Set<number>;
      filtered(filter: Filter, stale: () => boolean): Promise<Uint8Array>;
      person(id: string): Promise<Named | undefined>;
      kind(name: string): Promise<Named[]>;
      counts(papers: number[], kind: string, stale: () => boolean): Promise<{ one: Named; count: number }[]>;
    };
    /** search/phrases.js */
    carrelPhrases: {
      withPhrases(
        papers: number[],
        query: Query,
        answers: Answer[],
        read: number,
        stale: () => boolean,
      ): Promise<{ kept: number[]; missing: boolean; unread: number }>;
    };
    /** search/passages.js */
    carrelPassages: {
      wantedBy(needs: Need[]): Wanted;
      runs(text: string, wanted: Wanted): { text: string; hit: boolean }[];
      passage(text: string, wanted: Wanted, length?: number): string;
    };
    /** search/engine.js */
    carrelEngine: { find(typed: string, how?: How): Promise<Found> };
    /** search/shown.js */
    carrelShown: {
      make(tag: string, attributes?: Record<string, string>, ...children: (Node | string)[]): HTMLElement;
      say(key: string, values?: Record<string, string | number>): string;
      count(what: string, n: number): string;
      link(address: string): string;
      marked(text: string, wanted: Wanted): (Node | string)[];
      byline(card: Card, wanted: Wanted): string;
      notes(found: Found): string[];
    };
    /** search.js */
    carrelReady(): Promise<void>;
    /** cite.js */
    carrelCite: {
      offer(place: Element, name: string, papers: () => Promise<string[]>): void;
      fold(): HTMLDetailsElement;
    };
    /** api/cite/ */
    carrelShards: number;
    carrelListed: string[];
    carrelCitations: [string, string, string, object, string, string?][];
    /** early.js, for Material */
    __md_get(key: string): unknown;
  }
}
