import { type ChildProcess, fork } from 'node:child_process';
import type { ForkOptions, UtilityProcess } from 'electron';
import { KnownEmitter, only } from '../absent.ts';

const parentPort = new URL('../parent-port.ts', import.meta.url).href;

export class UtilityProcessStandIn
  extends KnownEmitter
  implements Pick<UtilityProcess, 'kill' | 'pid' | 'postMessage'>
{
  private readonly child: ChildProcess;

  static fork(
    modulePath: string,
    args: string[] = [],
    { serviceName: _, ...rest }: ForkOptions = {},
  ): UtilityProcessStandIn {
    const [option] = Object.keys(rest);
    if (option !== undefined)
      throw new Error(`utilityProcess.fork's option ${option} is not in the preview`);
    return only('UtilityProcess', new UtilityProcessStandIn(modulePath, args));
  }

  private constructor(modulePath: string, args: string[]) {
    super('UtilityProcess', ['spawn', 'message', 'error', 'exit']);
    this.child = fork(modulePath, args, {
      execArgv: ['--import', parentPort],
      serialization: 'advanced',
    });
    this.child.on('spawn', () => this.emit('spawn'));
    this.child.on('message', (message) => this.emit('message', message));
    this.child.once('exit', (code) => this.emit('exit', code ?? 1));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  postMessage(message: unknown): void {
    // Electron drops what is sent to a process that is gone.
    if (this.child.connected) this.child.send(message as object);
  }

  kill(): boolean {
    return this.child.kill();
  }
}
