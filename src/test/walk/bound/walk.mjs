// Usage: node walk.mjs <URL of the MCP endpoint>, with ISSUER, RESOURCE, REPLICA and SERVER_LOG in the environment
//
// oidc-provider binds the tokens of a real client to its key, and both servers want a nonce in each proof. The client goes
// all the way; whoever steals its token, and even a proof, gets nothing, and the audit says why. Ends with the story in
// five lines, which README shows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, walk } from '../client-flow/checks.mjs';
import { Provider } from '../client-flow/provider.mjs';
import { node22 } from '../clients/program.mjs';
import { signIn } from '../oidc-provider/browser.mjs';
import { Audit } from './audit.mjs';
import { flow } from './flow.mjs';
import { BoundMemory } from './memory.mjs';
import { otherClient } from './oauth4webapi.mjs';
import { replicas } from './replicas.mjs';
import { story } from './story.mjs';
import { theft } from './theft.mjs';

const mcp = new URL(process.argv[2]);
const audit = new Audit(process.env.SERVER_LOG);
const consent = async (url) => (await signIn(url, 'mich')).callback;

walk(180_000, async () => {
  const directory = join(import.meta.dirname, '..', 'oidc-provider');
  const settings = { CLIENT_ID: '', CLIENT_DOCUMENT: '', OTHER_RESOURCE: '', NONCES: 'required' };
  const provider = await Provider.start(node22(directory), join(directory, 'provider.mjs'), [], settings);

  const memory = await BoundMemory.create();
  const stolen = await flow(mcp, memory, consent);
  const refusals = await theft(mcp, stolen, audit);
  await replicas(mcp, new URL(process.env.REPLICA), memory, stolen);
  await otherClient(mcp, consent);

  const lines = story(refusals);
  console.log(lines.join('\n'));
  const readme = readFileSync(join(import.meta.dirname, '../../../../README.md'), 'utf8').split('\n');
  check('README shows these five lines', () => assert.deepEqual(lines.filter((line) => !readme.includes(line)), []));
  await provider.stop();
});
