import MiniSearch from 'minisearch';
import { type Host, SEARCH_RESULTS } from '#shared/domain/host.ts';
import { enoughToSearch, fold } from '#shared/domain/text.ts';

/** Hosts by name. Forgives accents, case and one typing error in each word; knows only names. */
export class HostSearch {
  readonly #index = new MiniSearch<Host>({
    fields: ['name'],
    tokenize: (text) => words(text),
    processTerm: (term) => term,
  });
  readonly #hosts = new Map<string, Host>();
  readonly #byName = new Map<string, Host[]>();

  /** Builds the index in steps, so that 50,000 names do not hold up the process that answers visitors. */
  static async of(hosts: readonly Host[]): Promise<HostSearch> {
    const search = new HostSearch();
    for (const host of hosts) search.#note(host);
    await search.#index.addAllAsync([...search.#hosts.values()], { chunkSize: 200 });
    return search;
  }

  #note(host: Host): void {
    if (this.#hosts.has(host.id)) return;
    this.#hosts.set(host.id, host);
    const name = fold(host.name);
    const same = this.#byName.get(name);
    if (same) same.push(host);
    else this.#byName.set(name, [host]);
  }

  /** The best few for what has been typed so far; none while that is too little to go by. */
  find(typed: string): Host[] {
    if (!enoughToSearch(typed)) return [];
    const query = words(typed).join(' ');
    if (query === '') return [];
    const found = new Map<string, Host>();
    // From strict to lenient, and no further than needed: a typing error is looked for only where little was found.
    for (const step of [asTyped, oneLetterOff, twoLettersSwapped]) {
      for (const { id } of step(this.#index, query)) {
        const host = this.#hosts.get(id);
        if (host) found.set(id, host);
        if (found.size === SEARCH_RESULTS) return [...found.values()];
      }
    }
    return [...found.values()];
  }

  /** Everybody of exactly this name, accents and case aside. */
  named(name: string): readonly Host[] {
    return this.#byName.get(fold(name)) ?? [];
  }
}

const apostrophes = /['’ʼ`]/g;
const between = /[^\p{L}\p{N}\p{M}]+/u;

/** What a name, or what is typed of one, is compared by. */
export function words(text: string): string[] {
  return fold(text.replace(apostrophes, '')).split(between).filter(Boolean);
}

type Step = (index: MiniSearch<Host>, query: string) => { id: string }[];

const asTyped: Step = (index, query) =>
  index.search(query, { prefix: true, combineWith: 'AND' }) as { id: string }[];

const oneLetterOff: Step = (index, query) =>
  index.search(query, {
    prefix: true,
    fuzzy: (term) => (term.length >= 3 ? 1 : 0),
    combineWith: 'AND',
  }) as { id: string }[];

const twoLettersSwapped: Step = (index, query) => {
  const queries = swaps(query).map((swapped) => ({
    queries: [swapped],
    combineWith: 'AND' as const,
  }));
  return index.search({ queries, combineWith: 'OR' }, { prefix: true }) as { id: string }[];
};

/** Every spelling that differs from the query by two neighbouring letters of a word changing places. */
function swaps(query: string): string[] {
  const letters = [...query];
  return letters.flatMap((letter, at) => {
    const next = letters[at + 1];
    if (next === undefined || letter === ' ' || next === ' ' || letter === next) return [];
    return [[...letters.slice(0, at), next, letter, ...letters.slice(at + 2)].join('')];
  });
}
