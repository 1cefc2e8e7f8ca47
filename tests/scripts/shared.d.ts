/** What the scripts of the theme share, for the checker of types: each is made by the script that is named. */
import type { Card, Directory, Named, Rows } from '../../generator/carrel/theme/assets/carrel/search/shards.js';
import type { Filter, Query } from '../../generator/carrel/theme/assets/carrel/search/query.js';
import type { Found, Wanted, Weighed } from '../../generator/carrel/theme/assets/carrel/search/engine.js';
import type { Placed, Spot } from '../../generator/carrel/theme/assets/carrel/search/tokens.js';

interface How {
  filters?: Filter[];
  sort?: string;
  read?: number;
  stale?: () => boolean;
}

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
    /** api/search/ */
    carrelDirectory: Directory;
    carrelShard(data: unknown): void;
    /** search/shards.js */
    carrelIndex: {
      open(): Promise<Directory>;
      renew(): Promise<boolean>;
      words(key: string): Promise<Rows>;
      wordShard(number: number): Promise<Rows>;
      cells(rows: Rows, key: string): string[] | undefined;
      span(beginning: string): Promise<[number, number]>;
      prefix(beginning: string): Promise<string[] | undefined>;
      pair(one: string, other: string): Promise<number[] | undefined>;
      endings(word: string): Promise<string[]>;
      named(table: 'people' | 'values', wanted: number[]): Promise<Named[]>;
      namedShard(table: 'people' | 'values', at: number): Promise<Named[]>;
      card(number: number): Promise<Card>;
      text(number: number): Promise<string>;
      order(): Promise<number[]>;
      numbers(text?: string): number[];
      rising(text?: string): number[];
      upTo<T>(sorted: T[], key: T): number;
    };
    /** search/query.js */
    carrelQuery: { parse(typed: string): Query };
    /** search/engine.js */
    carrelEngine: {
      find(typed: string, how?: How): Promise<Found>;
      counts(papers: number[], kind: string, stale: () => boolean): Promise<{ one: Named; count: number }[]>;
      kind(name: string): Promise<Named[]>;
      person(id: string): Promise<Named | undefined>;
      runs(text: string, wanted: Wanted): { text: string; hit: boolean }[];
      passage(text: string, wanted: Wanted, length?: number): string;
    };
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
