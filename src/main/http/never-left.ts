/** Codes of Node's sockets and of undici for connections that never came about. */
const node = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The same in Chromium's network stack (net/base/net_error_list.h), which is behind Electron's net.fetch. */
const chromium =
  /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_FAILED|CONNECTION_TIMED_OUT|NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|ADDRESS_UNREACHABLE|ADDRESS_INVALID|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED|NETWORK_ACCESS_DENIED|CERT_\w+)\b/;

/**
 * Whether a failed fetch certainly sent nothing. Only these may be tried again without reading back first;
 * every failure that is not listed might have reached the provider.
 */
export function neverLeft(error: unknown): boolean {
  const { message, cause } = error as { message?: unknown; cause?: { code?: unknown } };
  return (
    (typeof cause?.code === 'string' && node.has(cause.code)) ||
    (typeof message === 'string' && chromium.test(message))
  );
}
