// Usage: TOKEN=<access token> node asked.mjs <URL of the MCP endpoint> <user>
//
// A real client of 2026-07-28 whose person takes time to answer: purges the user's notes, prints the question, waits for
// a line on standard input, answers yes, and prints what the tool says then.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { once } from 'node:events';

const [url, user] = process.argv.slice(2);
const client = new Client(
  { name: 'asked', version: '1.0.0' },
  { versionNegotiation: { mode: { pin: '2026-07-28' } }, capabilities: { elicitation: {} } },
);
client.setRequestHandler('elicitation/create', async ({ params }) => {
  console.log(params.message);
  await once(process.stdin, 'data');
  return { action: 'accept', content: { confirm: true } };
});
await client.connect(
  new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { authorization: `Bearer ${process.env.TOKEN}` } },
  }),
);
const result = await client.callTool({ name: 'admin_purge', arguments: { user_id: user } });
console.log(JSON.stringify(result.structuredContent));
process.exit(0);
