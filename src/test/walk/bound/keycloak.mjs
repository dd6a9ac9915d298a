// Usage: MICH=<password> SERVER_LOG=<file> node keycloak.mjs <URL of an MCP endpoint behind the realm of k8s/components/keycloak>
//
// Keycloak binds the token of every client that sends a proof, and gives a client that must send one (bound-agent, a copy of
// agent) no token without it.
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import assert from 'node:assert/strict';
import { check, walk } from '../client-flow/checks.mjs';
import { signIn } from '../client-flow/keycloak-pages.mjs';
import { Memory } from '../client-flow/memory.mjs';
import { authorizationServer } from '../client-flow/tutorial.mjs';
import { Audit } from './audit.mjs';
import { flow } from './flow.mjs';
import { BoundMemory } from './memory.mjs';
import { theft } from './theft.mjs';

const mcp = new URL(process.argv[2]);
const consent = async (url) => (await signIn(url, 'mich', process.env.MICH)).callback;

walk(120_000, async () => {
  const stolen = await flow(mcp, await known(await BoundMemory.create(), 'agent'), consent);
  const refusals = await theft(mcp, stolen, new Audit(process.env.SERVER_LOG));
  refusals.forEach(({ how, reason }) => console.log(`      ${how}: ${reason}`));

  const unsigned = await known(new Memory(), 'bound-agent');
  const transport = new StreamableHTTPClientTransport(mcp, { authProvider: unsigned });
  await assert.rejects(new Client({ name: 'unsigned', version: '1.0.0' }).connect(transport), UnauthorizedError);
  const refused = transport.finishAuth(await consent(unsigned.authorizationUrl));
  const reason = await refused.then(() => 'a token', (error) => error.message);
  check('a client with dpop.bound.access.tokens that sends no proof gets no token', () => assert.match(reason, /DPoP/));
});

async function known(memory, clientId) {
  memory.saveClientInformation({ client_id: clientId, issuer: await authorizationServer(mcp) });
  return memory;
}
