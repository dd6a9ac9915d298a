// An agent with a person: the client in one of its version-negotiating modes, which asks its person when it is asked.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import assert from 'node:assert/strict';
import { signIn } from './browser.mjs';
import { watched } from './checks.mjs';

export class Agent {
  asked = [];
  answer = undefined;
  client = undefined;

  constructor(mcp, mode, memory) {
    this.mcp = mcp;
    this.versionNegotiation = { mode };
    this.memory = memory;
  }

  async connect() {
    this.client = new Client(
      { name: 'agent', version: '1.0.0' },
      { versionNegotiation: this.versionNegotiation, capabilities: { elicitation: {} } },
    );
    this.client.setRequestHandler('elicitation/create', (asked) => {
      this.asked.push(asked);
      return this.answer;
    });
    this.transport = new StreamableHTTPClientTransport(this.mcp, { authProvider: this.memory, fetch: watched });
    await this.client.connect(this.transport);
  }

  async consent(expected) {
    const { scopes, callback } = await signIn(this.memory.authorizationUrl, 'mich');
    assert.deepEqual(scopes, expected);
    await this.transport.finishAuth(callback);
  }
}
