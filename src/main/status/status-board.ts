import type { Status } from '#shared/domain/status.ts';
import type { KeychainTrouble } from '../credentials/secret-store.ts';
import type { Counts } from '../outbox/outbox.ts';
import type { Contact, CredentialTrouble } from '../providers/provider.ts';

export type Caller = 'delivery' | 'directory' | 'bookings';

/** How the kiosk is at this moment, put together from what its parts report; tells when it changes. */
export class StatusBoard {
  readonly #onChange: (status: Status) => void;
  readonly #lacksRole = new Set<Caller>();
  #status: Status;

  constructor(demo: boolean, onChange: (status: Status) => void) {
    this.#onChange = onChange;
    this.#status = {
      line: 'unknown',
      credentials: 'unknown',
      keychain: demo ? 'not-needed' : 'unknown',
      directory: 'not-yet',
      disk: 'ready',
      waiting: 0,
      lost: 0,
      needsPerson: 0,
      calls: 0,
      setAside: 0,
    };
  }

  get now(): Status {
    return this.#status;
  }

  disk(disk: Status['disk']): void {
    this.#set({ ...this.#status, disk });
  }

  /** How the keychain answered when the outbox asked for its own key. */
  keychain(keychain: KeychainTrouble | 'ready'): void {
    this.#set({ ...this.#status, ...this.#keychain(keychain) });
  }

  directory(directory: Status['directory']): void {
    this.#set({ ...this.#status, directory });
  }

  /** @param clockOffset whole ms to add to the device's clock */
  clock(clockOffset: number): void {
    this.#set({ ...this.#status, clockOffset });
  }

  counts({ waitingSince, ...counts }: Counts): void {
    const { waitingSince: _, ...rest } = this.#status;
    const since =
      waitingSince === undefined ? {} : { waitingSince: new Date(waitingSince).toISOString() };
    this.#set({ ...rest, ...counts, ...since });
  }

  /** @param latest when the latest call was (ms since the epoch) */
  calls(calls: number, latest: number | undefined): void {
    const { calledAt: _, ...rest } = this.#status;
    const at = latest === undefined ? {} : { calledAt: new Date(latest).toISOString() };
    this.#set({ ...rest, calls, ...at });
  }

  /**
   * The provider was spoken to, or was tried.
   * @param by who spoke: an account may have the role for the one and lack it for the other
   */
  contact(by: Caller, contact: Contact): void {
    if (contact.kind === 'answered') {
      this.#lacksRole.delete(by);
      const credentials = this.#lacksRole.size > 0 ? 'no-role' : 'ready';
      this.#set({ ...this.#status, line: 'online', credentials, ...this.#keychain('ready') });
    } else if (contact.kind === 'credentials') {
      if (contact.state === 'no-role') this.#lacksRole.add(by);
      this.#set({ ...this.#status, ...this.#credentials(contact.state) });
    } else this.#set({ ...this.#status, line: contact.kind });
  }

  #credentials(trouble: CredentialTrouble): Partial<Status> {
    switch (trouble) {
      case 'locked':
      case 'unavailable':
      case 'frozen':
        return { credentials: 'unknown', ...this.#keychain(trouble) };
      default:
        return { credentials: trouble, ...this.#keychain('ready') };
    }
  }

  #keychain(keychain: Status['keychain']): Partial<Status> {
    return this.#status.keychain === 'not-needed' ? {} : { keychain };
  }

  #set(status: Status): void {
    const changed = JSON.stringify(status) !== JSON.stringify(this.#status);
    this.#status = status;
    if (changed) this.#onChange(status);
  }
}
