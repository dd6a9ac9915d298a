// Runs the official suite, all of it that the spec version has for servers, and holds each scenario's outcome against
// expected.json: one that is not named there must pass, one that is must come out as it says, and all must have run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SPEC = '2025-11-25';
const CLI = 'node_modules/@modelcontextprotocol/conformance/dist/index.js';
const expected = JSON.parse(readFileSync('expected.json', 'utf8'));

const suite = (args, options = {}) =>
  spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', timeout: 600_000, ...options });

const names = [...suite(['list', '--server']).stdout.matchAll(/^ *- (\S+) \[(.*)\]$/gm)]
  .filter(([, , versions]) => versions.split(',').includes(SPEC))
  .map(([, name]) => name);

const results = mkdtempSync(join(tmpdir(), 'conformance-'));
const run = suite(
  ['server', '--url', process.env.CONFORMANCE_URL, '--suite', 'all', '--spec-version', SPEC, '-o', results],
  { env: { ...process.env, NODE_OPTIONS: '--import ./bearer.mjs' } },
);
const outcomes = new Map(
  readdirSync(results).map((folder) => [
    folder.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, ''),
    JSON.parse(readFileSync(join(results, folder, 'checks.json'), 'utf8')),
  ]),
);
rmSync(results, { recursive: true });

function outcome(checks) {
  const count = (status) => checks.filter((check) => check.status === status).length;
  if (count('FAILURE')) return 'failed';
  // a scenario that checked nothing shows nothing
  return count('SUCCESS') ? 'passed' : 'skipped';
}

let broken = names.length === 0;
for (const name of new Set([...names, ...outcomes.keys(), ...Object.keys(expected)])) {
  const checks = outcomes.get(name);
  const actual = checks ? outcome(checks) : 'not run';
  const holds = actual === (expected[name]?.outcome ?? 'passed');
  broken ||= !holds;
  if (holds) {
    console.log(`ok    ${name}: ${expected[name] ? `${actual} as expected: ${expected[name].reason}` : actual}`);
  } else {
    console.log(`FAIL  ${name}: ${actual}, expected: ${expected[name]?.outcome ?? 'passed'}`);
    checks
      ?.filter((check) => check.status === 'FAILURE')
      .forEach((check) => console.log(`      ${check.id}: ${check.errorMessage}`));
  }
}
if (outcomes.size === 0) {
  console.log(`The suite ran nothing:\n${run.error ?? ''}${run.stdout}${run.stderr}`.slice(0, 4000));
}
process.exit(broken ? 1 : 0);
