import { describe, expect, it } from 'vitest';
import { neverLeft } from '../../../../src/main/http/never-left.ts';

const node = (code: string) => new TypeError('fetch failed', { cause: { code } });
const chromium = (name: string) => new Error(`net::${name}`);

describe('a failed fetch', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
  ])('with %s sent nothing', (code) => expect(neverLeft(node(code))).toBe(true));

  it.each([
    'ECONNRESET',
    'EPIPE',
    'UND_ERR_SOCKET',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
    'ETIMEDOUT',
    '',
  ])('with %s may have sent something', (code) => expect(neverLeft(node(code))).toBe(false));

  it.each([
    'ERR_INTERNET_DISCONNECTED',
    'ERR_CONNECTION_REFUSED',
    'ERR_NAME_NOT_RESOLVED',
    'ERR_ADDRESS_UNREACHABLE',
    'ERR_PROXY_CONNECTION_FAILED',
    'ERR_CERT_AUTHORITY_INVALID',
    'ERR_CERT_DATE_INVALID',
    'ERR_CONNECTION_TIMED_OUT',
  ])('in Chromium with %s sent nothing', (name) => expect(neverLeft(chromium(name))).toBe(true));

  it.each([
    'ERR_CONNECTION_RESET',
    'ERR_CONNECTION_CLOSED',
    'ERR_EMPTY_RESPONSE',
    'ERR_TIMED_OUT',
    'ERR_NETWORK_CHANGED',
    'ERR_CONNECTION_ABORTED',
    'ERR_HTTP2_PROTOCOL_ERROR',
    'ERR_CONTENT_LENGTH_MISMATCH',
    'ERR_CONNECTION_REFUSED_LATER',
  ])('in Chromium with %s may have sent something', (name) =>
    expect(neverLeft(chromium(name))).toBe(false),
  );

  it.each([{}, new Error(''), { message: 7 }, { cause: null }])(
    'that is %o may have sent something',
    (error) => expect(neverLeft(error)).toBe(false),
  );
});
