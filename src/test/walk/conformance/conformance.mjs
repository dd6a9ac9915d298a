// Runs the official suite, all of it that each revision has for servers, and holds each scenario's outcome against
// expected.json: one that is not named there must pass, one that is must come out as it says, and all must have run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const REVISIONS = ['2025-11-25', '2026-07-28'];
const CLI = 'node_modules/@modelcontextprotocol/conformance/dist/index.js';
const expectations = JSON.parse(readFileSync('expected.json', 'utf8'));
const unknown = Object.keys(expectations).filter((revision) => !REVISIONS.includes(revision));
if (unknown.length) {
  console.log(`FAIL  expected.json names a revision that is not run: ${unknown}`);
}

const suite = (args, options = {}) =>
  spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', timeout: 600_000, ...options });

const listed = [...suite(['list', '--server']).stdout.matchAll(/^ *- (\S+) \[(.*)\]$/gm)];

const broken = REVISIONS.filter((revision) => !holds(revision));
process.exit(broken.length || unknown.length ? 1 : 0);

function holds(revision) {
  console.log(`--- conformance: ${revision}`);
  const expected = expectations[revision] ?? {};
  const names = listed.filter(([, , revisions]) => revisions.split(',').includes(revision)).map(([, name]) => name);
  const outcomes = run(revision);
  let all = names.length > 0;
  const counts = new Map();
  for (const name of new Set([...names, ...outcomes.keys(), ...Object.keys(expected)])) {
    const checks = outcomes.get(name);
    const actual = checks ? outcome(checks) : 'not run';
    counts.set(actual, (counts.get(actual) ?? 0) + 1);
    const due = expected[name]?.outcome ?? 'passed';
    if (actual === due) {
      console.log(`ok    ${name}: ${expected[name] ? `${actual} as expected: ${expected[name].reason}` : actual}`);
      continue;
    }
    all = false;
    console.log(`FAIL  ${name}: ${actual}, expected: ${due}`);
    checks
      ?.filter((check) => ['FAILURE', 'WARNING'].includes(check.status))
      .forEach((check) => console.log(`      ${check.status} ${check.id}: ${check.errorMessage}`));
  }
  const checks = [...outcomes.values()].flat();
  const made = checks.filter((check) => ['SUCCESS', 'FAILURE', 'WARNING'].includes(check.status));
  const succeeded = made.filter((check) => check.status === 'SUCCESS');
  const scenarios = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  console.log(`${revision}: ${scenarios}; ${succeeded.length} of ${made.length} checks succeeded`);
  return all;
}

// The checks of each scenario that the suite has run
function run(revision) {
  const results = mkdtempSync(join(tmpdir(), 'conformance-'));
  const ran = suite(
    ['server', '--url', process.env.CONFORMANCE_URL, '--suite', 'all', '--spec-version', revision, '-o', results],
    { env: { ...process.env, NODE_OPTIONS: '--import ./bearer.mjs' } },
  );
  const outcomes = new Map(
    readdirSync(results).map((folder) => [
      folder.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, ''),
      JSON.parse(readFileSync(join(results, folder, 'checks.json'), 'utf8')),
    ]),
  );
  rmSync(results, { recursive: true });
  if (outcomes.size === 0) {
    console.log(`The suite ran nothing:\n${ran.error ?? ''}${ran.stdout}${ran.stderr}`.slice(0, 4000));
  }
  return outcomes;
}

function outcome(checks) {
  const count = (status) => checks.filter((check) => check.status === status).length;
  if (count('FAILURE')) return 'failed';
  // a requirement at the level of SHOULD that is not met
  if (count('WARNING')) return 'warned';
  // a scenario that checked nothing shows nothing
  return count('SUCCESS') ? 'passed' : 'skipped';
}
