import type { ErrandOf } from '#shared/domain/errand.ts';
import type { Operation } from '../provider.ts';
import { type SpacebringApi, unreadable } from './api.ts';
import { hostRefOf, visitorBody, visitRequest } from './messages.ts';
import { createdSince, pickLost } from './read-back.ts';

export const REQUESTS = '/visitors/requests/v1';

/** Somebody at the door becomes a request to their host, who approves or rejects it. */
export function walkIns(api: SpacebringApi): Operation<ErrandOf<'walk-in'>> {
  return {
    async send({ errand, hostId }) {
      if (hostId === undefined)
        return {
          kind: 'refused',
          message: 'Spacebring takes no visit without a host',
          fields: [{ field: 'userRefHost', message: 'is missing' }],
        };
      return api.send(REQUESTS, 'request', {
        request: {
          locationRef: api.locationId,
          userRefHost: hostId,
          visitor: visitorBody(errand.visitor),
        },
      });
    },

    async settle({ errand, hostId }, sent) {
      try {
        const since = await api.all(REQUESTS, 'requests', visitRequest, createdSince(sent.at));
        const forHost = since.filter((request) => hostRefOf(request) === hostId);
        return pickLost(forHost, errand.visitor, sent, {
          one: 'a request',
          several: 'requests',
          like: 'of that e-mail address for that host',
        });
      } catch (error) {
        return unreadable(error);
      }
    },
  };
}
