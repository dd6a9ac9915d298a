/** What a workflow must keep to, beyond what its linter asks; one sentence for each breach. */
export function findings(workflow, text) {
  const found = [];
  const triggers = typeof workflow.on === 'string' ? [workflow.on] : Object.keys(workflow.on);
  if (triggers.some(trigger => ['pull_request_target', 'workflow_run'].includes(trigger))) {
    found.push('a stranger\'s pull request would run with this repository\'s rights');
  }
  if (JSON.stringify(workflow.permissions) !== '{}') {
    found.push('the workflow has rights of its own: permissions must be {}');
  }
  if (!workflow.concurrency) {
    found.push('no concurrency');
  }
  for (const [name, job] of Object.entries(workflow.jobs)) {
    if (!Number.isInteger(job['timeout-minutes'])) {
      found.push(`${name}: no timeout`);
    }
    if (typeof job.permissions !== 'object') {
      found.push(`${name}: no permissions`);
    }
    for (const step of job.steps) {
      if (step.uses && !pinned(step.uses, text)) {
        found.push(`${name}: ${step.uses} is not pinned by commit with its version beside it`);
      }
      if (/\$\{\{/.test(step.run ?? '')) {
        found.push(`${name}: an expression in a shell: ${step.run}`);
      }
    }
  }
  return found;
}

function pinned(uses, text) {
  return /@[0-9a-f]{40}$/.test(uses)
    && text.split('\n').filter(line => line.includes(uses)).every(line => / # v\d+\.\d+\.\d+$/.test(line));
}

/** The files of this repository that the steps of a workflow run, or build an image from. */
export function files(workflow) {
  const named = Object.values(workflow.jobs).flatMap(job => job.steps).flatMap(step => [
    ...(step.run ?? '').match(/(?<![\w/.-])(\.\/mvnw(?:\.cmd)?|(src|k8s|\.ci)\/[\w./-]+)/g) ?? [],
    ...step.with?.file ? [step.with.file] : [],
  ]);
  return [...new Set(named)];
}

/** What of this repository no update proposal ever moves: ecosystems, and directories of npm lock files. */
export function unmoved(dependabot, locked) {
  const ecosystems = dependabot.updates.map(update => update['package-ecosystem']);
  const npm = dependabot.updates
    .filter(update => update['package-ecosystem'] === 'npm')
    .flatMap(update => update.directories ?? [update.directory]);
  return [
    ...['github-actions', 'maven', 'docker', 'npm'].filter(ecosystem => !ecosystems.includes(ecosystem)),
    ...locked.filter(directory => !npm.includes(directory)),
  ];
}

/** What is missing for a scan of the package's bill of materials on each pull request and each week. */
export function unscanned(workflow) {
  const triggers = Object.keys(workflow.on);
  const steps = Object.values(workflow.jobs).flatMap(job => job.steps);
  return [
    ...['pull_request', 'schedule'].filter(trigger => !triggers.includes(trigger)),
    ...steps.some(step => /target\/bom\.json/.test(step.with?.['scan-args'] ?? '')) ? [] : ['target/bom.json'],
  ];
}
