// Requests of MCP 2026-07-28, and each exchange as it went over the wire, without the token.

const VERSION = '2026-07-28';
const META = 'io.modelcontextprotocol/';
let id = 0;

/** Of the server, for the next proof (RFC 9449 §9). */
let nonce;

/**
 * One HTTP exchange: what was sent, what came back, and both as text.
 *
 * @param token { value, prove }; with prove it is sent with a DPoP proof
 */
export async function exchange(url, { method = 'GET', headers = {}, body, token } = {}) {
  const scheme = token?.prove ? 'DPoP' : 'Bearer';
  const shown = { ...headers, ...(token && { Authorization: `${scheme} (not shown)` }), ...(token?.prove && { DPoP: '(a proof)' }) };
  const request = [
    `${method} ${new URL(url).pathname}`,
    ...Object.entries(shown).map(([name, value]) => `${name}: ${value}`),
    ...(body ? ['', body] : []),
  ].join('\n');
  const send = async () =>
    fetch(url, {
      method,
      headers: {
        ...headers,
        ...(token && { Authorization: `${scheme} ${token.value}` }),
        ...(token?.prove && { DPoP: await token.prove(method, url, { token: token.value, nonce }) }),
      },
      body,
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    });
  let answer;
  let text;
  try {
    answer = await send();
    const given = answer.headers.get('dpop-nonce');
    if (given) {
      nonce = given;
      answer = token?.prove && answer.status === 401 ? await send() : answer;
    }
    text = await answer.text();
  } catch {
    return { status: 0, request, response: 'no answer: the server is away', json: null, challenge: null };
  }
  const header = answer.headers.get('www-authenticate');
  return {
    status: answer.status,
    request,
    response: [
      `HTTP ${answer.status}`,
      ...['content-type', 'www-authenticate', 'retry-after']
        .filter((name) => answer.headers.has(name))
        .map((name) => `${name}: ${answer.headers.get(name)}`),
      '',
      pretty(text),
    ].join('\n'),
    json: parsed(text),
    challenge: header && challenge(header),
  };
}

/** Posts a request of the protocol. */
export function post(endpoint, token, method, params = {}, headers = {}) {
  const meta = {
    [`${META}protocolVersion`]: VERSION,
    [`${META}clientInfo`]: { name: 'scoped-gate page', version: '1' },
    [`${META}clientCapabilities`]: { elicitation: {} },
  };
  return exchange(endpoint, {
    method: 'POST',
    token,
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': VERSION,
      'Mcp-Method': method,
      ...(params.name ? { 'Mcp-Name': encoded(params.name) } : {}),
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params: { ...params, _meta: meta } }),
  });
}

/** Calls the tool; arguments whose schema names a header are in it too. */
export function call(endpoint, token, tool, args, more = {}) {
  const headers = {};
  for (const [name, property] of Object.entries(tool.inputSchema?.properties ?? {})) {
    if (property['x-mcp-header'] && args[name] != null) {
      headers[`Mcp-Param-${property['x-mcp-header']}`] = encoded(String(args[name]));
    }
  }
  return post(endpoint, token, 'tools/call', { name: tool.name, arguments: args, ...more }, headers);
}

/** A header value: in base64 unless it is plain ASCII. */
function encoded(value) {
  return /^[!-~]+$/.test(value)
    ? value
    : `=?base64?${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}?=`;
}

/** The parameters of the challenge (RFC 9110 §11.6.1). */
function challenge(header) {
  const found = header.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/gi);
  return Object.fromEntries([...found].map(([, name, value]) => [name, value.replace(/\\(.)/g, '$1')]));
}

function parsed(text) {
  const data = text.startsWith('{') ? text : (text.match(/^data: ?(.*)$/gm) ?? []).at(-1)?.replace(/^data: ?/, '');
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function pretty(text) {
  const json = text.startsWith('{') && parsed(text);
  return json ? JSON.stringify(json, null, 2) : text;
}
