'use strict';

const express = require('express');
const config = require('./config');
const transports = require('./transports/index.cjs');
const { isLocal } = require('./numbers');

const mail = transports.mail(config.mailHost);
const fax = transports.fax(config.faxLine);

function sendFax(request, response) {
  response.json(fax.send(request.body.number, request.body.pages));
}

function sendMail(request, response) {
  response.json(mail.send(request.body.to, request.body.text));
}

const app = express();

app.post('/mail', sendMail);
app.post('/fax', sendFax);
app.get('/fax/:id', (request, response) => response.json({ id: request.params.id }));
app.get('/local/:number', (request, response) => response.json(isLocal(request.params.number)));

async function start() {
  const { preview } = await import('./preview.mjs');
  preview(config.retries);
  return app;
}

module.exports = { app, sendFax, sendMail, start };
