// Usage: node walk.mjs <URL of the MCP endpoint>, with the provider's settings in the environment
//
// The server and a certified authorization server that is not ours. Its token is understood, and those that it writes for
// others are refused; then a real client goes all the way, once as one that registers and once as one that is a document.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { check, walk } from '../client-flow/checks.mjs';
import { discover, grant, register } from '../client-flow/grant.mjs';
import { Memory } from '../client-flow/memory.mjs';
import { Provider } from '../client-flow/provider.mjs';
import { Server } from '../client-flow/server.mjs';
import { node22 } from '../clients/program.mjs';
import { signIn } from './browser.mjs';

const mcp = new URL(process.argv[2]);
const here = (path) => join(import.meta.dirname, path);
const CLIENT_ID = 'https://client.example.test/client.json';
const OTHER_RESOURCE = 'https://other.example.test/mcp';
const server = new Server(mcp);

walk(180_000, async () => {
  const CLIENT_DOCUMENT = await serve({ client_id: CLIENT_ID, ...new Memory().clientMetadata });
  const settings = { CLIENT_ID, CLIENT_DOCUMENT, OTHER_RESOURCE };
  const provider = await Provider.start(node22(import.meta.dirname), here('provider.mjs'), [], settings);

  const metadata = await discover(mcp);
  const clientId = await register(metadata);
  const request = { clientId, owner: 'mich', scope: 'notes:read', signIn };
  const { access_token: token } = await grant(metadata, { ...request, resource: mcp.href });
  const [header, claims] = token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  check('the access token is as RFC 9068 has it', () => {
    assert.deepEqual([header.typ, header.alg, header.kid], ['at+jwt', 'ES256', 'access']);
    assert.deepEqual(Object.keys(claims).sort(), ['aud', 'client_id', 'exp', 'iat', 'iss', 'jti', 'scope', 'sub']);
  });
  const { status, body } = await server.whoami(token);
  check('the server has come before its issuer, finds its keys when asked, and whoami says who it is', () => {
    assert.equal(status, 200);
    assert.deepEqual([body.sub, body.client_id, body.scopes], ['mich', clientId, ['notes:read']]);
  });

  const foreign = await grant(metadata, { ...request, resource: OTHER_RESOURCE });
  await refused('a token of the same issuer for another resource', foreign.access_token, /aud does not name/);
  const bare = await grant(metadata, { ...request, scope: 'openid' });
  await refused('its ID token', bare.id_token, /aud does not name|not an access token/);
  await refused('its opaque token, which names no resource', bare.access_token, /malformed/);

  console.log('--- a client that registers');
  await flow([]);
  console.log('--- a client that is a document');
  await flow([CLIENT_ID]);
  await provider.stop();
});

async function refused(what, token, detail) {
  const { status, body } = await server.whoami(token);
  check(`${what} is 401`, () => {
    assert.equal(status, 401);
    assert.match(body.detail, detail);
  });
}

async function flow(more) {
  const script = here('../client-flow/flow.mjs');
  const client = spawn(process.execPath, [script, mcp.href, here('browser.mjs'), ...more], { stdio: 'inherit' });
  assert.deepEqual(await once(client, 'exit'), [0, null]);
}

async function serve(document) {
  const web = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
  });
  await once(web.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${web.address().port}/client.json`;
}
