// Usage: node prefix.mjs <URL of the MCP endpoint> <shape of the tokens>, with the settings of the provider in the environment
//
// The server and an authorization server that wants a prefix before each scope, as Microsoft Entra and Amazon Cognito do: it
// knows no plain name, its tokens are read, and a real client goes all the way with what it is told.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { check, walk } from '../client-flow/checks.mjs';
import { discover, grant, register } from '../client-flow/grant.mjs';
import { Provider } from '../client-flow/provider.mjs';
import { Server } from '../client-flow/server.mjs';
import { node22 } from '../clients/program.mjs';
import { signIn } from './browser.mjs';

const [mcp, shape] = [new URL(process.argv[2]), process.argv[3]];
const here = (path) => join(import.meta.dirname, path);
const { SCOPE_PREFIX } = process.env;
const NAMES = ['notes:read', 'notes:write', 'admin:notes'];
const server = new Server(mcp);

walk(180_000, async () => {
  const provider = await Provider.start(node22(import.meta.dirname), here('provider.mjs'), [], { SHAPE: shape });

  const metadata = await discover(mcp);
  const resource = await (await fetch(new URL(`/.well-known/oauth-protected-resource${mcp.pathname}`, mcp))).json();
  check('the metadata of the resource and of the issuer name the same scopes, with the prefix', () => {
    assert.deepEqual([...resource.scopes_supported].sort(), NAMES.map((name) => SCOPE_PREFIX + name).sort());
    assert.deepEqual(metadata.scopes_supported.filter((scope) => scope !== 'openid'), NAMES.map((name) => SCOPE_PREFIX + name));
  });

  const clientId = await register(metadata);
  const request = { clientId, owner: 'mich', resource: mcp.href, signIn };
  const plain = await grant(metadata, { ...request, scope: 'notes:read' }).catch((error) => error);
  check('the issuer knows no plain name', () => assert.match(plain.message, /^no code: access_denied/));

  const { access_token: token } = await grant(metadata, { ...request, scope: `${SCOPE_PREFIX}notes:read` });
  const [header, claims] = token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  check(`the token is as ${shape} writes it: scp ${claims.scp}, scope ${claims.scope}`, () => {
    const { typ } = header;
    const { scp, scope, aud } = claims;
    const written = { entra: ['JWT', 'notes:read', undefined, process.env.AUDIENCE], cognito: [undefined, undefined, `${SCOPE_PREFIX}notes:read`, mcp.href] };
    assert.deepEqual([typ, scp, scope, aud], written[shape]);
  });
  const { status, body } = await server.whoami(token);
  check('the gate reads the plain name', () => assert.deepEqual([status, body.scopes, body.client_id], [200, ['notes:read'], clientId]));
  const denied = await server.call(token, 'add_note', { user_id: 'mich', note: 'x' });
  check('and a 403 names what to ask for', () => {
    assert.equal(denied.status, 403);
    assert.ok(denied.challenge.includes(`scope="${SCOPE_PREFIX}notes:read ${SCOPE_PREFIX}notes:write"`));
    assert.deepEqual(denied.body.error.data.required_scopes, [`${SCOPE_PREFIX}notes:write`]);
  });

  const client = spawn(process.execPath, [here('../client-flow/flow.mjs'), mcp.href, here('browser.mjs')], { stdio: 'inherit' });
  assert.deepEqual(await once(client, 'exit'), [0, null]);
  await provider.stop();
});
