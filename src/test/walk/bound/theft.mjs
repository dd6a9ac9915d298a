// Somebody who has read the client's memory and its traffic, and has no key: what curl gets with a stolen token.
import { DpopSession } from '@modelcontextprotocol/client';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { check } from '../client-flow/checks.mjs';

// Each attempt with what it is refused for: error, and reason in the audit.
export async function theft(mcp, { token, proof, nonce, user }, audit) {
  const own = await DpopSession.create();
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  const foreign = await own.buildProof({ htm: 'POST', htu: mcp, accessToken: token, nonce });
  const attempts = [
    ['as a bearer token', { authorization: `Bearer ${token}` }],
    ['without a proof', { authorization: `DPoP ${token}` }],
    ['with a proof of another key', { authorization: `DPoP ${token}`, dpop: foreign }],
    ['with the last proof of the client', { authorization: `DPoP ${token}`, dpop: proof }],
  ];
  const refusals = [];
  for (const [how, headers] of attempts) {
    const since = audit.mark();
    const { status, challenge } = post(mcp, user, headers, { note: 'by somebody else' });
    const events = await since();
    check(`the stolen token ${how} is 401, and the audit says so`, () => {
      assert.equal(status, 401);
      assert.equal(events.length, 1);
      assert.equal(events[0].decision, 'refused');
      const { subject, client, jkt } = events[0];
      assert.deepEqual([subject, client, jkt], [claims.sub, claims.client_id ?? claims.azp, claims.cnf.jkt]);
    });
    refusals.push({ how, challenge, reason: events[0].reason, detail: events[0].detail });
  }
  return refusals;
}

// One call of a tool by curl; the token is in no list of processes.
export function post(mcp, user, headers, { connectTo, tool = 'add_note', note } = {}) {
  const call = { name: tool, arguments: { user_id: user, note } };
  const config = [
    ['url', mcp.href],
    ...(connectTo ? [['connect-to', `${mcp.host}:${connectTo.host}`]] : []),
    ['header', 'content-type: application/json'],
    ['header', 'accept: application/json, text/event-stream'],
    ...Object.entries(headers).map(([name, value]) => ['header', `${name}: ${value}`]),
    ['data', JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: call })],
  ];
  const input = config.map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`).join('');
  const curl = spawnSync('curl', ['-si', '--max-time', '20', '-K', '-'], { input, encoding: 'utf8' });
  assert.equal(curl.status, 0, curl.stderr);
  const [head, body] = curl.stdout.split('\r\n\r\n');
  const field = (name) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1].trim();
  return {
    status: Number(/^HTTP\/\S+ (\d+)/.exec(head)[1]),
    challenge: field('www-authenticate'),
    nonce: field('dpop-nonce'),
    body,
  };
}
