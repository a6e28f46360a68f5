import type { Bridge } from '#shared/ipc/bridge.ts';
import type { Kept, Kiosk, News, Request, Search } from '#shared/ipc/contract.ts';
import type { Result } from '#shared/ipc/result.ts';

export const kiosk: Kiosk = {
  site: {
    name: 'Harbour Works',
    timeZone: 'Europe/Lisbon',
    country: 'PT',
    languages: ['en', 'ar'],
  },
  demo: false,
  walkIn: { phone: 'optional', company: 'optional' },
  idleSeconds: 60,
  status: {
    line: 'online',
    credentials: 'ready',
    keychain: 'ready',
    directory: 'ready',
    disk: 'ready',
    lost: 0,
    setAside: 0,
    waiting: 0,
    needsPerson: 0,
  },
};

export const terms = { version: '2026-01', text: { en: 'Be kind.', ar: 'كن لطيفًا.' } };

export const maya = { id: 'h1', name: 'Maya Okafor', company: 'Brightside' };
export const mayank = { id: 'h2', name: 'Mayank Deshpande' };

export const visitId = '6f0f6f0e-53a3-4f5e-9e8b-0a1c4b7f2d11';

/** Main, as far as a screen can tell: answers are set or held back by the test, and calls are kept. */
export class FakeMain implements Bridge {
  opened: Result<Kiosk> = { ok: true, value: kiosk };
  found: Search = { directory: 'ready', hosts: [maya, mayank] };
  readonly added: Request<'arrivals.add'>[] = [];
  readonly searched: string[] = [];
  opens = 0;
  /** Answers the calls to `add` and `search` in the order in which they came. */
  readonly answerAdd: ((answer: Result<Kept>) => void)[] = [];
  readonly answerSearch: ((answer?: Result<Search>) => void)[] = [];
  #arrivals: ((news: News<'arrivals.changed'>) => void) | undefined;
  #status: ((news: News<'status.changed'>) => void) | undefined;

  async open() {
    this.opens += 1;
    return this.opened;
  }

  search({ query }: Request<'directory.search'>) {
    this.searched.push(query);
    return new Promise<Result<Search>>((resolve) => {
      this.answerSearch.push((answer = { ok: true, value: this.found }) => resolve(answer));
    });
  }

  add(request: Request<'arrivals.add'>) {
    this.added.push(request);
    return new Promise<Result<Kept>>((resolve) => {
      this.answerAdd.push(resolve);
    });
  }

  onArrivalChanged(listener: (news: News<'arrivals.changed'>) => void) {
    this.#arrivals = listener;
    return () => {
      this.#arrivals = undefined;
    };
  }

  onStatusChanged(listener: (news: News<'status.changed'>) => void) {
    this.#status = listener;
    return () => {
      this.#status = undefined;
    };
  }

  tellArrival(news: News<'arrivals.changed'>) {
    this.#arrivals?.(news);
  }

  tellStatus(news: News<'status.changed'>) {
    this.#status?.(news);
  }

  get listening() {
    return this.#arrivals !== undefined || this.#status !== undefined;
  }
}
