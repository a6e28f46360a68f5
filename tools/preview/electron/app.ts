import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { KnownEmitter, preventable } from '../absent.ts';
import { InstanceLock } from '../instance-lock.ts';

type Covered = Pick<
  App,
  | 'enableSandbox'
  | 'exit'
  | 'getAppPath'
  | 'getName'
  | 'getPath'
  | 'getVersion'
  | 'isPackaged'
  | 'isReady'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setPath'
  | 'whenReady'
>;

export interface Manifest {
  readonly name: string;
  readonly version: string;
}

/** What the app has open. */
export interface Holdings {
  /** Asks every window to close. False when one refused. */
  closeWindows(): Promise<boolean>;
  closeBrowser(): Promise<void>;
}

export class AppStandIn extends KnownEmitter implements Covered {
  readonly isPackaged = false;
  private readonly root: string;
  private readonly manifest: Manifest;
  private readonly holdings: Holdings;
  private readonly lock = new InstanceLock();
  private readonly ready = Promise.withResolvers<void>();
  private readonly paths = new Map<string, string>();
  private farewell: Promise<void> = Promise.resolve();
  private leaving = false;
  private state: 'starting' | 'ready' | 'exiting' = 'starting';

  constructor(root: string, manifest: Manifest, holdings: Holdings) {
    super('electron.app', [
      'ready',
      'window-all-closed',
      'before-quit',
      'will-quit',
      'quit',
      'second-instance',
      'web-contents-created',
    ]);
    this.root = root;
    this.manifest = manifest;
    this.holdings = holdings;
    const places = { home: homedir(), temp: tmpdir(), appData: applicationData() };
    for (const [name, path] of Object.entries(places)) this.paths.set(name, path);
    this.paths.set('userData', join(places.appData, manifest.name));
  }

  getAppPath(): string {
    return this.root;
  }

  getName(): string {
    return this.manifest.name;
  }

  getVersion(): string {
    return this.manifest.version;
  }

  getPath(name: Parameters<App['getPath']>[0]): string {
    const path = this.paths.get(name);
    if (path === undefined)
      throw new Error(`electron.app.getPath('${name}') is not in the preview`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  /** Chromium's own sandbox is on wherever the user is not root; every window here is sandboxed. */
  enableSandbox(): void {
    this.beforeReady('app.enableSandbox');
  }

  isReady(): boolean {
    return this.state !== 'starting';
  }

  whenReady(): Promise<void> {
    return this.ready.promise;
  }

  requestSingleInstanceLock(): boolean {
    const { taken, told } = this.lock.take(this.getPath('userData'), ({ argv, workingDirectory }) =>
      this.emit('second-instance', preventable({}), argv, workingDirectory, undefined),
    );
    this.farewell = told;
    return taken;
  }

  quit(): void {
    void this.leave();
  }

  exit(exitCode = 0): void {
    if (this.state === 'exiting') return;
    this.state = 'exiting';
    void this.end(exitCode);
  }

  /** Whether it has begun to exit: nothing new is to be started. */
  isExiting(): boolean {
    return this.state === 'exiting';
  }

  /** The browser stands: the app may open windows. */
  becomeReady(): void {
    if (this.state !== 'starting') return;
    this.state = 'ready';
    this.emit('ready', preventable({}));
    this.ready.resolve();
  }

  /** @throws Error, as Electron does, for what must come before it is ready */
  beforeReady(call: string): void {
    if (this.isReady()) throw new Error(`${call} must be called before app is ready`);
  }

  allWindowsClosed(): void {
    // Electron does not say so while it quits.
    if (this.leaving) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  private async leave(): Promise<void> {
    if (this.leaving || this.isExiting() || this.refused('before-quit')) return;
    this.leaving = true;
    if ((await this.holdings.closeWindows()) && !this.refused('will-quit')) {
      this.emit('quit', preventable({}), 0);
      this.exit(0);
    }
    this.leaving = false;
  }

  private refused(event: 'before-quit' | 'will-quit'): boolean {
    const leaving = preventable({});
    this.emit(event, leaving);
    return leaving.defaultPrevented;
  }

  private async end(exitCode: number): Promise<void> {
    await this.farewell;
    await this.holdings.closeBrowser();
    this.lock.release();
    process.exit(exitCode);
  }
}

function applicationData(): string {
  switch (process.platform) {
    case 'win32':
      return process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support');
    default:
      return process.env.XDG_CONFIG_HOME || join(homedir(), '.config');
  }
}
