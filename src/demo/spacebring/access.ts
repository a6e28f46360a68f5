import { basic, bearer, type Call, type Reply } from '../loopback.ts';
import { network } from './records.ts';
import type { Route } from './routes.ts';
import { covers, type Scope } from './scopes.ts';
import type { Tokens } from './tokens.ts';
import { badRequest, refusal } from './wire.ts';

/** Whose request it is: an operator's own, who may do what Basic may, or that of a user who granted these scopes. */
export type Asker = 'operator' | ReadonlySet<Scope>;

/** Spacebring, API reference, authentication: an operator comes with Basic, a partner with a user's token. */
export function askerOf(
  { headers }: Call,
  operator: { readonly id: string; readonly secret: string },
  tokens: Tokens,
): Asker | undefined {
  const token = bearer(headers);
  if (token !== undefined) return tokens.scopesOf(token);
  const given = basic(headers);
  return given?.id === operator.id && given.secret === operator.secret ? 'operator' : undefined;
}

/** Of a 401 the body is not documented. */
export const unknownAsker = ({ headers }: Call): Reply =>
  refusal(
    401,
    'unauthorized',
    bearer(headers) === undefined
      ? 'The client id or the client secret is wrong.'
      : 'The access token is not valid, or not any more.',
  );

/** What keeps this asker from this operation. Of a 403 neither that nor its body is documented. */
export function barred(asker: Asker, route: Route, { headers }: Call): Reply | undefined {
  if (asker === 'operator') {
    if (route.oauthOnly) return refusal(403, 'forbidden', 'This operation takes OAuth2 alone.');
  } else if (route.scope !== 'any' && !covers(asker, route.scope)) {
    return refusal(403, 'forbidden', `The scope ${route.scope} was not granted.`);
  }
  // Spacebring, OpenAPI: the header may be left out with Basic, which names the network by itself. Networks are
  // listed for who does not know theirs yet, so that operation does not have it.
  const given = headers['spacebring-network-id'];
  if (given === undefined && asker !== 'operator' && !route.withoutNetwork)
    return badRequest('spacebring-network-id: is required with a bearer token');
  if (given !== undefined && given !== network.id)
    return badRequest('spacebring-network-id: is not known');
  return undefined;
}
