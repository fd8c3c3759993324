const { sendMail } = require('../src/server');

jest.mock('../src/transports/mail.cjs', () => () => ({ send: () => 'sent' }));

describe('server', () => {
  it('mails', () => {
    const response = { json: jest.fn() };
    sendMail({ body: {} }, response);
    expect(response.json).toHaveBeenCalledWith('sent');
  });
});
