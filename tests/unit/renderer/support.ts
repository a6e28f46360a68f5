import type { Bridge } from '#shared/ipc/bridge.ts';
import type {
  BookingSearch,
  Kept,
  Kiosk,
  News,
  Request,
  Response,
  Search,
} from '#shared/ipc/contract.ts';
import type { Result } from '#shared/ipc/result.ts';

export const kiosk: Kiosk = {
  site: {
    name: 'Harbour Works',
    timeZone: 'Europe/Lisbon',
    country: 'PT',
    languages: ['en', 'ar'],
  },
  demo: false,
  walkIn: { phone: 'optional', company: 'optional', asksHost: false },
  offers: { checkIn: true, booking: true, signOut: true, contact: true, call: true },
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
    calls: 0,
  },
};

export const terms = { version: '2026-01', text: { en: 'Be kind.', ar: 'كن لطيفًا.' } };

export const maya = { id: 'h1', name: 'Maya Okafor', company: 'Brightside' };
export const mayank = { id: 'h2', name: 'Mayank Deshpande' };

export const harbourRoom = {
  id: 'b1',
  room: 'Harbour Room',
  host: maya,
  from: '2026-04-07T08:00:00Z',
  to: '2026-04-07T09:30:00Z',
};
export const harbourRoomLater = {
  ...harbourRoom,
  id: 'b2',
  host: mayank,
  from: '2026-04-07T10:00:00Z',
  to: '2026-04-07T11:00:00Z',
};

export const visitId = '6f0f6f0e-53a3-4f5e-9e8b-0a1c4b7f2d11';

/** Main, as far as a screen can tell: answers are set or held back by the test, and calls are kept. */
export class FakeMain implements Bridge {
  opened: Result<Kiosk> = { ok: true, value: kiosk };
  found: Search = { directory: 'ready', hosts: [maya, mayank] };
  readonly added: Request<'entries.add'>[] = [];
  bookings: BookingSearch = { bookings: 'ready', found: [harbourRoom, harbourRoomLater] };
  readonly searched: string[] = [];
  readonly searchedBookings: string[] = [];
  /** The visits whose hosts were asked after. */
  readonly asked: string[] = [];
  opens = 0;
  /** Answers the calls to `add`, `search` and `hostAnswer` in the order in which they came. */
  readonly answerAdd: ((answer: Result<Kept>) => void)[] = [];
  readonly answerSearch: ((answer?: Result<Search>) => void)[] = [];
  readonly answerHost: ((answer: Result<Response<'hosts.answer'>>) => void)[] = [];
  #entries: ((news: News<'entries.changed'>) => void) | undefined;
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

  async searchBookings({ query }: Request<'bookings.search'>): Promise<Result<BookingSearch>> {
    this.searchedBookings.push(query);
    return { ok: true, value: this.bookings };
  }

  hostAnswer({ id }: Request<'hosts.answer'>) {
    this.asked.push(id);
    return new Promise<Result<Response<'hosts.answer'>>>((resolve) => {
      this.answerHost.push(resolve);
    });
  }

  add(request: Request<'entries.add'>) {
    this.added.push(request);
    return new Promise<Result<Kept>>((resolve) => {
      this.answerAdd.push(resolve);
    });
  }

  onEntryChanged(listener: (news: News<'entries.changed'>) => void) {
    this.#entries = listener;
    return () => {
      this.#entries = undefined;
    };
  }

  onStatusChanged(listener: (news: News<'status.changed'>) => void) {
    this.#status = listener;
    return () => {
      this.#status = undefined;
    };
  }

  tellEntry(news: News<'entries.changed'>) {
    this.#entries?.(news);
  }

  tellStatus(news: News<'status.changed'>) {
    this.#status?.(news);
  }

  get listening() {
    return this.#entries !== undefined || this.#status !== undefined;
  }
}
