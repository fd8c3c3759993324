const { sendFax, sendMail } = require('../src/server');

jest.mock('../src/transports/fax.cjs', () => () => ({ send: jest.fn() }));
jest.mock('../src/transports/mail.cjs', () => () => ({ send: () => 'sent' }));

describe('server', () => {
  it('mails', () => {
    const response = { json: jest.fn() };
    sendMail({ body: {} }, response);
    expect(response.json).toHaveBeenCalledWith('sent');
  });

  it('dials', () => {
    const response = { json: jest.fn() };
    sendFax({ body: {} }, response);
    expect(response.json).toHaveBeenCalled();
  });
});
