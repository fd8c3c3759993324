const { FaxMachine } = require('../fax');

module.exports = (line) => new FaxMachine(line);
