// A demo server in a process of its own, so that it takes no time from the event loop that is measured.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Host } from '#shared/domain/host.ts';
import type { DemoServer } from '../../src/demo/demo-server.ts';
import { startNexudusDemo } from '../../src/demo/nexudus/server.ts';
import { startSpacebringDemo } from '../../src/demo/spacebring/server.ts';

interface Wish {
  readonly kind: 'nexudus' | 'spacebring';
  /** Whether the vendor's limits are kept. */
  readonly limits: boolean;
  /** How long each answer takes, in ms. */
  readonly latency: number;
}

type Told = Pick<DemoServer, 'baseUrl' | 'provider' | 'secret'> & { readonly host: Host };
type Asked = { readonly arrivalsTake: number } | 'stop listening' | 'listen';

export interface DemoProcess extends Told {
  /** From now on what signs a visitor in is answered that much later, in ms. */
  arrivalsTake(ms: number): Promise<void>;
  stopListening(): Promise<void>;
  listen(): Promise<void>;
  end(): Promise<void>;
}

export async function startDemo(wish: Wish): Promise<DemoProcess> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(wish)], { execArgv: [] });
  const [told] = (await once(child, 'message')) as [Told];
  const ask = async (asked: Asked) => {
    child.send(asked);
    await once(child, 'message');
  };
  return {
    ...told,
    arrivalsTake: (ms) => ask({ arrivalsTake: ms }),
    stopListening: () => ask('stop listening'),
    listen: () => ask('listen'),
    async end() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function serve({ kind, limits, latency }: Wish): Promise<void> {
  const start = kind === 'nexudus' ? startNexudusDemo : startSpacebringDemo;
  const server: DemoServer = await start(limits ? {} : { limits: [] });
  const { baseUrl, provider, secret, faults } = server;
  const host = server.hosts[0];
  if (!host) throw new Error('The demo has nobody to visit');
  const delay = (match: object, ms: number) =>
    faults.next({ match, times: Number.POSITIVE_INFINITY, do: { kind: 'delay', ms } });
  const answer = async (asked: Asked) => {
    if (asked === 'listen') await server.start();
    else if (asked === 'stop listening') await server.stop();
    else {
      faults.clear();
      delay({ method: 'POST', path: /visitors/ }, asked.arrivalsTake);
    }
    process.send?.('done');
  };
  if (latency > 0) delay({}, latency);
  process.on('message', (asked: Asked) => void answer(asked));
  // The bench may be interrupted.
  process.on('disconnect', () => process.exit());
  process.send?.({ baseUrl, provider, secret, host } satisfies Told);
}

if (import.meta.main) await serve(JSON.parse(process.argv[2] ?? '') as Wish);
