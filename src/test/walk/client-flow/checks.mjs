// What every walk here shares: a line for each check, an end in any case, and what went over the wire.
const wire = [];

// Runs the walk; the exit code says whether all of it held.
export function walk(limitMs, steps) {
  // keeps the process alive: one that merely ran out of work must not pass for one that held
  setTimeout(() => fail(new Error(`not done after ${limitMs} ms`)), limitMs);
  steps().then(() => process.exit(0), fail);
}

export function check(sentence, assertion) {
  try {
    assertion();
    console.log(`ok    ${sentence}`);
  } catch (error) {
    console.log(`FAIL  ${sentence}`);
    throw error;
  }
}

// The first answer of which that holds, asked for twice a second.
export async function eventually(ask, holds) {
  for (let attempt = 0; attempt < 60; attempt++) {
    const answer = await ask();
    if (holds(answer)) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('not within 30 s');
}

// A fetch that remembers what was answered, and which revision of the protocol asked for what.
export async function watched(url, init) {
  const response = await fetch(url, init);
  const asked = new Headers(init?.headers);
  wire.push({
    path: new URL(url).pathname,
    revision: asked.get('mcp-protocol-version'),
    method: asked.get('mcp-method'),
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: response.status === 400 ? await response.clone().json() : undefined,
  });
  return response;
}

// The last exchange with that path, or the last that had this status.
export function last(path, status) {
  const seen = wire.findLast((exchange) => exchange.path === path && (!status || exchange.status === status));
  if (!seen) {
    throw new Error(`${path} was never asked for`);
  }
  return seen;
}

// The statuses of what has gone over the wire since the mark was taken, by path; or something else of it.
export function mark() {
  const start = wire.length;
  return (path, of = ({ status }) => status) => wire.slice(start).filter((seen) => seen.path === path).map(of);
}

function fail(error) {
  // name and message alone: a client's error may quote a request
  console.log(`FAIL  ${error.name}: ${error.message}`);
  console.log(wire.map(({ path, status }) => `      ${status} ${path}`).join('\n'));
  process.exit(1);
}
