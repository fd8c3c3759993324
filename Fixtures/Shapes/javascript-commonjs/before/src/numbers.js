'use strict';

exports.digits = (text) => text.replace(/\D/g, '');
exports.isLocal = (text) => text.startsWith('0');
