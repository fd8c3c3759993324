// Bundles the client into build/, with index.html and the other public files beside it.
//
//   node scripts/build.mjs [--development]
//
// Settings whose names begin with REACT_APP_ are taken from the environment and
// become part of the bundle.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const build = join(root, 'build');
const mode = process.argv.includes('--development') ? 'development' : 'production';

const SETTINGS = [
  'REACT_APP_API_URL',
  'REACT_APP_WS_URL',
  'REACT_APP_CHAT_MODE',
  'REACT_APP_WS_RECONNECT_ATTEMPTS',
];

// The WebSocket test page runs without the bundle and loads this by itself.
const TEST_PAGE_SCRIPT = 'reconnecting-websocket/dist/reconnecting-websocket-iife.min.js';

function defines() {
  const values = Object.fromEntries(SETTINGS.map((name) => [`process.env.${name}`, process.env[name]]));
  values['process.env.NODE_ENV'] = mode;
  return Object.entries(values).map(([name, value]) => `--define:${name}=${JSON.stringify(value) ?? 'undefined'}`);
}

function run(command, args) {
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  if (result.error !== undefined || result.status !== 0) {
    console.error(`build: ${command} failed${result.error === undefined ? '' : `: ${result.error.message}`}`);
    process.exit(1);
  }
}

function copyTestPageScript() {
  try {
    const source = createRequire(import.meta.url).resolve(TEST_PAGE_SCRIPT);
    cpSync(source, join(build, 'vendor', 'reconnecting-websocket.js'));
  } catch {
    console.warn('build: reconnecting-websocket is not installed; the test page opens plain sockets');
  }
}

rmSync(build, { recursive: true, force: true });
mkdirSync(build, { recursive: true });
cpSync(join(root, 'public'), build, { recursive: true });
run('esbuild', [
  'src/index.tsx',
  '--bundle',
  '--outfile=build/static/main.js',
  '--target=es2020',
  '--format=iife',
  '--jsx=automatic',
  '--sourcemap',
  '--log-level=warning',
  ...(mode === 'production' ? ['--minify'] : []),
  ...defines(),
]);
copyTestPageScript();
if (!existsSync(join(build, 'static', 'main.css'))) {
  console.error('build: the style sheet is missing');
  process.exit(1);
}
