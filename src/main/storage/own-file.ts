import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import { FileGoneError } from './disk-trouble.ts';

/** A database's file as it was when it was opened. SQLite goes on writing to one that was deleted or moved. */
export class OwnFile {
  readonly #file: string;
  /** Ours to ask about the file when its name is another's. As long as SQLite has the file open, it stays open, too. */
  readonly #handle: number;
  /** Which files they are, it and its log of changes: those that take their places later are others. */
  readonly #identities: readonly (bigint | undefined)[];

  /** @param file whose log of changes is there already */
  constructor(file: string) {
    this.#file = file;
    this.#handle = openSync(file, 'r');
    this.#identities = this.#identitiesNow();
  }

  /** @throws FileGoneError where nobody would look for what is written */
  check(): void {
    const now = this.#identitiesNow();
    if (!now.every((identity, file) => identity === this.#identities[file]))
      throw new FileGoneError(`${this.#file} is not the file any more that was opened`);
  }

  /** Whether the file is nowhere any more but in our hands. One that was only moved still has a name somewhere. */
  get isDeleted(): boolean {
    return fstatSync(this.#handle).nlink === 0;
  }

  close(): void {
    closeSync(this.#handle);
  }

  #identitiesNow(): (bigint | undefined)[] {
    return [this.#file, `${this.#file}-wal`].map(identityOf);
  }
}

/** Undefined when it is not there. */
function identityOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}
