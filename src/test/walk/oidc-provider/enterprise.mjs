// Usage: node enterprise.mjs <URL of the MCP endpoint>, with the settings of the provider in the environment
//
// Enterprise-managed authorization: the identity provider of an organization signs an ID-JAG, oidc-provider exchanges it for an
// access token, and that is let in as what it is. The ID-JAG is not.
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { join } from 'node:path';
import { check, walk } from '../client-flow/checks.mjs';
import { discover } from '../client-flow/grant.mjs';
import { Provider } from '../client-flow/provider.mjs';
import { Server } from '../client-flow/server.mjs';
import { node22 } from '../clients/program.mjs';
import { GRANT } from './id-jag.mjs';

const mcp = new URL(process.argv[2]);
const ENTERPRISE_ISSUER = 'https://idp.acme.example.test';
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const server = new Server(mcp);

walk(180_000, async () => {
  const ENTERPRISE_KEY = JSON.stringify(key.publicKey.export({ format: 'jwk' }));
  const provider = await Provider.start(
    node22(import.meta.dirname), join(import.meta.dirname, 'provider.mjs'), [], { ENTERPRISE_ISSUER, ENTERPRISE_KEY });
  const metadata = await discover(mcp);
  const client = await register(metadata);
  const idJag = (changes) => signed('oauth-id-jag+jwt', {
    iss: ENTERPRISE_ISSUER,
    sub: 'U019488227',
    aud: metadata.issuer,
    client_id: client.client_id,
    resource: mcp.href,
    scope: 'notes:read notes:delete',
    jti: randomUUID(),
    iat: now(),
    exp: now() + 300,
    ...changes,
  });

  const grant = idJag({});
  const refused = await server.whoami(grant);
  check('the ID-JAG itself is refused by name', () => {
    assert.equal(refused.status, 401);
    assert.match(refused.body.detail, /^the token is an ID-JAG/);
  });

  const { status, body } = await exchange(metadata, client, grant);
  check('the authorization server exchanges it for an access token', () => assert.deepEqual([status, body.scope], [200, 'notes:read']));
  const whoami = await server.whoami(body.access_token);
  check('which says for whom and who acts', () => {
    const { sub, scopes, actors, principal } = whoami.body;
    assert.deepEqual([sub, scopes, principal], ['U019488227', ['notes:read'], undefined]);
    assert.deepEqual(actors, [{ sub: client.client_id }]);
  });
  const read = await server.call(body.access_token, 'read_notes', { user_id: 'U019488227' });
  const write = await server.call(body.access_token, 'add_note', { user_id: 'U019488227', note: 'x' });
  check('and reaches what its scopes say', () => assert.deepEqual([read.status, write.status], [200, 403]));

  for (const [what, assertion] of Object.entries({
    'used twice': grant,
    'for another client': idJag({ client_id: 'another' }),
    'for another resource': idJag({ resource: 'https://other.example.test/mcp' }),
    'for another authorization server': idJag({ aud: 'https://other.example.test' }),
    expired: idJag({ exp: now() - 1 }),
    'of another type': signed('JWT', JSON.parse(Buffer.from(idJag({}).split('.')[1], 'base64url'))),
  })) {
    const answer = await exchange(metadata, client, assertion);
    check(`one ${what} is exchanged for nothing`, () => assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant']));
  }

  const itself = await token(metadata, client, { grant_type: 'client_credentials', scope: 'notes:read', resource: mcp.href });
  const whoItIs = await server.whoami(itself.body.access_token);
  check('a client that acts for itself is known as such', () => {
    assert.deepEqual([whoItIs.body.sub, whoItIs.body.principal], [client.client_id, 'client']);
  });
  await provider.stop();
});

const now = () => Math.floor(Date.now() / 1000);

function signed(typ, claims) {
  const content = [{ alg: 'ES256', typ }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(content), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${content}.${signature.toString('base64url')}`;
}

async function register(metadata) {
  const answer = await fetch(metadata.registration_endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'enterprise',
      redirect_uris: [],
      response_types: [],
      grant_types: [GRANT, 'client_credentials'],
      token_endpoint_auth_method: 'client_secret_basic',
    }),
  });
  assert.equal(answer.status, 201, await answer.clone().text());
  return answer.json();
}

function exchange(metadata, client, assertion) {
  return token(metadata, client, { grant_type: GRANT, assertion });
}

async function token(metadata, client, form) {
  const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64');
  const answer = await fetch(metadata.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams(form),
  });
  return { status: answer.status, body: await answer.json() };
}
