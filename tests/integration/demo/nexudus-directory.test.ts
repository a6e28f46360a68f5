import { afterEach, describe, expect, it } from 'vitest';
import { NEXUDUS_LIMITS } from '../../../src/demo/nexudus/server.ts';
import { openNexudus, walkIn } from './nexudus-client.ts';

let open: Awaited<ReturnType<typeof openNexudus>>;
afterEach(() => open.demo.stop());

interface Envelope {
  readonly Records: readonly Record<string, unknown>[];
  readonly HasNextPage: boolean;
  readonly [name: string]: unknown;
}
const list = async (path: string) => (await (await open.get(path)).json()) as Envelope;

describe('Nexudus demo: coworkers and businesses', () => {
  it('pages 25 at a time unless asked otherwise, in the documented envelope', async () => {
    open = await openNexudus({ hosts: 40 });
    const { Records, ...first } = await list('/api/spaces/coworkers');
    expect(Records).toHaveLength(25);
    expect(first).toEqual({
      CurrentPage: 1,
      CurrentPageSize: 25,
      CurrentOrderField: 'Id',
      CurrentSortDirection: 1,
      FirstItem: 1,
      LastItem: 25,
      TotalItems: 52,
      TotalPages: 3,
      HasNextPage: true,
      HasPreviousPage: false,
    });
    expect(await list('/api/spaces/coworkers?page=3')).toMatchObject({
      FirstItem: 51,
      LastItem: 52,
      HasNextPage: false,
      HasPreviousPage: true,
    });
  });

  it('holds the size between 1 and 1000', async () => {
    open = await openNexudus({ hosts: 1500 });
    for (const [asked, given] of [
      [0, 1],
      [5000, 1000],
      ['many', 25],
    ])
      expect(await list(`/api/spaces/coworkers?size=${asked}`)).toMatchObject({
        CurrentPageSize: given,
        Records: { length: given },
      });
  });

  it('orders by a known column, in either direction, and ignores an unknown one', async () => {
    open = await openNexudus({ hosts: 40 });
    const names = async (query: string) =>
      (await list(`/api/spaces/coworkers?size=100&${query}`)).Records.map(
        ({ FullName }) => FullName as string,
      );
    const sorted = (await names('')).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    expect(await names('orderBy=FullName')).toEqual(sorted);
    expect(await names('orderBy=FullName&dir=-1')).toEqual(sorted.toReversed());
    expect(await list('/api/spaces/coworkers?orderBy=Shoes')).toMatchObject({
      CurrentOrderField: 'Id',
    });
  });

  it('gives every one of 50,000 once, in pages', async () => {
    open = await openNexudus({ hosts: 50_000 });
    const seen = new Set<unknown>();
    let active = 0;
    for (let page = 1, more = true; more; page += 1) {
      const part = await list(`/api/spaces/coworkers?size=1000&page=${page}`);
      for (const row of part.Records) seen.add(row.Id);
      active += part.Records.filter(({ Active }) => Active).length;
      more = part.HasNextPage;
    }
    expect([seen.size, active]).toEqual([50_012, 50_000]);
  });

  it('has rows with what a kiosk must not keep, and some that it must leave out', async () => {
    open = await openNexudus();
    const { Records } = await list('/api/spaces/coworkers?size=1000');
    for (const row of Records)
      for (const field of ['Email', 'MobilePhone', 'AccessPincode', 'DateOfBirth'])
        expect(row[field]).toMatch(/./);
    expect(Records.some(({ Active }) => !Active)).toBe(true);
    expect(Records.some(({ CompanyName }) => CompanyName === null)).toBe(true);
    const kept = Records.filter(({ Active }) => Active).map((row) => ({
      id: String(row.Id),
      name: row.FullName,
      ...(row.CompanyName === null ? {} : { company: row.CompanyName }),
    }));
    expect(open.demo.hosts).toEqual(kept);
    expect(kept).toContainEqual(
      expect.objectContaining({ name: 'Maya Okafor', company: 'Tidewater Studio' }),
    );
  });

  it('knows its one business', async () => {
    open = await openNexudus();
    const { businessId } = open.demo.provider;
    expect((await list('/api/sys/businesses')).Records).toMatchObject([
      { Id: businessId, Name: 'Harbour Works' },
    ]);
    expect((await open.get(`/api/sys/businesses/${businessId}`)).status).toBe(200);
    expect((await open.get('/api/sys/businesses/1')).status).toBe(404);
    expect((await open.get('/api/spaces/businesses')).status).toBe(404);
    const put = await fetch(`${open.demo.baseUrl}/api/sys/businesses`, {
      method: 'PUT',
      headers: { accept: 'application/json', authorization: basicOf() },
    });
    expect(put.status).toBe(405);
  });
});

const basicOf = () =>
  `Basic ${Buffer.from(`${open.demo.provider.username}:${open.demo.secret.value}`).toString('base64')}`;

describe('Nexudus demo: limits', () => {
  it('throttles with 409, Retry-After and nothing else, by the vendor’s own limits', async () => {
    open = await openNexudus({ limits: NEXUDUS_LIMITS });
    expect((await open.get('/api/sys/businesses')).status).toBe(200);
    const soon = await open.get('/api/sys/businesses');
    expect([soon.status, soon.headers.get('retry-after'), await soon.text()]).toEqual([
      409,
      '1',
      '',
    ]);
    for (let write = 0; write < 60; write += 1) {
      open.clock.now += 100;
      expect((await open.post(walkIn)).status).toBe(200);
    }
    open.clock.now += 100;
    const tooMany = await open.post(walkIn);
    expect([tooMany.status, tooMany.headers.get('retry-after')]).toEqual([409, '54']);
    expect(open.demo.visitors).toHaveLength(60);
    expect((await open.get('/api/sys/businesses')).status).toBe(200);
  });
});
