import { EventEmitter } from 'node:events';

/** What JavaScript itself looks for on any object. */
const asked = new Set(['then', 'toJSON']);

function refuse(name: string): never {
  throw new Error(`${name} is not in the preview`);
}

/** `object`, known to the app as `name`, where reading what it lacks throws by name instead of giving undefined. */
export function only<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && !asked.has(key)) refuse(`${name}.${key}`);
      return Reflect.get(target, key, receiver);
    },
  });
}

/** An emitter that knows its events, so that nobody waits for one that the preview never sends. */
export class KnownEmitter extends EventEmitter {
  private readonly owner: string;
  private readonly known: ReadonlySet<string>;

  constructor(owner: string, known: readonly string[]) {
    super();
    this.owner = owner;
    this.known = new Set(known);
  }

  /** `once` comes here too. */
  override on(event: string, listener: (...args: never[]) => void): this {
    return super.on(this.check(event), listener as () => void);
  }

  override addListener(event: string, listener: (...args: never[]) => void): this {
    return this.on(event, listener);
  }

  private check(event: string): string {
    if (!this.known.has(event)) refuse(`${this.owner}.on('${event}')`);
    return event;
  }
}

export interface Preventable {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

/** An event that a listener may refuse, with `details` on it as Electron puts them. */
export function preventable<T extends object>(details: T): T & Preventable {
  let prevented = false;
  return {
    ...details,
    preventDefault() {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
}
