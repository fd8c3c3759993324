'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { Modules } = require('./modules.js');
const { Run } = require('./run.js');

/**
 * node main.js JOBS TRACES
 *
 * JOBS holds a line of JSON with the setting and one for each job. A line with a job's
 * number goes to TRACES when it begins and one with everything that was seen when it has
 * ended. What anybody prints is of no account.
 */
const [, , jobsFile, tracesFile] = process.argv;
const [setting, ...jobs] = fs
  .readFileSync(jobsFile, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));
const out = fs.openSync(tracesFile, 'a');
const say = (value) => fs.writeSync(out, `${JSON.stringify({ nonce: setting.nonce, ...value })}\n`);

let compiler = null;
function loadCompiler() {
  if (compiler === null) {
    const found = setting.compilers.find((folder) => fs.existsSync(path.join(folder, 'package.json')));
    if (found === undefined) {
      throw new Error('environment: there is no TypeScript compiler');
    }
    compiler = require(found);
    say({ kind: 'compiler', name: `typescript ${compiler.version}` });
  }
  return compiler;
}

let current = null;
process.on('unhandledRejection', (reason) => {
  const text = `${reason?.name ?? 'rejected'}: ${reason?.message ?? String(reason)}`;
  current?.trace.add('', 'uncaught', { text: text.slice(0, 500) });
});

async function main() {
  const modules = new Modules(setting.modules, loadCompiler);
  for (const job of jobs) {
    say({ kind: 'begin', job: job.number });
    const begun = process.hrtime.bigint();
    try {
      const started = (epoch) => say({ kind: 'started', job: job.number, epoch });
      current = new Run(job, setting, modules, job.live === null ? () => undefined : started);
      const { events, console } = await current.finish();
      const wall = Number((process.hrtime.bigint() - begun) / 1000n);
      // What stands behind `case` is the same whenever the same was seen.
      say({ kind: 'trace', job: job.number, wall, case: job.case, script: job.digest, events, console });
    } catch (error) {
      say({ kind: 'broken', job: job.number, text: error.message, console: current?.trace.console ?? [] });
    }
  }
  say({ kind: 'done', packages: [...modules.realPackages].sort(), node: process.version });
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(70);
  },
);
