import { afterEach, describe, expect, it } from 'vitest';
import { as, openSpacebring } from './spacebring-client.ts';
import * as schema from './spacebring-schema.ts';

let open: Awaited<ReturnType<typeof openSpacebring>>;
afterEach(() => open.demo.stop());

/** Spacebring, OpenAPI: the scope that is enough, and whether Basic is. */
const operations: [string, string, boolean][] = [
  ['GET /locations/v1', 'locations.readonly', true],
  ['GET /locations/v1/{id}', 'locations.readonly', true],
  ['GET /community/memberships/v1', 'community.readonly', true],
  ['GET /community/companies/v1', 'community.readonly', true],
  ['GET /visitors/requests/v1', 'visitors.readonly', true],
  ['POST /visitors/requests/v1', 'visitors', true],
  ['GET /visitors/requests/v1/{id}', 'visitors.readonly', true],
  ['POST /visitors/requests/v1/{id}/approve', 'visitors', false],
  ['POST /visitors/requests/v1/{id}/reject', 'visitors', false],
  ['GET /visitors/visits/v1', 'visitors.readonly', true],
  ['POST /visitors/visits/v1', 'visitors', false],
  ['GET /visitors/visits/v1/{id}', 'visitors.readonly', true],
  ['PUT /visitors/visits/v1/{id}', 'visitors', true],
  ['DELETE /visitors/visits/v1/{id}', 'visitors', false],
  ['POST /visitors/visits/v1/checkin', 'visitors', true],
  ['POST /visitors/visits/v1/checkout', 'visitors', true],
  ['GET /visitors/contacts/v1', 'visitors', true],
  ['POST /visitors/contacts/v1', 'visitors', true],
  ['GET /visitors/contacts/v1/{id}', 'visitors.readonly', true],
  ['GET /support/tickets/v1', 'support.readonly', true],
  ['POST /support/tickets/v1', 'support', false],
  ['GET /support/tickets/v1/{id}', 'support.readonly', true],
];

describe('Spacebring demo: who may do what', () => {
  it.each(operations)('%s takes %s, and Basic: %j', async (operation, scope, takesBasic) => {
    open = await openSpacebring();
    const [method = '', template = ''] = operation.split(' ');
    const path = template.replace('{id}', '3c90c3cc-0d44-4b50-8888-8dd25736052a');
    const status = async (more: Record<string, string>) => {
      const answer = await open.send(method, path, method === 'POST' ? {} : undefined, more);
      if (answer.status >= 400) await as(schema.responseError, answer.status, resolved(answer));
      return answer.status;
    };
    const isBarred = async (more: Record<string, string>) => (await status(more)) === 403;

    expect(await isBarred({})).toBe(!takesBasic);
    expect(await isBarred(await open.bearer(scope))).toBe(false);
    const [area = ''] = scope.split('.');
    expect(await isBarred(await open.bearer(area))).toBe(false);
    const isForReading = scope.endsWith('.readonly');
    expect(await isBarred(await open.bearer(`${area}.readonly`))).toBe(!isForReading);
    expect(await isBarred(await open.bearer('shop events.readonly'))).toBe(true);
    expect(await status({ authorization: 'Bearer made-up' })).toBe(401);
  });

  it('needs the network’s id with a token, but to learn it', async () => {
    open = await openSpacebring();
    const { authorization } = await open.bearer('locations.readonly');
    const ask = (path: string, more: Record<string, string> = {}) =>
      fetch(open.demo.baseUrl + path, { headers: { authorization, ...more } });
    await as(schema.responseError, 400, ask('/locations/v1'));
    const wrong = { 'spacebring-network-id': open.demo.provider.locationId };
    await as(schema.responseError, 400, ask('/locations/v1', wrong));
    const { networks } = await as(schema.networks, 200, ask('/networks/v1'));
    const right = { 'spacebring-network-id': networks[0]?.id ?? '' };
    await as(schema.locations, 200, ask('/locations/v1', right));
  });

  it.each(['GET /visitors/visits/v1/a/b', 'PATCH /visitors/visits/v1', 'GET /oauth2/token'])(
    'knows no %s',
    async (operation) => {
      open = await openSpacebring();
      const [method = '', path = ''] = operation.split(' ');
      await as(schema.responseError, 404, open.send(method, path));
    },
  );
});

const resolved = (answer: Response) => Promise.resolve(answer);
