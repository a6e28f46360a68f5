import type { ErrandOf } from '#shared/domain/errand.ts';
import type { Operation } from '../provider.ts';
import { type SpacebringApi, unreadable } from './api.ts';
import { contact, visitorBody } from './messages.ts';
import { createdSince, pickLost } from './read-back.ts';

const CONTACTS = '/visitors/contacts/v1';

/** Somebody with no host leaves their details. */
export function contacts(api: SpacebringApi): Operation<ErrandOf<'contact'>> {
  return {
    send: ({ errand }) =>
      api.send(CONTACTS, 'contact', {
        contact: { locationRef: api.locationId, visitor: visitorBody(errand.visitor) },
      }),

    async settle({ errand }, sent) {
      try {
        const since = await api.all(CONTACTS, 'contacts', contact, createdSince(sent.at));
        return pickLost(since, errand.visitor, sent, {
          one: 'a contact',
          several: 'contacts',
          like: 'of that e-mail address',
        });
      } catch (error) {
        return unreadable(error);
      }
    },
  };
}
