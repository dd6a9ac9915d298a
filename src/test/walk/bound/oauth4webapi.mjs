// oauth4webapi, which is a client of no protocol but OAuth: its own proofs, from the metadata of the MCP endpoint to a 403,
// and after another consent to a 200.
import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import { check } from '../client-flow/checks.mjs';

const insecure = { [oauth.allowInsecureRequests]: true };
const REDIRECT = 'http://127.0.0.1:33418/callback';

export async function otherClient(mcp, consent) {
  const resource = await oauth.processResourceDiscoveryResponse(mcp, await oauth.resourceDiscoveryRequest(mcp, insecure));
  const issuer = new URL(resource.authorization_servers[0]);
  const discovery = { algorithm: 'oauth2', ...insecure };
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, discovery));
  check('oauth4webapi: the metadata says that tokens may be bound, and to keys of which algorithms', () => {
    assert.ok(resource.dpop_signing_alg_values_supported.includes('ES256'));
    assert.ok(as.dpop_signing_alg_values_supported.includes('ES256'));
  });
  const metadata = {
    client_name: 'oauth4webapi',
    redirect_uris: [REDIRECT],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    dpop_bound_access_tokens: true,
  };
  const registration = await oauth.dynamicClientRegistrationRequest(as, metadata, insecure);
  const client = await oauth.processDynamicClientRegistrationResponse(registration);
  const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));
  const options = { DPoP, ...insecure };

  const narrow = await authorize('notes:read');
  const read = await call(narrow, 'read_notes', {});
  check('oauth4webapi: its token is of the type DPoP, and read_notes works with its proof', () => {
    assert.equal(narrow.token_type, 'dpop');
    assert.equal(read.status, 200);
  });
  const note = { note: 'by oauth4webapi' };
  const refused = await call(narrow, 'add_note', note);
  check('oauth4webapi: add_note is 403, and the challenge names what it needs', () => {
    assert.equal(refused.status, 403);
    assert.equal(refused.challenges[0].scheme, 'dpop');
    assert.equal(refused.challenges[0].parameters.scope, 'notes:read notes:write');
  });
  const added = await call(await authorize(refused.challenges[0].parameters.scope), 'add_note', note);
  check('oauth4webapi: after another consent it is 200', () => assert.equal(added.status, 200));

  async function authorize(scope) {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const url = new URL(as.authorization_endpoint);
    const asked = {
      response_type: 'code',
      client_id: client.client_id,
      redirect_uri: REDIRECT,
      scope,
      state,
      resource: mcp.href,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    };
    Object.entries(asked).forEach(([name, value]) => url.searchParams.set(name, value));
    const callback = oauth.validateAuthResponse(as, client, await consent(url), state);
    const more = { additionalParameters: { resource: mcp.href }, ...options };
    return withNonce(async () => {
      const answer = await oauth.authorizationCodeGrantRequest(
        as,
        client,
        oauth.None(),
        callback,
        REDIRECT,
        verifier,
        more,
      );
      return oauth.processAuthorizationCodeResponse(as, client, answer);
    });
  }

  async function call({ access_token: token }, name, args) {
    const user = JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).sub;
    const params = { name, arguments: { user_id: user, ...args } };
    const headers = new Headers({
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    });
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    try {
      const { status } = await withNonce(() =>
        oauth.protectedResourceRequest(token, 'POST', mcp, headers, body, options),
      );
      return { status };
    } catch (error) {
      if (!(error instanceof oauth.WWWAuthenticateChallengeError)) {
        throw error;
      }
      return { status: error.status, challenges: error.cause };
    }
  }

  // Once more with the nonce that the answer brought
  async function withNonce(request) {
    try {
      return await request();
    } catch (error) {
      if (oauth.isDPoPNonceError(error)) {
        return request();
      }
      throw error;
    }
  }
}
