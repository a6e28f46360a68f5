import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { credentials } from '../../tools/drive/credentials.ts';
import { launch } from '../../tools/drive/launch.ts';
import { runtime } from '../../tools/drive/runtime.ts';
import { type SecretService, startSecretService } from '../../tools/drive/secret-service.ts';
import { WalkIn } from '../../tools/drive/walk-in.ts';
import { type DemoProcess, startDemo } from './demo-process.ts';
import { type Measurement, Rounds, type Row } from './measure.ts';

const ROUNDS = 5;
/** Taps in a round, of the kiosk and of the bare page. */
const TAPS = 4;
const HANGS = 3_600_000;
/** A name that no DNS knows (RFC 2606). */
const ABSENT = 'https://provider.invalid';

const conditions = {
  'answering in 50 ms': (demo: DemoProcess) => demo.arrivalsTake(50),
  hanging: (demo: DemoProcess) => demo.arrivalsTake(HANGS),
  'refusing connections': (demo: DemoProcess) => demo.stopListening(),
  absent: undefined,
};

/** From the tap on Confirm to a result on the screen, beside a page of the same runtime that writes nothing. */
export const tap: Measurement = async ({ folder, say }) => {
  const keychain = await startSecretService();
  const rows: Row[] = [];
  try {
    const bare = await launch({ args: await demoArguments(folder), env: keychain.env });
    try {
      await bare.page.setContent('<main></main><button>Confirm</button>');
      for (const [name, make] of Object.entries(conditions)) {
        say(`tap: the provider ${name}`);
        rows.push(...(await tapsWhile(name, make, { folder, keychain, bare: bare.page })));
      }
    } finally {
      await bare.kill();
    }
  } finally {
    await keychain.stop();
  }
  return rows;
};

async function tapsWhile(
  name: string,
  make: ((demo: DemoProcess) => Promise<void>) | undefined,
  place: { folder: string; keychain: SecretService; bare: Page },
): Promise<Row[]> {
  const demo = await startDemo({ kind: 'spacebring', limits: true, latency: 0 });
  const provider = make ? demo.provider : { ...demo.provider, baseUrl: ABSENT };
  const site = join(place.folder, name.replaceAll(' ', '-'));
  const profile = `${site}.json`;
  await writeFile(profile, profileOf(provider));
  const { env } = place.keychain;
  await credentials('set', demo.secret.name, profile, { secret: demo.secret.value, env });
  const kiosk = await launch({ args: ['--profile', profile, '--data-dir', site], env });
  const took = new Rounds();
  const bare = new Rounds();
  try {
    const guest = new WalkIn(kiosk.page);
    if (make) {
      await kiosk.page.locator('[data-status][data-directory=ready]').waitFor();
      await make(demo);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const one of [took, bare]) one.next();
      for (let count = 0; count < TAPS; count += 1) {
        const email = `ada-${round}-${count}@guests.test`;
        await guest.introduce({ firstName: 'Ada', lastName: 'Lovelace', email });
        await (make ? guest.choose(demo.host.name) : guest.type('Maya Okafor'));
        took.add(await tapToResult(kiosk.page, () => guest.confirm()));
        await guest.done();
        bare.add(await tapOnBarePage(place.bare));
      }
    }
  } finally {
    await kiosk.close();
    await credentials('delete', demo.secret.name, profile, { env });
    await demo.end();
  }
  return [
    {
      what: `tap to result, provider ${name}`,
      unit: 'ms',
      ours: took.spread,
      baseline: { name: 'a bare page', spread: bare.spread },
      more: took.spread.p95 - bare.spread.p95,
      aim: 'p95, shown',
      met: undefined,
      note: `on ${runtime.name}; what is more is told of the p95`,
    },
  ];
}

/** Milliseconds from the click, as the page gets it, to a result in the page. */
async function tapToResult(page: Page, tap: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const took = new Promise<number>((resolve) => {
      let clicked: number | undefined;
      const onClick = () => {
        clicked = performance.now();
      };
      addEventListener('click', onClick, { capture: true, once: true });
      const observer = new MutationObserver(() => {
        if (clicked === undefined || !document.querySelector('[data-outcome]')) return;
        observer.disconnect();
        resolve(performance.now() - clicked);
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true });
    });
    Reflect.set(globalThis, 'tapTook', took);
  });
  await tap();
  return page.evaluate(() => Reflect.get(globalThis, 'tapTook') as Promise<number>);
}

async function tapOnBarePage(page: Page): Promise<number> {
  await page.evaluate(() => {
    const main = document.querySelector('main');
    main?.removeAttribute('data-outcome');
    document
      .querySelector('button')
      ?.addEventListener('click', () => main?.setAttribute('data-outcome', 'shown'), {
        once: true,
      });
  });
  const button = page.getByRole('button', { name: 'Confirm', exact: true });
  return tapToResult(page, () => button.click());
}

const profileOf = (provider: object) =>
  JSON.stringify({
    site: { name: 'Harbour Works', timeZone: 'Europe/Lisbon', country: 'PT' },
    provider,
  });

async function demoArguments(folder: string): Promise<string[]> {
  const profile = join(folder, 'bare.json');
  await writeFile(profile, profileOf({ kind: 'demo', of: 'nexudus' }));
  return ['--profile', profile, '--data-dir', join(folder, 'bare')];
}
