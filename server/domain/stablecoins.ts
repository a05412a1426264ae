import type { DecimalString } from './decimal'

/**
 * Codes that are money rather than a bet on a coin: stablecoins and national currencies. They make no exposure of
 * their own. They are priced by their market like anything else; nothing here says that one of them is worth 1.
 *
 * A list ages, so it holds what a name does not tell; what names its currency (`USDXYZ`, `MXNB`, `JPYC`) is told by that,
 * as long as its price does not speak against it.
 */
const STABLECOINS: ReadonlySet<string> = new Set([
  // pegged to the US dollar
  'USDT',
  'USDC',
  'BUSD',
  'DAI',
  'FDUSD',
  'TUSD',
  'USDP',
  'PAX',
  'PYUSD',
  'USDD',
  'USDE',
  'USDS',
  'USDG',
  'USD0',
  'USD1',
  'USDH',
  'USDY',
  'USDX',
  'USDJ',
  'USDQ',
  'USDR',
  'USDB',
  'USDF',
  'USDM',
  'USDK',
  'USDTB',
  'USDT0',
  'USDC.E',
  'AUSD',
  'CRVUSD',
  'CUSD',
  'DOLA',
  'FRAX',
  'FRXUSD',
  'GHO',
  'GUSD',
  'HUSD',
  'LUSD',
  'MIM',
  'RLUSD',
  'SUSD',
  'UST',
  'USTC',
  'XUSD',
  'BFUSD',
  'RWUSD',
  'FEUSD',
  'SUSDE',
  'SUSDS',
  'SDAI',
  'USDBC',
  'MUSD',
  'U',
  'BNFCR',
  'BUIDL',
  'USYC',
  'USAT',
  'OUSG',
  'BENJI',
  'JTRSY',
  'EUTBL',
  'LISUSD',
  'VAI',
  'DUSD',
  // pegged to another currency
  'EURC',
  'EURS',
  'EURT',
  'EURI',
  'EURR',
  'EURQ',
  'AEUR',
  'XSGD',
  'BIDR',
  'IDRT',
  'BRZ',
  'GYEN',
  'TRYB',
  'ZCHF',
  'VCHF',
  'TGBP',
  'CNGN',
  'EURCV',
])

const CURRENCIES: ReadonlySet<string> = new Set([
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'CHF',
  'AUD',
  'CAD',
  'NZD',
  'TRY',
  'BRL',
  'KRW',
  'SGD',
  'HKD',
  'RUB',
  'UAH',
  'PLN',
  'CZK',
  'ZAR',
  'NGN',
  'MXN',
  'ARS',
  'COP',
  'IDR',
  'INR',
  'THB',
  'VND',
  'PHP',
  'AED',
  'KZT',
  'RON',
  'SEK',
  'NOK',
  'DKK',
  'HUF',
  'CNY',
  'CNH',
  'TWD',
  'MYR',
  'CLP',
  'PEN',
  'SAR',
  'ILS',
  'GEL',
  'BGN',
  'KES',
  'GHS',
  'EGP',
  'PKR',
  'BDT',
])

/** Names that hold the dollar or the euro: `USDO`, `PUSD`, `SUSDAI`, `EURCV`. */
const NAMES_MONEY = /USD|EUR/
/** What such a coin may be worth in USD: shares of funds and saved dollars grow. A joke on the name is worth a cent. */
const MIN_USD = 0.7
const MAX_USD = 2
/** `JPYC`, `MXNB`, `TRYB`, `XSGD`: a currency with one letter of an issuer, of those that are in use for that. */
const NAMES_CURRENCY =
  /^(?:[CGTVXZ](?:AUD|BRL|CAD|CHF|CNH|CNY|GBP|HKD|IDR|INR|JPY|KRW|MXN|NGN|NZD|PHP|SGD|THB|TRY|ZAR)|(?:AUD|BRL|CAD|CHF|CNH|CNY|GBP|HKD|IDR|INR|JPY|KRW|MXN|NGN|NZD|PHP|SGD|THB|TRY|ZAR)[ABCDMPSTUXZ01])$/

/**
 * True for a stablecoin or a national currency, by ccxt's unified code.
 * @param usd its price where it is known: a code that is told by its name alone must be worth about what it names
 */
export function isStable(code: string, usd?: DecimalString | null): boolean {
  const upper = code.toUpperCase()
  if (STABLECOINS.has(upper) || CURRENCIES.has(upper) || NAMES_CURRENCY.test(upper)) return true
  if (!NAMES_MONEY.test(upper)) return false
  return usd == null || (Number(usd) >= MIN_USD && Number(usd) <= MAX_USD)
}
