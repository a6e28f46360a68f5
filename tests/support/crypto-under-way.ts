import { webcrypto } from 'node:crypto';

const slow = ['encrypt', 'decrypt', 'sign', 'generateKey', 'deriveBits', 'importKey', 'exportKey'];
const subtle = Object.getPrototypeOf(webcrypto.subtle) as Record<
  string,
  (...given: unknown[]) => Promise<unknown>
>;
let underWay = 0;

for (const name of slow) {
  const call = subtle[name];
  if (!call) throw new Error(`SubtleCrypto has no ${name}`);
  subtle[name] = function (this: unknown, ...given) {
    underWay += 1;
    return call.apply(this, given).finally(() => {
      underWay -= 1;
    });
  };
}

/** How many pieces of cryptography other threads are at work on. */
export const cryptoUnderWay = (): number => underWay;
