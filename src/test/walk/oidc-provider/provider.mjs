// Usage: node provider.mjs, with ISSUER, RESOURCE, OTHER_RESOURCE, CLIENT_ID and CLIENT_DOCUMENT in the environment,
// and NONCES if a proof of a key (RFC 9449) must have a nonce.
//
// oidc-provider, which knows two resources by their indicators (RFC 8707), writes access tokens as RFC 9068 has them, and
// takes clients that register (RFC 7591) and clients that are a document. With LISTEN its endpoints are there and not at the
// issuer, with PAGE_CLIENT the page at PAGE is a client, SECONDS is how long its tokens are good. With SCOPE_PREFIX it wants that before each scope, with
// SHAPE it writes its tokens as another issuer does, and with ENTERPRISE_KEY it accepts ID-JAGs that are signed with it.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Provider, errors } from 'oidc-provider';
import { GRANT, acceptIdJags } from './id-jag.mjs';
import { SHAPES } from './shapes.mjs';

const { ISSUER, RESOURCE, OTHER_RESOURCE, CLIENT_ID, CLIENT_DOCUMENT, NONCES } = process.env;
const { LISTEN = ISSUER, PAGE, PAGE_CLIENT, SECONDS = '600' } = process.env;
const { SCOPE_PREFIX = '', SHAPE = 'rfc9068', AUDIENCE, ENTERPRISE_ISSUER, ENTERPRISE_KEY } = process.env;
const SCOPES = ['notes:read', 'notes:write', 'admin:notes'].map((name) => SCOPE_PREFIX + name);
const TOKEN = { accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } };
const INFO = { ...TOKEN, scope: SCOPES.join(' '), accessTokenTTL: Number(SECONDS) };

const key = (type, options) => generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' });

const provider = new Provider(ISSUER, {
  scopes: ['openid', ...SCOPES],
  responseTypes: ['code'],
  clients: PAGE_CLIENT
    ? [{ client_id: PAGE_CLIENT, redirect_uris: [`${PAGE}scoped-gate/callback.html`], token_endpoint_auth_method: 'none' }]
    : [],
  clientBasedCORS: (context, origin, client) => client.redirectUris.some((uri) => new URL(uri).origin === origin),
  // not only with offline_access, which MCP clients do not ask for unless they are told to
  issueRefreshToken: (context, client) => client.grantTypeAllowed('refresh_token'),
  routes: { registration: '/register' },
  jwks: {
    keys: [
      { ...key('ec', { namedCurve: 'P-256' }), kid: 'access', alg: 'ES256', use: 'sig' },
      { ...key('rsa', { modulusLength: 2048 }), kid: 'identity', alg: 'RS256', use: 'sig' },
    ],
  },
  features: {
    registration: { enabled: true },
    clientCredentials: { enabled: true },
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => Boolean(NONCES) },
    clientIdMetadataDocument: { enabled: true, ack: 'draft-02' },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => undefined,
      getResourceServerInfo: (context, resource) => {
        if (resource !== RESOURCE && resource !== OTHER_RESOURCE) {
          throw new errors.InvalidTarget();
        }
        return { ...INFO, audience: resource };
      },
    },
  },
  formats: {
    customizers: { jwt: (context, token, jwt) => SHAPES[SHAPE](jwt, { prefix: SCOPE_PREFIX, audience: AUDIENCE }) },
  },
  // the client acts for whom the ID-JAG names (RFC 8693)
  extraTokenClaims: ({ oidc }) => (oidc.params?.grant_type === GRANT ? { act: { sub: oidc.client.clientId } } : undefined),
  findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  // a client's document has an https name, which on loopback is not to be had
  fetch: (url, options) => (String(url) === CLIENT_ID ? fetch(CLIENT_DOCUMENT) : fetch(url, options)),
});

if (ENTERPRISE_KEY) {
  const key = JSON.parse(ENTERPRISE_KEY);
  acceptIdJags(provider, { issuer: ENTERPRISE_ISSUER, key, resource: RESOURCE, info: { ...INFO, audience: RESOURCE } });
}

// MCP clients register with the scope of the first challenge, and oidc-provider holds a client to that: none could step up
provider.use(async (context, next) => {
  if (context.path === '/register') {
    const { scope, ...metadata } = JSON.parse(Buffer.concat(await context.req.toArray()));
    context.req.body = metadata;
  }
  await next();
});

const server = provider.listen(Number(new URL(LISTEN).port), '127.0.0.1', () => console.log('ready'));
process.stdin.on('end', () => server.close().closeAllConnections()).resume();
