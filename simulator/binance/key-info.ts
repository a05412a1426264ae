import { Decimal, sum } from '../decimal'
import type { LedgerToken } from '../ledger'
import { isPortfolioMargin, type SignedCall } from './call'
import { futuresFigures } from './figures'
import { marginAmounts } from './margin-account'
import { inBtc, plain } from './numbers'

/** GET /sapi/v1/account/apiRestrictions. */
export function apiRestrictions({ ledger, exchange }: SignedCall) {
  const may = new Set(ledger.key.permissions)
  return {
    ipRestrict: (ledger.key.ipList ?? []).length > 0,
    createTime: exchange.now() - 31_536_000_000,
    enableReading: may.has('read'),
    enableWithdrawals: may.has('withdraw'),
    enableInternalTransfer: may.has('transfer'),
    enableMargin: may.has('trade'),
    enableFutures: may.has('trade'),
    permitsUniversalTransfer: may.has('transfer'),
    enableVanillaOptions: false,
    enableFixApiTrade: false,
    enableFixReadOnly: true,
    enableSpotAndMarginTrading: may.has('trade'),
    enablePortfolioMarginTrading: isPortfolioMargin(ledger) && may.has('trade'),
  }
}

/** GET /sapi/v1/account/info. */
export function accountInfo({ ledger }: SignedCall) {
  return {
    vipLevel: 0,
    isMarginEnabled: true,
    isFutureEnabled: true,
    isOptionsEnabled: false,
    isPortfolioMarginRetailEnabled: isPortfolioMargin(ledger),
  }
}

/** GET /sapi/v1/asset/wallet/balance: each wallet's worth in BTC. */
export function walletBalances(call: SignedCall) {
  const { ledger } = call
  const held = (test: (wallet: string) => boolean) =>
    sum(ledger.tokens.filter((t) => test(t.wallet)).map((t) => inBtc(t.coin, worth(t), call)))
  const futures = (side: 'um' | 'cm') =>
    sum(futuresFigures(ledger, side, call.exchange).assets.map((a) => inBtc(a.asset, a.marginBalance, call)))
  const rows: [string, Decimal][] = [
    ['Spot', held((w) => w === 'spot')],
    ['Funding', held((w) => w === 'funding')],
    ['Cross Margin', held((w) => w === 'margin')],
    ['Isolated Margin', held((w) => w.startsWith('isolated:'))],
    ['USDⓈ-M Futures', futures('um')],
    ['COIN-M Futures', futures('cm')],
    ['Earn', held((w) => w.startsWith('earn-'))],
    ['Options', new Decimal(0)],
    ['Trading Bots', new Decimal(0)],
    ['Copy Trading', new Decimal(0)],
  ]
  return rows.map(([walletName, balance]) => ({ activate: true, balance: plain(balance), walletName }))
}

function worth(token: LedgerToken): Decimal {
  return token.borrowed ? marginAmounts(token).net : new Decimal(token.balance)
}
