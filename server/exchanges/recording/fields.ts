/** What the name of a field says of its value, over all exchanges. */
export type FieldKind =
  | 'identity' // an id, an address, a key: replaced, here and wherever else it occurs
  | 'words' // a person's own words (a label, a name): replaced here
  | 'fixed' // a price, a ratio, a time, a setting: never scaled
  | 'amount' // coins, contracts, money: scaled where the recording is

/** `openPriceAvg` → open, price, avg; `sub_uid` → sub, uid; `accountIMRate` → account, im, rate. */
export function wordsOf(key: string): string[] {
  return key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean)
}

const set = (words: string) => new Set(words.split(' '))

/** Ids of what everybody sees: markets, coins, products. */
const PUBLIC_IDS = set(
  'instid symbolid marketid coinid currencyid ccyid productid assetid tokenid contractid instrumentid baseid quoteid chainid networkid categoryid riskid tierid dexid planid',
)
/** English words that end in "id". */
const NO_IDS = set('paid unpaid valid invalid bid void grid hybrid liquid solid')
const IDENTITIES = set(
  'uid uuid uids oid cloid user users userid memberid address addr email mail phone mobile ip ips iplist ipaddress apikey accesskey key secret signature passphrase password token txid txhash hash ordertxid clordid clientoid orderlinkid traceid requestid subuid parentuid mainuid inviter accountindex publicpoolindex referrer referralcode invitecode owner master deployer agent trader',
)
/** Public or a word of the protocol, though an identity elsewhere: Hyperliquid's `token` is an index, and so on. */
const IDENTITY_WORDS = set('uid uuid email phone ip apikey address oid txid hash cloid cursor')
const OWN_WORDS = set(
  'label nickname nick alias remark remarks note memo username accountname account_name subname subaccount subaccountname subacct loginname systemname fullname firstname lastname portfolioname portfolio_name comment tag',
)

/** Anywhere in a name they make it a price, a ratio or a rate. */
const FIXED_ANYWHERE = set(
  'price prices px leverage lever ratio rate rates fraction percentage percent pct return roe roi vwap haircut discount multiplier commission commissions precision decimals page apr apy limits trigger adl code imf mmf weight flp',
)
/** At its end they do. */
const FIXED_AT_END = set(
  'time date ts timestamp stamp at idx index status state type mode level lv lvl tier count num version seq sequence nonce rank ranking vip days day period duration interval expiry expiration expires last mark entry step scale symbol coin currency ccy contract market pair side direction category kind name id block epoch req rr er',
)
/** The whole name; a number that is an answer's whole content is a setting. */
const FIXED_NAMES = set(
  'data result t s token asset twap cost_open cost_hold average_cost avg_cost contract_value leverage_max subaccountNumber cross_leverage_limit ltv adjust_factor',
)
/** Written as one word: `updatetime`, `avgprice`, `lastprice`. */
const FIXED_ENDINGS = /(time|price|rate|ratio|leverage|timestamp|index|percentage)$/
const FLAGS = set('is has can enable enabled allow auto only use')
/**
 * Amounts in spite of the above: profits of all time, the money behind Hyperliquid's leverage, rewards in real time, CoinEx's
 * amounts under the names of a pair's two sides.
 */
const AMOUNTS = /^(allTime|rawUsd|base_ccy|quote_ccy|.*real_?time_?rewards?)$/i

const NOTHING: ReadonlySet<string> = new Set()

function isIdentity(key: string, words: readonly string[], beside: ReadonlySet<string> = NOTHING): boolean {
  const whole = words.join('')
  if (PUBLIC_IDS.has(whole) || NO_IDS.has(words.at(-1) ?? '')) return false
  if (key === 'token') return false
  // BitMEX's number of an account, a member of each of its rows.
  if (key === 'account' && beside.has('currency')) return true
  return (
    IDENTITIES.has(whole) ||
    words.some((word) => IDENTITY_WORDS.has(word)) ||
    words.at(-1) === 'id' ||
    words.at(-1) === 'ids' ||
    /(order|ord|trade|pos|account|acct|user|member|client|sub|tran|trans|transfer|loan|portfolio|parent|master)id$/.test(whole)
  )
}

/**
 * `key` is the field's name, or its list's; `within` the name around that, which counts for maps (`leverage: {value}`,
 * `entry_price: {value, currency}`); `beside` are the names of the same object.
 */
export function kindOf(key: string, within: string, beside: ReadonlySet<string>): FieldKind {
  const words = wordsOf(key)
  if (AMOUNTS.test(key)) return 'amount'
  if (OWN_WORDS.has(words.join('')) || OWN_WORDS.has(words.join('_'))) return 'words'
  if (isIdentity(key, words, beside)) return 'identity'
  // A name beside an id or an address is a person's; of a market or coin it is everybody's.
  if (key === 'name' && [...beside].some((other) => isIdentity(other, wordsOf(other)) && other !== 'id')) return 'words'
  return isFixed(key, words, beside) || wordsOf(within).some((word) => FIXED_ANYWHERE.has(word)) ? 'fixed' : 'amount'
}

function isFixed(key: string, words: readonly string[], beside: ReadonlySet<string>): boolean {
  if (FIXED_NAMES.has(key) || FIXED_ENDINGS.test(key.toLowerCase())) return true
  if (words.some((word) => FIXED_ANYWHERE.has(word)) || FIXED_AT_END.has(words.at(-1) ?? '')) return true
  if (FLAGS.has(words[0] ?? '')) return true
  // Orderly's are shares of a position's value; OKX's under the same names are money.
  if (/^[im]mr$/.test(key) && beside.has('position_qty')) return true
  // `{rows: […], total: 3}` counts rows.
  return /^(total|limit|offset|total_?size)$/i.test(key) && beside.has('[]')
}
