'use strict';

exports.isLocal = (text) => text.startsWith('0');
