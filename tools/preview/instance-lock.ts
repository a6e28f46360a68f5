import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface SecondInstance {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
}

/**
 * One process for each data folder. The lock is SQLite's on an empty file: taken in one call on every system, and the
 * system's own to release when the process is killed.
 */
export class InstanceLock {
  private held: { file: DatabaseSync; server: Server } | undefined;

  /**
   * @param onSecond called when another process asks for the same folder
   * @returns false when another process has it; `told` is then pending until that one knows
   */
  take(
    folder: string,
    onSecond: (second: SecondInstance) => void,
  ): { taken: boolean; told: Promise<void> } {
    if (this.held) return { taken: true, told: Promise.resolve() };
    const name = `vestibule-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
    const address =
      process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
    const file = new DatabaseSync(join(tmpdir(), `${name}.lock`));
    try {
      file.exec('BEGIN EXCLUSIVE');
    } catch {
      file.close();
      return { taken: false, told: tell(address) };
    }
    // The lock is ours, so an address that is still there is a dead process's.
    rmSync(address, { force: true });
    this.held = { file, server: listen(address, onSecond) };
    return { taken: true, told: Promise.resolve() };
  }

  release(): void {
    this.held?.server.close();
    this.held?.file.close();
    this.held = undefined;
  }
}

function listen(address: string, onSecond: (second: SecondInstance) => void): Server {
  const server = createServer(async (socket) => {
    try {
      const text = (await socket.setEncoding('utf8').toArray()).join('');
      onSecond(JSON.parse(text) as SecondInstance);
    } catch {
      // Whoever it was broke off; no window is owed to them.
    }
  });
  // Nobody is kept running by it.
  return server.listen(address).unref();
}

function tell(address: string): Promise<void> {
  const second: SecondInstance = { argv: process.argv, workingDirectory: process.cwd() };
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = connect(address);
  // The first process may be on its way out; there is nobody to tell then.
  socket.on('error', () => resolve());
  socket.on('close', () => resolve());
  socket.end(JSON.stringify(second));
  return promise;
}
