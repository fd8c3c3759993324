module.exports = (host) => ({ send: (to, text) => `${host}: ${to} ${text}` });
