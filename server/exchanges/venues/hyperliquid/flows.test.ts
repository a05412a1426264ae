import { describe, expect, it } from 'vitest'
import { ledgersOf, sums, told } from '../flows.testing'

/** Forms as in https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint and …/websocket/subscriptions (WsUserNonFundingLedgerUpdates). */
const ME = '0xabcdef0123456789abcdef0123456789abcdef01'
const OTHER = '0x1111111111111111111111111111111111112222'
const HASH = '0x620a234a7e0eb7930575040f59482a01050058b0802163b4767bfd9033e77781'
const NONE = `0x${'0'.repeat(64)}`
const TIME = 1736128000000
const credentials = { walletAddress: ME }
const ETH = { symbol: 'ETH/USDC:USDC', id: '1' }
const PURR = { symbol: 'PURR/USDC', id: 'PURR/USDC' }
const answered = (type: string, response: unknown, more = '') => ({ path: 'info', query: `"type":"${type}"${more}`, response })
const updates = (...deltas: object[]) =>
  answered(
    'userNonFundingLedgerUpdates',
    deltas.map((delta, i) => ({ time: TIME + i, hash: HASH, delta })),
  )

describe('Hyperliquid: ledger updates', () => {
  it('takes a withdrawal for what arrives, with its fee besides', async () => {
    const { read } = ledgersOf({
      exchange: 'hyperliquid',
      credentials,
      calls: [updates({ type: 'deposit', usdc: '100.0' }, { type: 'withdraw', usdc: '49.0', nonce: 17, fee: '1.0' })],
    })
    const entries = await read('updates')
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z deposit 100.0 USDC perp',
      '2025-01-06T01:46:40.001Z withdrawal -49.0 USDC fee 1.0 USDC perp',
    ])
    expect(sums(entries)).toEqual({ USDC: '50' })
  })

  it('moves between its own wallets without a change of the whole', async () => {
    const entries = await ledgersOf({
      exchange: 'hyperliquid',
      credentials,
      calls: [
        updates(
          { type: 'accountClassTransfer', usdc: '50.0', toPerp: false },
          { type: 'cStakingTransfer', token: 'HYPE', amount: '7.5', isDeposit: true },
          {
            type: 'send',
            user: ME,
            destination: ME,
            sourceDex: 'spot',
            destinationDex: 'flx',
            token: 'USDH',
            amount: '3.0',
            usdcValue: '3.0',
            fee: '0.0',
            nativeTokenFee: '0.0',
            nonce: 1,
            feeToken: '',
          },
          { type: 'vaultDeposit', vault: OTHER, usdc: '20.0' },
        ),
      ],
    }).read('updates')
    expect(entries.map(({ amount, coin, wallet, counterpart }) => [amount, coin, wallet, counterpart?.wallet])).toEqual([
      ['-50.0', 'USDC', 'perp', 'spot'],
      ['50.0', 'USDC', 'spot', 'perp'],
      ['-7.5', 'HYPE', 'spot', 'earn'],
      ['7.5', 'HYPE', 'earn', 'spot'],
      ['-3.0', 'USDH', 'spot', 'perp:flx'],
      ['3.0', 'USDH', 'perp:flx', 'spot'],
      ['-20.0', 'USDC', 'perp', 'earn'],
    ])
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  })

  it('knows by the addresses what came and what went, and who paid for it', async () => {
    const entries = await ledgersOf({
      exchange: 'hyperliquid',
      credentials,
      calls: [
        updates(
          { type: 'internalTransfer', usdc: '10.0', user: ME, destination: OTHER, fee: '1.0' },
          { type: 'internalTransfer', usdc: '10.0', user: OTHER, destination: ME.toUpperCase().replace('0X', '0x'), fee: '1.0' },
          { type: 'subAccountTransfer', usdc: '5.0', user: ME, destination: OTHER },
          {
            type: 'spotTransfer',
            token: 'PURR',
            amount: '4.0',
            usdcValue: '0.8',
            user: ME,
            destination: OTHER,
            fee: '0.5',
            nativeTokenFee: '0.001',
            nonce: null,
            feeToken: '',
          },
        ),
      ],
    }).read('updates')
    expect(entries.map(({ kind, amount, coin, fee }) => [kind, amount, coin, fee && `${fee.amount} ${fee.coin}`])).toEqual([
      ['transfer', '-10.0', 'USDC', '1.0 USDC'],
      ['transfer', '10.0', 'USDC', null],
      ['transfer', '-5.0', 'USDC', null],
      ['transfer', '-4.0', 'PURR', '0.5 USDC'],
      ['fee', '-0.001', 'HYPE', null],
    ])
    expect(entries[0]?.counterpart).toMatchObject({ address: '0x11…2222', txHash: HASH })
  })

  it('takes what a vault pays out, not what was asked for, and sees it from the other side as the vault', async () => {
    const rows = [
      {
        type: 'vaultWithdraw',
        vault: OTHER,
        user: ME,
        requestedUsd: '100.0',
        commission: '2.0',
        closingCost: '0.5',
        basis: '80.0',
        netWithdrawnUsd: '97.5',
      },
      { type: 'vaultDeposit', vault: OTHER, usdc: '30.0' },
    ]
    const as = (walletAddress: string) =>
      ledgersOf({ exchange: 'hyperliquid', credentials: { walletAddress }, calls: [updates(...rows)] }).read('updates')
    expect((await as(ME)).map(({ amount }) => amount)).toEqual(['97.5', '-30.0'])
    expect((await as(OTHER)).map(({ amount }) => amount)).toEqual(['-97.5', '30.0'])
  })

  it('drops what moves nothing, and keeps a word that nobody knows', async () => {
    const entries = await ledgersOf({
      exchange: 'hyperliquid',
      credentials,
      calls: [
        updates(
          { type: 'liquidation', liquidatedNtlPos: '10.0', accountValue: '1.0', leverageType: 'Cross', liquidatedPositions: [] },
          { type: 'brandNew', token: 'HYPE', amount: '2.0' },
        ),
      ],
    }).read('updates')
    expect(entries.map(({ kind, word, amount }) => [kind, word, amount])).toEqual([['other', 'brandNew', '2.0']])
  })

  it('asks for the last moment of a full answer again', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => ({
      time: TIME + Math.min(i, 498),
      hash: HASH,
      delta: { type: 'deposit', usdc: `${i + 1}.0` },
    }))
    const tried = ledgersOf({
      exchange: 'hyperliquid',
      credentials,
      calls: [
        answered('userNonFundingLedgerUpdates', rows),
        answered(
          'userNonFundingLedgerUpdates',
          [...rows.slice(-2), { time: TIME + 498, hash: HASH, delta: { type: 'deposit', usdc: '777.0' } }],
          `,"user":"${ME}","startTime":${TIME + 498}`,
        ),
      ],
    })
    expect(new Set((await tried.read('updates')).map(({ id }) => id)).size).toBe(501)
  })
})

describe('Hyperliquid: funding, trades and rewards', () => {
  it('reads funding as signed, though all of it has one and the same hash', async () => {
    const rows = ['ETH', 'BTC'].map((coin, i) => ({
      time: TIME,
      hash: NONE,
      delta: { type: 'funding', coin, usdc: i === 0 ? '-3.625312' : '0.5', szi: '49.1477', fundingRate: '0.0000417' },
    }))
    const { read } = ledgersOf({ exchange: 'hyperliquid', credentials, markets: [ETH], calls: [answered('userFunding', rows)] })
    expect((await read('funding')).map(told)).toEqual([
      '2025-01-06T01:46:40Z funding -3.625312 USDC perp ETH:PERP-USDC',
      '2025-01-06T01:46:40Z funding 0.5 USDC perp BTC',
    ])
  })

  it('adds the fee to closed profit, which is without it, and takes no profit from spot fills', async () => {
    const fill = {
      closedPnl: '12.5',
      coin: 'ETH',
      crossed: false,
      dir: 'Close Long',
      hash: HASH,
      oid: 90542681,
      px: '3400.5',
      side: 'A',
      startPosition: '1.0',
      sz: '0.5',
      time: TIME,
      fee: '0.7',
      feeToken: 'USDC',
      builderFee: '0.1',
      tid: 118906512037719,
    }
    const spot = {
      ...fill,
      coin: 'PURR/USDC',
      dir: 'Buy',
      side: 'B',
      px: '0.2',
      sz: '100.0',
      closedPnl: '3.0',
      fee: '0.05',
      feeToken: 'PURR',
      tid: 2,
    }
    const { read } = ledgersOf({
      exchange: 'hyperliquid',
      credentials,
      markets: [ETH, PURR],
      calls: [answered('userFillsByTime', [fill, { ...fill, tid: 3, closedPnl: '0.0', dir: 'Open Short', fee: '-0.02' }, spot])],
    })
    const entries = await read('fills')
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z realized 12.5 USDC fee 0.7 USDC perp ETH:PERP-USDC',
      '2025-01-06T01:46:40Z rebate 0.02 USDC perp ETH:PERP-USDC',
      '2025-01-06T01:46:40Z trade 100.0 PURR fee 0.05 PURR spot PURR-USDC',
      '2025-01-06T01:46:40Z trade -20 USDC spot PURR-USDC',
    ])
    expect(sums(entries)).toEqual({ USDC: '-8.18', PURR: '99.95' })
  })

  it('takes rewards of the stretch alone, though all are answered', async () => {
    const rows = [TIME, TIME - 400 * 86_400_000].map((time) => ({ time, source: 'delegation', totalAmount: '0.73117184' }))
    const { read } = ledgersOf({ exchange: 'hyperliquid', credentials, calls: [answered('delegatorRewards', rows)] })
    expect((await read('rewards')).map(told)).toEqual(['2025-01-06T01:46:40Z reward 0.73117184 HYPE earn'])
  })
})
