import type { CallbackResponse, OnBeforeRequestListenerDetails, Protocol, Session } from 'electron';
import { KnownEmitter, only } from '../absent.ts';

type ProtocolHandler = Parameters<Protocol['handle']>[1];
type BeforeRequest = (
  details: OnBeforeRequestListenerDetails,
  callback: (response: CallbackResponse) => void,
) => void;
type PermissionCheck = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type PermissionRequest = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type Permission = Parameters<PermissionCheck>[1];

/** What Chromium can be told to grant, by Electron's name for it. */
const grants = {
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  geolocation: ['geolocation'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  midiSysex: ['midi-sysex'],
  notifications: ['notifications'],
} satisfies Partial<Record<Permission, string[]>>;

type Covered = Pick<
  Session,
  'closeAllConnections' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'
>;

export class SessionStandIn extends KnownEmitter implements Covered {
  readonly protocol: Pick<Protocol, 'handle'>;
  readonly webRequest: { onBeforeRequest(listener: BeforeRequest | null): void };
  private handler: ProtocolHandler | undefined;
  private beforeRequest: BeforeRequest | null = null;
  private permissionCheck: PermissionCheck | null = null;
  private permissionRequest: PermissionRequest | null = null;

  constructor() {
    super('session', ['will-download']);
    this.protocol = only('protocol', {
      handle: (scheme, handler) => {
        if (scheme !== 'app') throw new Error(`protocol.handle('${scheme}') is not in the preview`);
        this.handler = handler;
      },
    } satisfies Pick<Protocol, 'handle'>);
    this.webRequest = only('webRequest', {
      onBeforeRequest: (listener: BeforeRequest | null) => {
        if (listener !== null && typeof listener !== 'function')
          throw new Error('a filter of webRequest.onBeforeRequest is not in the preview');
        this.beforeRequest = listener;
      },
    });
  }

  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.permissionCheck = handler;
  }

  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.permissionRequest = handler;
  }

  /**
   * What this session's pages may do without being asked, by Chromium's names. Chromium cannot be made to ask main, so
   * the handlers are asked beforehand; without handlers Electron allows everything.
   */
  granted(): string[] {
    if (this.permissionRequest && !this.permissionCheck)
      throw new Error('a permission request handler without a check handler is not in the preview');
    return Object.entries(grants).flatMap(([permission, names]) => {
      const details = { isMainFrame: true };
      return this.permissionCheck?.(null, permission as Permission, 'app://kiosk/', details) ===
        false
        ? []
        : names;
    });
  }

  /** Main's own requests. Node keeps its connections out of reach, and never sends a POST a second time. */
  async closeAllConnections(): Promise<void> {}

  fetch(input: string, init?: RequestInit): Promise<Response> {
    return fetch(input, init);
  }

  /** Whether a request may go out at all. */
  async allows(details: OnBeforeRequestListenerDetails): Promise<boolean> {
    const listener = this.beforeRequest;
    if (!listener) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    listener(details, ({ cancel, redirectURL }) => {
      if (redirectURL !== undefined)
        throw new Error('a redirectURL of webRequest.onBeforeRequest is not in the preview');
      resolve(cancel !== true);
    });
    return promise;
  }

  /** A session that serves the app's pages has no network here, or a mistake in its bounds would not be noticed. */
  get hasNetwork(): boolean {
    return this.handler === undefined;
  }

  /** What the app serves at that address, or undefined when it serves nothing. */
  async serve(request: Request): Promise<Response | undefined> {
    return this.handler?.(request as Parameters<ProtocolHandler>[0]);
  }
}

/** Sessions by the name of their partition. */
export class Sessions {
  private readonly byPartition = new Map<string, SessionStandIn>();
  private readonly isReady: () => boolean;

  constructor(isReady: () => boolean) {
    this.isReady = isReady;
  }

  get(partition: string): SessionStandIn {
    if (!this.isReady()) throw new Error('Session can only be received when app is ready');
    const known = this.byPartition.get(partition);
    if (known) return known;
    const made = only('session', new SessionStandIn());
    this.byPartition.set(partition, made);
    return made;
  }
}
