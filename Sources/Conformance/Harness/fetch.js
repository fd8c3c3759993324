'use strict';
const fs = require('node:fs');

/** node fetch.js URL TOKEN-FILE OUT: one real request, as a browser's fetch makes it. */
const [, , url, tokenFile, out] = process.argv;
let hasBegun = false;

async function main() {
  const headers = { Authorization: `Bearer ${fs.readFileSync(tokenFile, 'utf8')}` };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(15_000) });
  hasBegun = true;
  return { status: response.status, headers: [...response.headers], text: await response.text() };
}

/** Who is to blame is for the reader to say. */
function told(error) {
  const { cause } = error;
  const code = cause?.code ?? error.code;
  return {
    error: `${error.message}${cause === undefined ? '' : `: ${cause.message}`}`,
    code: typeof code === 'string' ? code : error.name,
    hasBegun,
  };
}

main()
  .catch(told)
  .then((result) => fs.writeFileSync(out, JSON.stringify(result)));
