// Usage: node provider.mjs <directory of its KV store>, with what the Worker reads in the environment. Needs Node 22.
//
// Runs the Worker on workerd, as Cloudflare does, on the port of its issuer.
import { readFileSync } from 'node:fs';
import { Miniflare } from 'miniflare';

const { ISSUER, RESOURCE, INTROSPECTION_CLIENT_ID, INTROSPECTION_CLIENT_SECRET, RING } = process.env;
const library = import.meta.resolve('@cloudflare/workers-oauth-provider');

const worker = new Miniflare({
  host: '127.0.0.1',
  port: Number(new URL(ISSUER).port),
  compatibilityDate: '2026-07-01',
  modules: [
    ...['worker.mjs', 'introspection.mjs'].map((path) => ({
      type: 'ESModule',
      path,
      contents: readFileSync(new URL(path, import.meta.url), 'utf8'),
    })),
    { type: 'ESModule', path: '@cloudflare/workers-oauth-provider', contents: readFileSync(new URL(library), 'utf8') },
  ],
  bindings: { ISSUER, RESOURCE, INTROSPECTION_CLIENT_ID, INTROSPECTION_CLIENT_SECRET, RING },
  kvNamespaces: ['OAUTH_KV'],
  kvPersist: process.argv[2],
  // it would look for a certificate and for location data on the internet
  cf: false,
});
await worker.ready;
console.log('ready');
process.stdin.on('end', () => worker.dispose()).resume();
