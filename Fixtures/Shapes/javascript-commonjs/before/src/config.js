'use strict';

module.exports = {
  mailHost: process.env.MAIL_HOST || 'localhost',
  faxLine: process.env.FAX_LINE || '0',
  retries: 3,
};
