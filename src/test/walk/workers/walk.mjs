// Usage: node walk.mjs <URL of the MCP endpoint> <directory for the provider's KV store>, with the provider's settings in
// the environment
//
// The server and an issuer of opaque tokens that is not ours. A real client goes all the way; then tokens are compared:
// narrow and wide, revoked and not, with the issuer there, away and back.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { signIn } from '../client-flow/browser.mjs';
import { check, eventually, walk } from '../client-flow/checks.mjs';
import { discover, grant, register } from '../client-flow/grant.mjs';
import { Provider } from '../client-flow/provider.mjs';
import { Server } from '../client-flow/server.mjs';
import { node22 } from '../clients/program.mjs';

const [mcp, directory] = [new URL(process.argv[2]), process.argv[3]];
const server = new Server(mcp);
const read = (token) => server.call(token, 'read_notes', { user_id: 'mich' });
const add = (token, note) => server.call(token, 'add_note', { user_id: 'mich', note });
let metadata;
let clientId;

walk(180_000, async () => {
  let provider = await start('operator');
  const flow = join(import.meta.dirname, '../client-flow/flow.mjs');
  assert.equal(spawnSync(process.execPath, [flow, mcp.href], { stdio: 'inherit' }).status, 0);

  metadata = await discover(mcp);
  clientId = await register(metadata);
  const narrow = await tokenFor('notes:read');
  const wide = await tokenFor('notes:read notes:write');
  await scopesDecide(narrow, wide);
  await revocation(narrow, await tokenFor('notes:read'));

  await provider.stop();
  await outage(await unremembered(narrow));
  provider = await start('stranger');
  const back = await eventually(() => server.whoami(narrow), (answer) => answer.status !== 503);
  check('the provider is back, and the same token is good again', () => assert.equal(back.status, 200));
  const body = await server.whoami(narrow);
  const denied = await add(narrow, 'not to be');
  check('the ring that the provider tells has changed meanwhile, and nothing else', () => {
    assert.equal('ring' in body.body, false);
    assert.deepEqual(body.body.scopes, ['notes:read']);
    assert.equal(denied.status, 403);
  });
  await provider.stop();
});

async function scopesDecide(narrow, wide) {
  check('the token is opaque: three parts between colons', () => assert.match(narrow, /^mich:[^:]+:[^:]+$/));
  const { status, body } = await server.whoami(narrow);
  check('whoami says who it is, and knows no ring', () => {
    assert.equal(status, 200);
    assert.equal(body.sub, 'mich');
    assert.equal(body.client_id, clientId);
    assert.deepEqual(body.scopes, ['notes:read']);
    assert.equal('ring' in body, false);
  });
  const notes = await read(narrow);
  check('read_notes is allowed', () => assert.equal(notes.status, 200));
  const denied = await add(narrow, 'not to be');
  check('add_note is 403 and names what it needs', () => {
    assert.equal(denied.status, 403);
    assert.match(denied.challenge, /error="insufficient_scope", scope="notes:read notes:write"/);
  });
  const added = await add(wide, 'by the wider token');
  check('with the wider token it is allowed', () => assert.equal(added.body.result.structuredContent.stored, true));
  const texts = (await read(narrow)).body.result.structuredContent.notes.map((note) => note.note);
  check('and that note is the only one', () => assert.deepEqual(texts, ['by the wider token']));
  const forged = await server.whoami(`${narrow.slice(0, -1)}${narrow.endsWith('A') ? 'B' : 'A'}`);
  check('a token that differs in one character is 401', () => {
    assert.equal(forged.status, 401);
    assert.equal(forged.body.detail, 'the token is not active');
  });
}

async function revocation(kept, revoked) {
  assert.equal((await server.whoami(revoked)).status, 200);
  const answer = await fetch(metadata.revocation_endpoint, {
    method: 'POST',
    body: new URLSearchParams({ token: revoked, client_id: clientId }),
  });
  assert.equal(answer.status, 200);
  const refused = await eventually(() => server.whoami(revoked), (seen) => seen.status !== 200);
  check('a revoked token is refused once its age in the cache is over', () => {
    assert.equal(refused.status, 401);
    assert.match(refused.challenge, /error="invalid_token"/);
  });
  const other = await server.whoami(kept);
  check('and another of the same user is not', () => assert.equal(other.status, 200));
}

async function outage(token) {
  const away = await server.whoami(token);
  check('while the provider is away its token is 503 and not 401: keep it', () => {
    assert.equal(away.status, 503);
    assert.ok(away.retryAfter);
    assert.equal(away.challenge, null);
  });
}

// The same token, once the server has forgotten it.
async function unremembered(token) {
  await pause(2_500);
  return token;
}

async function tokenFor(scope) {
  const request = { clientId, owner: 'mich', scope, resource: mcp.href, signIn };
  return (await grant(metadata, request)).access_token;
}

function start(ring) {
  const script = join(import.meta.dirname, 'provider.mjs');
  return Provider.start(node22(import.meta.dirname), script, [directory], { RING: ring });
}
