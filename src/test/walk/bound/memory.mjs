// What an agent keeps of its authorization, with a key of its own: the client then signs a proof for each request
// (RFC 9449), and asks for a new token with the same key.
import { DpopSession } from '@modelcontextprotocol/client';
import { Memory } from '../client-flow/memory.mjs';

export class BoundMemory extends Memory {
  #session;

  static async create() {
    const memory = new BoundMemory();
    memory.#session = await DpopSession.create();
    // without a proof the authorization server gives this client no token (RFC 9449 §5.2)
    memory.clientMetadata.dpop_bound_access_tokens = true;
    return memory;
  }

  dpop() {
    return this.#session;
  }

  // What the access token says of itself
  claims() {
    return JSON.parse(Buffer.from(this.tokens().access_token.split('.')[1], 'base64url'));
  }
}
