/** A coin under all its names: contracts on many of it, and receipts and wrapped forms that pay it out one for one. */

/**
 * Contracts on a thousand of a coin whose `k` ccxt writes as a capital letter: of these alone the K is known to be none of
 * the coin's own name (KAVA, KSM). What an exchange calls `kXYZ` comes with its small letter and needs no list.
 */
const CAPITAL_K: ReadonlySet<string> = new Set(['KPEPE', 'KSHIB', 'KBONK', 'KFLOKI', 'KLUNC', 'KDOGS', 'KNEIRO'])

/** `1000PEPE`, `10000000AIDOGE`, `1MBABYDOGE`, `1KPEPE`; `1INCH` and `1MIL` are coins. */
const MANY_IN_FRONT = /^(?:10{3,}(?=[A-Z][A-Z0-9]+$)|1[MK](?=[A-Z][A-Z0-9]{3,}$))/
/** `SHIB1000` */
const MANY_BEHIND = /^([A-Z][A-Z0-9]*[A-Z])10{3,}$/
/** `kPEPE`, as the exchange writes it. */
const SMALL_K = /^k(?=[A-Z][A-Z0-9]+$)/

/** Receipts and wrapped coins that are paid out one for one. Those whose rate grows (wstETH, WBETH, JitoSOL) are coins of their own. */
const PAYS_OUT: ReadonlyMap<string, string> = new Map([
  ...['WBTC', 'BTCB', 'CBBTC', 'TBTC', 'HBTC', 'RENBTC', 'BBTC', 'FBTC', 'LBTC', 'KBTC', 'SOLVBTC', 'UBTC'].map(to('BTC')),
  ...['WETH', 'BETH', 'STETH', 'ETH2', 'UETH'].map(to('ETH')),
  ...['WBNB', 'ASBNB'].map(to('BNB')),
  ...['WSOL', 'USOL'].map(to('SOL')),
  ['WAVAX', 'AVAX'],
  ['WPOL', 'POL'],
  ['WMATIC', 'MATIC'],
  ['WTRX', 'TRX'],
  ['WHYPE', 'HYPE'],
])

function to(coin: string) {
  return (receipt: string): [string, string] => [receipt, coin]
}

/** What a receipt of Binance's flexible savings (`LDUSDT`) pays out; coins of two letters are left to themselves (LDO). */
const SAVINGS = /^LD(?=[A-Z0-9]{3,}$)/

/**
 * The coin that a code is exposure to: contracts on a thousand or a million of a coin (`1000PEPE`, `SHIB1000`, `kPEPE`,
 * `1MBABYDOGE`) are exposure to the coin, and so are receipts and wrapped coins that pay it out one for one.
 */
export function baseCoin(code: string): string {
  const single = CAPITAL_K.has(code)
    ? code.slice(1)
    : code.replace(SMALL_K, '').replace(MANY_IN_FRONT, '').replace(MANY_BEHIND, '$1')
  return PAYS_OUT.get(single) ?? single.replace(SAVINGS, '')
}
