'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { pageScript } = require('./page-script.js');
const suitePackages = require('./packages.js');

const ENDINGS = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.json'];
const CODE = /\.(tsx?|jsx?|mjs|cjs)$/;

/** What a client's modules mean and what they say, compiled once for all pages. */
class Modules {
  /**
   * @param settings `root`, the folder with the client's code; `aliases`, `packages`.
   * @param loadCompiler gives the compiler when it is first needed.
   */
  constructor(settings, loadCompiler) {
    this.settings = settings;
    this.loadCompiler = loadCompiler;
    this.scripts = new Map();
    /** Packages of the tree itself that were used instead of the suite's. */
    this.realPackages = new Set();
  }

  /** The file that a name means when `from` asks for it, or a package. */
  resolve(name, from) {
    if (name.startsWith('.')) {
      return { file: this.existing(path.resolve(path.dirname(from), name), name, from) };
    }
    for (const [start, folder] of this.settings.aliases) {
      if (name === start || (name.startsWith(start) && start.endsWith('/'))) {
        return { file: this.existing(path.join(this.settings.root, folder, name.slice(start.length)), name, from) };
      }
    }
    return this.package(name, from);
  }

  existing(base, name, from) {
    const candidates = [...ENDINGS.map((end) => base + end), ...ENDINGS.slice(1).map((end) => path.join(base, `index${end}`))];
    const found = candidates.find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
    if (found === undefined) {
      throw new Error(`'${name}', which ${this.shown(from)} imports, is not there`);
    }
    return found;
  }

  package(name, from) {
    const own = packageFile(name, from);
    if (own !== null) {
      this.realPackages.add(name);
      return { file: own };
    }
    const stub = this.settings.packages[name];
    if (stub === undefined) {
      throw new Error(`the package '${name}', which ${this.shown(from)} imports, is neither installed nor named under client.packages`);
    }
    if (stub !== 'empty' && suitePackages[stub] === undefined) {
      throw new Error(`client.packages: there is no '${stub}'`);
    }
    return { stub };
  }

  shown(file) {
    return path.relative(this.settings.root, file);
  }

  /** A script that answers a function over exports, require, module and process. */
  script(file, overlay) {
    if (!CODE.test(file) && !file.endsWith('.json')) {
      return null; // styles and pictures
    }
    const source = overlay[this.shown(file)] ?? fs.readFileSync(file, 'utf8');
    const key = `${file}\n${crypto.createHash('sha256').update(source).digest('hex')}`;
    let script = this.scripts.get(key);
    if (script === undefined) {
      const code = file.endsWith('.json') ? `module.exports = ${source};` : this.compiled(source, file);
      script = wrapped(code, this.shown(file));
      this.scripts.set(key, script);
    }
    return script;
  }

  compiled(source, file) {
    const isPackage = file.includes(`${path.sep}node_modules${path.sep}`);
    if (isPackage && !/\.(tsx?|mjs)$/.test(file) && !/^\s*(import|export)\s/m.test(source)) {
      return source;
    }
    const compiler = this.loadCompiler();
    const { outputText, diagnostics } = compiler.transpileModule(source, {
      fileName: file,
      reportDiagnostics: true,
      compilerOptions: {
        module: compiler.ModuleKind.CommonJS,
        target: compiler.ScriptTarget.ES2020,
        jsx: compiler.JsxEmit.ReactJSX,
        esModuleInterop: true,
        allowJs: true,
      },
    });
    const first = (diagnostics ?? []).find((one) => one.category === compiler.DiagnosticCategory.Error);
    if (first !== undefined) {
      const { line } = first.file.getLineAndCharacterOfPosition(first.start ?? 0);
      const text = compiler.flattenDiagnosticMessageText(first.messageText, ' ');
      throw new Error(`${this.shown(file)}:${line + 1} does not compile: ${text}`);
    }
    return outputText.replaceAll('import.meta.env', 'process.env');
  }

  stubScript(name) {
    const key = `stub:${name}`;
    let script = this.scripts.get(key);
    if (script === undefined) {
      script = wrapped(name === 'empty' ? '' : suitePackages[name], `suite/${name}`);
      this.scripts.set(key, script);
    }
    return script;
  }
}

/**
 * What modules reach for most. As parameters they are found at once; every other global is
 * asked of the context, which takes a hundred times as long.
 */
const INTRINSICS = 'Object, Array, JSON, Math, Date, Promise, Map, Set, Number, String, Boolean, Symbol, Error, TypeError, RegExp';

function wrapped(code, name) {
  const text = `(function (${INTRINSICS}) { return function (exports, require, module, process) {${code}\n}; })(${INTRINSICS})`;
  return pageScript(text, name);
}

/** The main file of a package in a node_modules folder above a file; null where there is none. */
function packageFile(name, from) {
  const parts = name.split('/');
  const length = name.startsWith('@') ? 2 : 1;
  for (let folder = path.dirname(from); ; folder = path.dirname(folder)) {
    const home = path.join(folder, 'node_modules', ...parts.slice(0, length));
    if (fs.existsSync(path.join(home, 'package.json'))) {
      return mainFile(home, parts.slice(length).join('/'));
    }
    if (folder === path.dirname(folder)) {
      return null;
    }
  }
}

/** As a bundler for browsers finds it: `exports` first, then `browser`, then `main`. */
function mainFile(home, inner) {
  const about = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8'));
  const { browser } = about;
  const plain = inner !== '' ? inner : typeof browser === 'string' ? browser : about.main ?? 'index.js';
  const main = exported(about.exports, inner === '' ? '.' : `./${inner}`) ?? plain;
  const candidates = ['', '.js', '.cjs', '.json', '/index.js'].map((end) => path.join(home, replaced(browser, main)) + end);
  return candidates.find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile()) ?? null;
}

const CONDITIONS = ['browser', 'require', 'default'];

/** What a package's `exports` say of one path of it; null where they say nothing. */
function exported(exports, name) {
  if (typeof exports !== 'object' || exports === null) {
    return name === '.' && typeof exports === 'string' ? exports : null;
  }
  const isByPath = Object.keys(exports).some((key) => key.startsWith('.'));
  let target = isByPath ? exports[name] : name === '.' ? exports : undefined;
  while (typeof target === 'object' && target !== null) {
    const inner = target;
    target = Object.keys(inner).filter((key) => CONDITIONS.includes(key)).map((key) => inner[key])[0];
  }
  return typeof target === 'string' ? target : null;
}

/** Browsers may get another file than Node: `browser` as a map says which. */
function replaced(browser, file) {
  const other = typeof browser === 'object' && browser !== null ? browser[`./${path.normalize(file)}`] : undefined;
  return typeof other === 'string' ? other : file;
}

/** The modules of one page: each is run once, in the page's own context. */
class LoadedModules {
  constructor(modules, page, context, environment, overlay, onLoad) {
    Object.assign(this, { modules, page, context, overlay, onLoad });
    this.process = page.processOf(JSON.stringify(environment));
    this.known = new Map();
  }

  /** A module by its path below the client's root. */
  load(name) {
    return this.run(this.modules.existing(path.join(this.modules.settings.root, name), name, this.modules.settings.root));
  }

  run(file) {
    return this.evaluate(file, () => this.modules.script(file, this.overlay), this.modules.shown(file));
  }

  evaluate(key, scriptOf, shown) {
    let module = this.known.get(key);
    if (module === undefined) {
      module = this.page.module();
      this.known.set(key, module);
      this.onLoad(shown);
      const script = scriptOf();
      if (script !== null) {
        const require = this.page.requireOf(this.page.guarded((name) => this.required(name, key)));
        script.runInContext(this.context)(module.exports, require, module, this.process);
      }
    }
    return module.exports;
  }

  required(name, from) {
    try {
      const target = this.modules.resolve(name, from);
      const exports =
        target.stub === undefined
          ? this.run(target.file)
          : this.evaluate(`suite:${target.stub}`, () => this.modules.stubScript(target.stub), `suite/${target.stub}`);
      return { exports };
    } catch (error) {
      return { error: error.message };
    }
  }
}

module.exports = { Modules, LoadedModules };
