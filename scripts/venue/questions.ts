import { ccxtInstance } from '../../server/exchanges/ccxt/instance'

/** A question that ccxt can put with a key: its implicit method, and what it sends. */
export interface Question {
  method: string
  verb: string
  path: string
}

const CREDENTIALS = {
  apiKey: 'key',
  secret: 'c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmU=',
  password: 'word',
  uid: '1',
  accountId: '1',
  walletAddress: `0x${'1'.repeat(40)}`,
  privateKey: `0x${'1'.repeat(64)}`,
}
/** Words of questions about what an account holds. */
const HOLDS = /balance|account|wallet|asset|position|portfolio|collateral/i

/**
 * What ccxt can ask an exchange of an account's holdings, balances first: the names to choose from. Nothing is sent. Where
 * ccxt cannot sign without real keys, none.
 */
export async function questionsOf(id: string): Promise<Question[]> {
  const ccxt = await ccxtInstance(id, { ...CREDENTIALS, enableRateLimit: false })
  const found: Question[] = []
  for (const method in ccxt) {
    const [section = ''] = method.split(/Get|Post/)
    if (!/^[a-z]\w*(Get|Post)[A-Z]/.test(method) || /public/i.test(section) || !HOLDS.test(method)) continue
    const question = await askedBy(ccxt, method)
    if (question) found.push(question)
  }
  const weight = ({ method, path, verb }: Question) =>
    (/balance/i.test(method) ? 0 : 4) + (/[{}]|history|log/i.test(path) ? 2 : 0) + (verb === 'GET' ? 0 : 1)
  return found.sort((a, b) => weight(a) - weight(b) || (a.method < b.method ? -1 : 1))
}

async function askedBy(ccxt: object, method: string): Promise<Question | null> {
  const call: unknown = Reflect.get(ccxt, method)
  if (typeof call !== 'function') return null
  let question: Question | null = null
  Reflect.set(ccxt, 'fetch', async (url: string, verb: string) => {
    question = { method, verb, path: new URL(url).pathname }
    return {}
  })
  try {
    await Reflect.apply(call, ccxt, [{}])
  } catch {
    // Needs a key of another form, or a part of its path.
    return null
  }
  return question
}
