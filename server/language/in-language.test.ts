import { describe, expect, it } from 'vitest'
import { DomainError } from '../errors'
import { behindAnswer } from '../exchanges/ccxt/client'
import { toDomainError } from '../exchanges/ccxt/errors'
import { errorAnswer } from '../rest/errors'
import { failureIn, writtenIn } from '../trpc/errors'
import { inLanguage } from './in-language'
import { eitherOf, sentence, together } from './sentence'

const name = 'Main'
const TAKEN = sentence`You have an account named "${name}" already.`

describe('inLanguage', () => {
  it('says a sentence with its values', () => {
    expect(inLanguage(TAKEN, 'en')).toBe('You have an account named "Main" already.')
    expect(inLanguage(TAKEN, 'de')).toBe('Sie haben bereits ein Konto namens „Main“.')
    expect(inLanguage(TAKEN, 'zh-Hans')).toBe('您已有名为“Main”的账户。')
  })

  it('takes a value for no text of its own, whatever it says', () => {
    const [said, odd] = ['Please sign in.', '{0} $& {1}']
    expect(inLanguage(sentence`The test did not arrive: ${said}.`, 'de')).toBe('Der Test ist nicht angekommen: Please sign in..')
    expect(inLanguage(sentence`The test did not arrive: ${odd}.`, 'de')).toBe('Der Test ist nicht angekommen: {0} $& {1}.')
    expect(String(sentence`${odd} and ${name}`)).toBe('{0} $& {1} and Main')
  })

  it('says what stands within in the same language', () => {
    const asked = sentence`No exchange is known as "${'binnance'}". Did you mean ${eitherOf(['Binance', 'Binance US', 'BitMEX'])}?`
    expect(String(asked)).toBe('No exchange is known as "binnance". Did you mean Binance or Binance US or BitMEX?')
    expect(inLanguage(asked, 'de')).toBe(
      'Eine Börse „binnance“ ist nicht bekannt. Meinten Sie Binance oder Binance US oder BitMEX?',
    )
    const both = together([TAKEN, 'Please sign in.'])
    expect(String(both)).toBe('You have an account named "Main" already. Please sign in.')
    expect(inLanguage(both, 'de')).toBe('Sie haben bereits ein Konto namens „Main“. Bitte melden Sie sich an.')
  })

  it('looks a whole text up, and leaves one that nobody translated in English', () => {
    expect(inLanguage('Please sign in.', 'de')).toBe('Bitte melden Sie sich an.')
    expect(inLanguage('Account is banned by risk control (10024).', 'de')).toBe('Account is banned by risk control (10024).')
    expect(inLanguage(sentence`Nobody translated ${name}.`, 'zh-Hans')).toBe('Nobody translated Main.')
    expect(inLanguage('__proto__', 'de')).toBe('__proto__')
  })
})

describe('a refusal', () => {
  const error = new DomainError('name_taken', TAKEN, { fields: { name: TAKEN }, exchangeError: 'Please sign in.' })

  it('is English to whoever catches it, and to the API', () => {
    const english = 'You have an account named "Main" already.'
    expect([error.message, error.fields]).toEqual([english, { name: english }])
    const log = new Proxy({}, { get: () => () => {} }) as Parameters<typeof errorAnswer>[1]
    expect(errorAnswer(error, log).body).toEqual({
      error: english,
      code: 'name_taken',
      fields: { name: english },
      exchange_error: 'Please sign in.',
    })
  })

  it('is told to a page in its language, at its fields too; an exchange’s own words stay as they are', () => {
    const german = 'Sie haben bereits ein Konto namens „Main“.'
    expect(failureIn('de', error)).toEqual({
      code: 'name_taken',
      message: german,
      fields: { name: german },
      exchangeError: 'Please sign in.',
      retryAfterSeconds: null,
    })
    expect(failureIn('en', error).message).toBe(error.message)
    expect(failureIn('de', new TypeError('secret detail')).message).toMatch(/^Bei uns ist etwas schiefgegangen\./)
  })

  it('can be written in a language, for where the answer knows none', () => {
    expect(failureIn('en', writtenIn('de', error))).toEqual(failureIn('de', error))
    const defect = new TypeError('a defect')
    expect(writtenIn('de', defect)).toBe(defect)
  })
})

describe('an exchange’s refusal', () => {
  const LOCKED = { code: 'exchange_refused', words: 'WEEX says that this account is locked. Look at it there.' } as const
  const rules = {
    '-1': LOCKED,
    '-2': { code: 'exchange_refused' },
    '-3': { code: 'exchange_credentials', field: 'apiKey' },
  } as const
  const refused = (code: number) =>
    toDomainError(
      behindAnswer(new Error('refused'), { status: 400, headers: {}, body: JSON.stringify({ code, msg: 'No.' }), signed: true }),
      { name: 'WEEX', rules, credentials: {} },
    )

  it.each([
    [-1, LOCKED.words.replace(/\.$/, ': No. (-1)'), 'WEEX sagt, dass dieses Konto gesperrt ist. Sehen Sie dort nach: No. (-1)'],
    [-2, 'WEEX refused this: No. (-2)', 'WEEX hat das abgelehnt: No. (-2)'],
  ])('with the code %i has its own words behind ours', (code, english, german) => {
    expect(refused(code).message).toBe(english)
    expect(failureIn('de', refused(code)).message).toBe(german)
  })

  it('of a key is told at its field', () => {
    const { message, fields } = failureIn('de', refused(-3))
    expect(message).toMatch(/^WEEX kennt diesen API-Schlüssel nicht\./)
    expect(fields).toEqual({ apiKey: message })
  })
})
