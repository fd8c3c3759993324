module.exports = {
  mail: require('./mail.cjs'),
};
