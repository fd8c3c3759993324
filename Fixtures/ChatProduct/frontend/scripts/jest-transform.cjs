// Compiles TypeScript for jest one file at a time; types are checked by `npm run typecheck`.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const ts = require('typescript');

const compilerOptions = {
  target: ts.ScriptTarget.ES2020,
  module: ts.ModuleKind.CommonJS,
  jsx: ts.JsxEmit.ReactJSX,
  esModuleInterop: true,
  inlineSourceMap: true,
  inlineSources: true,
};

function isMockCall(statement) {
  return (
    ts.isExpressionStatement(statement) &&
    ts.isCallExpression(statement.expression) &&
    statement.expression.expression.getText?.() === 'jest.mock'
  );
}

/** Modules must be mocked before they are imported, so these calls move to the top of the file. */
const hoistMocks = () => (file) =>
  ts.factory.updateSourceFile(file, [
    ...file.statements.filter(isMockCall),
    ...file.statements.filter((statement) => !isMockCall(statement)),
  ]);

const version = createHash('sha256').update(readFileSync(__filename)).update(ts.version).digest('hex');

module.exports = {
  getCacheKey: (text, path) => createHash('sha256').update(version).update(path).update(text).digest('hex'),
  process: (text, path) => ({
    code: ts.transpileModule(text, {
      fileName: path,
      compilerOptions,
      transformers: { before: [hoistMocks] },
    }).outputText,
  }),
};
