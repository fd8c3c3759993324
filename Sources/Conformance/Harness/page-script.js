'use strict';
const vm = require('node:vm');

/**
 * Code for a page's context. What `import()` throws there would be an error of the harness;
 * a text has nothing to hold on to.
 */
function pageScript(code, filename) {
  return new vm.Script(code, {
    filename,
    importModuleDynamically() {
      throw 'import() is not available';
    },
  });
}

module.exports = { pageScript };
