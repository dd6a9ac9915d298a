// The server as whoever holds a token sees it: status, challenge and body of one request, each with an end.
export class Server {
  #mcp;

  constructor(mcp) {
    this.#mcp = mcp;
  }

  whoami(token) {
    return this.#ask(new URL('/whoami', this.#mcp), token, {});
  }

  call(token, name, args) {
    const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } };
    return this.#ask(this.#mcp, token, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify(body),
    });
  }

  async #ask(url, token, { headers, ...init }) {
    const answer = await fetch(url, {
      ...init,
      headers: { ...headers, authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(20_000),
    });
    return {
      status: answer.status,
      challenge: answer.headers.get('www-authenticate'),
      retryAfter: answer.headers.get('retry-after'),
      body: await answer.json(),
    };
  }
}
