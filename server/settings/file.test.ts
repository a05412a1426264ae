import { describe, expect, it } from 'vitest'
import { parseSettingsFile } from './file'

const KNOWN = ['PORT', 'HOST', 'REGISTRATION', 'MAIL_FROM', 'SMTP_URL', 'EXCHANGE_BASE_URLS', 'DATA_DIR', 'NODE_ENV']
const read = (text: string) => Object.fromEntries(parseSettingsFile(text, KNOWN))

describe('ballast.env', () => {
  it('has a setting a line, taken as it stands', () => {
    const text = [
      '\uFEFF# what this machine has',
      'PORT=3100',
      '  export HOST = 0.0.0.0  ',
      '',
      '   # REGISTRATION=closed',
      'MAIL_FROM="Desk #1 <desk@example.com>"',
      "SMTP_URL='smtp://a:p#$x=\"y@mail.example.com'",
      'EXCHANGE_BASE_URLS={"*":"http://127.0.0.1:1"}',
      'REGISTRATION=',
    ].join('\r\n')
    expect(read(text)).toEqual({
      PORT: '3100',
      HOST: '0.0.0.0',
      MAIL_FROM: 'Desk #1 <desk@example.com>',
      SMTP_URL: 'smtp://a:p#$x="y@mail.example.com',
      EXCHANGE_BASE_URLS: '{"*":"http://127.0.0.1:1"}',
    })
  })

  it.each([
    ['# ok\nREGISTRATON=closed', 'ballast.env, line 2: REGISTRATON is no setting of Ballast; the nearest is REGISTRATION.'],
    ['HTTP_PROXY=http://x', 'ballast.env, line 1: HTTP_PROXY is no setting of Ballast; the nearest is '],
    ['port=1', 'ballast.env, line 1: what stands there is no setting of Ballast; the nearest is PORT.'],
    ['SMTP_URL=smtp://a:b\nhunter2aGk=', 'ballast.env, line 2: what stands there is no setting of Ballast; the nearest is '],
    ['PORT=1\n  hunter2_Q==', 'ballast.env, line 2: what stands there is no setting'],
    ['hunter2', 'ballast.env, line 1 is no setting: write NAME=value, or # before what is none.'],
    ['=hunter2', 'ballast.env, line 1 is no setting'],
    ['PORT=1\n\nPORT=2', 'ballast.env, line 3: PORT was set in line 1 already.'],
    ['PORT=\nPORT=2', 'ballast.env, line 2: PORT was set in line 1 already.'],
    ['DATA_DIR=/x', 'ballast.env, line 1: DATA_DIR can be set by the environment alone: the file is looked for there.'],
    ['NODE_ENV=test', 'ballast.env, line 1: NODE_ENV can be set by the environment alone'],
  ])('refuses %j by line and name, never by value', (text, message) => {
    expect(() => read(text)).toThrow(message)
    expect(() => read(text)).not.toThrow(/hunter2/)
  })
})
