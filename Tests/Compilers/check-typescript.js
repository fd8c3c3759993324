// Compiles small sets of files with the real TypeScript compiler, many in one
// process, so that its library is read and parsed only once.
//
//   node check-typescript.js < sets.json > diagnostics.json
//
// In: [{ "name": "path": "text", … }, …], out: a list of diagnostics for each set,
// as `CODE message`, without places, so that sets can be compared.
'use strict';

const fs = require('fs');
const path = require('path');

const packages = '/usr/share/nodejs';
const ts = require(path.join(packages, 'typescript'));

const root = '/case';
const modules = root + '/node_modules';
const known = new Map();

/** The text behind a path: a file of the set, or a package's, or the library's. */
function read(files, name) {
  if (name.startsWith(modules + '/')) name = packages + name.slice(modules.length);
  else if (name.startsWith(root + '/')) return files.get(name);
  if (!known.has(name)) known.set(name, fs.existsSync(name) ? fs.readFileSync(name, 'utf8') : undefined);
  return known.get(name);
}

const parsed = new Map();

function options(files) {
  const base = {
    noEmit: true, skipLibCheck: true, strict: true, noUnusedLocals: true, noUnusedParameters: true, noImplicitReturns: true,
    jsx: ts.JsxEmit.ReactJSX, target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.NodeJs, esModuleInterop: true, experimentalDecorators: true,
    types: [],
  };
  const text = files.get(root + '/tsconfig.json');
  if (text === undefined) return base;
  const own = ts.parseConfigFileTextToJson('tsconfig.json', text).config.compilerOptions || {};
  if (own.paths) Object.assign(base, { paths: own.paths, baseUrl: path.posix.join(root, own.baseUrl || '.') });
  return base;
}

function check(set) {
  const files = new Map(Object.entries(set).map(([name, text]) => [root + '/' + name, text]));
  const settings = options(files);
  const host = {
    fileExists: (name) => read(files, name) !== undefined,
    readFile: (name) => read(files, name),
    directoryExists: () => true,
    getDirectories: () => [],
    getSourceFile(name, target) {
      const text = read(files, name);
      if (text === undefined) return undefined;
      // Files of a set differ from set to set; all others are the same for all.
      const isOwn = files.has(name);
      if (!isOwn && parsed.has(name)) return parsed.get(name);
      const file = ts.createSourceFile(name, text, target, true);
      if (!isOwn) parsed.set(name, file);
      return file;
    },
    getDefaultLibFileName: (given) => path.join(packages, 'typescript/lib', ts.getDefaultLibFileName(given)),
    getCurrentDirectory: () => root,
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile() {},
  };
  const ambient = path.join(__dirname, 'ambient.d.ts');
  const sources = [...files.keys()].filter((name) => /\.[cm]?tsx?$/.test(name));
  const program = ts.createProgram([ambient, ...sources], settings, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const name = diagnostic.file ? path.basename(diagnostic.file.fileName) : '';
    return `${name} TS${diagnostic.code} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
  });
}

const sets = JSON.parse(fs.readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(sets.map(check)));
