module.exports = {
  fax: require('./fax.cjs'),
  mail: require('./mail.cjs'),
};
