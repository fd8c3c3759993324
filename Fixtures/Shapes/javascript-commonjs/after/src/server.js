'use strict';

const express = require('express');
const config = require('./config');
const transports = require('./transports/index.cjs');
const { isLocal } = require('./numbers');

const mail = transports.mail(config.mailHost);

function sendMail(request, response) {
  response.json(mail.send(request.body.to, request.body.text));
}

const app = express();

app.post('/mail', sendMail);
app.get('/local/:number', (request, response) => response.json(isLocal(request.params.number)));

async function start() {
  const { preview } = await import('./preview.mjs');
  preview(config.retries);
  return app;
}

module.exports = { app, sendMail, start };
