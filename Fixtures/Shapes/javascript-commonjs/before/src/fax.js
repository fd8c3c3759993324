'use strict';

const { digits } = require('./numbers');

class FaxMachine {
  constructor(line) {
    this.line = line;
  }

  send(number, pages) {
    return this.line.dial(digits(number), pages);
  }
}

module.exports = { FaxMachine };
