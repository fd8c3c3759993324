'use strict';

module.exports = {
  mailHost: process.env.MAIL_HOST || 'localhost',
  retries: 3,
};
