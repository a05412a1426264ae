import type { GenericExchange } from '../exchange'
import { bullishCoins, CHAIN_POSITIONS, internationalCoins, orderlyCoins } from './chains'
import { id, rowsAt } from './fields'

/** Built on Orderly. */
const ORDERLY: GenericExchange = {
  calls: [
    {
      method: 'v1PrivateGetClientHolding',
      holds: 'data.holding[]',
      wallets: [{ wallet: 'unified', total: 'cash', margins: true, coins: orderlyCoins }],
    },
  ],
  positions: { own: CHAIN_POSITIONS.orderly, wallet: 'unified', counts: 'coins' },
  missing: { vaults: 'Shares in vaults and staked ORDER are not read.' },
  proven: 'answers',
}

/** Exchanges that settle on chains and those built on Orderly; forms of answers as ccxt 4.5.84 documents them. */
export const DEXES: Readonly<Record<string, GenericExchange>> = {
  bullish: {
    accounts: {
      before: 'handleToken',
      method: 'privateGetV1AccountsTradingAccounts',
      holds: '[]',
      ids: (answer) => rowsAt(answer, '').map((account) => id(account, 'tradingAccountId')),
      param: 'tradingAccountId',
    },
    calls: [
      {
        method: 'privateGetV1AccountsAsset',
        holds: '[]',
        wallets: [{ wallet: 'unified', total: 'cash', margins: true, coins: bullishCoins }],
      },
    ],
    positions: { own: CHAIN_POSITIONS.bullish, wallet: 'unified', counts: 'coins' },
    proven: 'answers',
  },
  coinbaseinternational: {
    accounts: {
      method: 'v1PrivateGetPortfolios',
      holds: '[]',
      ids: (answer) => rowsAt(answer, '').map((account) => id(account, 'portfolio_id', 'portfolio_uuid')),
      param: 'portfolio',
    },
    calls: [
      {
        method: 'v1PrivateGetPortfoliosPortfolioBalances',
        holds: '[]',
        wallets: [{ wallet: 'unified', total: 'cash', margins: true, coins: internationalCoins }],
      },
    ],
    // `im_contribution` is a share.
    positions: { own: CHAIN_POSITIONS.coinbaseinternational, wallet: 'unified', counts: 'coins' },
    proven: 'answers',
  },
  modetrade: ORDERLY,
  woo: {
    calls: [{ holds: 'data.holding[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true }] }],
    positions: { holds: 'data.positions[]', wallet: 'unified', counts: 'coins' },
    proven: 'answers',
  },
}
