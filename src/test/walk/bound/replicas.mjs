// Two replicas that share the key of the nonces, and nothing else: what one has given, the other takes.
import assert from 'node:assert/strict';
import { check } from '../client-flow/checks.mjs';
import { post } from './theft.mjs';

export async function replicas(mcp, replica, memory, { token, user }) {
  const session = memory.dpop();
  const given = session.nonceFor(mcp);
  const call = async (nonce, what = { note: 'by its owner' }) => {
    const dpop = await session.buildProof({ htm: 'POST', htu: mcp, accessToken: token, nonce });
    return post(mcp, user, { authorization: `DPoP ${token}`, dpop }, { connectTo: replica, ...what });
  };
  const unknown = await call('not given by any of them');
  check('a nonce that no replica has given is refused, and the answer brings one', () => {
    assert.equal(unknown.status, 401);
    assert.match(unknown.challenge, /^DPoP .*error="use_dpop_nonce"/);
    assert.ok(unknown.nonce);
  });
  const other = await call(given);
  check('a nonce of one replica is accepted by the other', () => {
    assert.equal(other.status, 200);
    assert.match(other.body, /"stored":true/);
  });
  const notes = await call(given, { tool: 'read_notes', note: undefined });
  check('of the notes that were sent with the token, those with a proof of its key are stored, and no other', () => {
    assert.match(notes.body, /by its owner/);
    assert.doesNotMatch(notes.body, /by somebody else/);
  });
}
