import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createCcxtExchanges } from '../../ccxt-port'
import { parseRecording } from '../../replay/file'
import { replayTransport } from '../../replay/transport'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Answers in the form of https://docs.dydx.xyz/indexer-client/http#get-subaccounts (2026-11; v4-chain of 2026-03:
 * `indexer/services/comlink/public/swagger.json`) and of the chain's own interface.
 */

const MARKETS = [
  { symbol: 'BTC/USDC:USDC', id: 'BTC-USD' },
  { symbol: 'ETH/USDC:USDC', id: 'ETH-USD' },
]
const PRICES = { USDC: '1', DYDX: '0.5' }
const read = (...calls: TestRecording['calls']) => valued({ exchange: 'dydx', markets: MARKETS, calls, prices: PRICES })

const position = (more: object = {}) => ({
  market: 'BTC-USD',
  status: 'OPEN',
  side: 'SHORT',
  size: '-0.407',
  maxSize: '-0.009',
  entryPrice: '118692.04',
  exitPrice: null,
  realizedPnl: '476',
  unrealizedPnl: '-57.387',
  netFunding: '503',
  sumOpen: '0.407',
  sumClose: '0',
  subaccountNumber: 0,
  ...more,
})
const account = (subaccountNumber: number, more: object = {}) => ({
  address: 'dydx14zzueazeh0hj67cghhf9jypslcf9sh2n5k6art',
  subaccountNumber,
  equity: '0',
  freeCollateral: '0',
  openPerpetualPositions: {},
  assetPositions: {},
  marginEnabled: true,
  ...more,
})
const addresses = (...subaccounts: object[]) => ({ path: 'v4/addresses/', response: { subaccounts, totalTradingRewards: '0' } })
const shares = (more: object = {}) => ({
  path: 'megavault/owner_shares',
  response: { address: 'dydx1', shares: { num_shares: '1' }, share_unlocks: [], equity: '0', ...more },
})
const NO_OWNER = {
  path: 'megavault/owner_shares',
  status: 404,
  response: { code: 5, message: 'owner not found: not found', details: [] },
}
const delegations = (...amounts: string[]) => ({
  path: 'staking/v1beta1/delegations',
  response: {
    delegation_responses: amounts.map((amount) => ({ delegation: { shares: amount }, balance: { denom: 'adydx', amount } })),
    pagination: { next_key: null },
  },
})
const unbonding = (...balances: string[]) => ({
  path: 'unbonding_delegations',
  response: {
    unbonding_responses: [{ entries: balances.map((balance) => ({ initial_balance: balance, balance })) }],
    pagination: { next_key: null },
  },
})
const bank = (...balances: { denom: string; amount: string }[]) => ({ path: 'bank/v1beta1/balances', response: { balances } })
const chain = [NO_OWNER, unbonding(), delegations(), bank()]
const tokens = ({ assets }: Awaited<ReturnType<typeof read>>) =>
  assets
    .filter(({ assetType }) => assetType === 'token')
    .map(({ walletType, symbol, size, unrealizedProfit }) => [walletType, symbol, size, unrealizedProfit])
const positions = ({ assets }: Awaited<ReturnType<typeof read>>) => assets.filter(({ assetType }) => assetType === 'position')

describe('dYdX', () => {
  it('reads a sub-account: its equity holds the profit, and the oracle’s price is what that was reckoned with', async () => {
    const found = await read(
      addresses(
        account(0, {
          equity: '161451.040416029',
          freeCollateral: '152508.28819133578',
          openPerpetualPositions: { 'BTC-USD': position() },
          assetPositions: { USDC: { size: '608580.951601', symbol: 'USDC', side: 'LONG', assetId: '0', subaccountNumber: 0 } },
        }),
      ),
      ...chain,
    )
    expect(tokens(found)).toEqual([['perp', 'USDC', '161508.427416029', '-57.387']])
    expect(found.assets.find(({ assetType }) => assetType === 'token')).toMatchObject({
      marginBalance: '161451.040416029',
      initialMargin: '8942.75222469322',
      availableBalance: '152508.28819133578',
    })
    expect(positions(found)).toMatchObject([
      {
        size: '-0.407',
        markPrice: '118833.04',
        entryPrice: '118692.04',
        marginMode: 'cross',
        leverage: null,
        unrealizedProfit: '-57.387',
      },
    ])
    expect([found.equity, found.warnings, found.notIncluded]).toEqual(['161451.040416029', [], []])
  })

  // Its number modulo 128 says whose it is: read as accounts of their own, isolated positions were sub-accounts that nobody made.
  it('takes the sub-account of an isolated position for a margin of the one that it belongs to', async () => {
    const isolated = account(128, {
      equity: '250',
      openPerpetualPositions: { 'BTC-USD': position({ size: '-0.01', entryPrice: '61000', unrealizedPnl: '10' }) },
    })
    const third = account(130, {
      equity: '90',
      openPerpetualPositions: {
        'ETH-USD': position({ market: 'ETH-USD', side: 'LONG', size: '0.1', entryPrice: '3000', unrealizedPnl: '-10' }),
      },
    })
    const found = await read(
      addresses(
        account(0, { equity: '1000', freeCollateral: '900' }),
        account(2, { equity: '5', freeCollateral: '5' }),
        isolated,
        third,
      ),
      ...chain,
    )
    expect(tokens(found)).toEqual([
      ['perp', 'USDC', '1240', '10'],
      ['perp:2', 'USDC', '105', '-10'],
    ])
    expect(
      positions(found).map(({ walletType, marginMode, marginBalance, markPrice }) => [
        walletType,
        marginMode,
        marginBalance,
        markPrice,
      ]),
    ).toEqual([
      ['perp', 'isolated', '240', '60000'],
      ['perp:2', 'isolated', '100', '2900'],
    ])
    expect(found.equity).toBe('1345')
  })

  it('reads MegaVault, stakes, what is on its way out of them and coins of the wallet, each in its own unit', async () => {
    const found = await read(
      addresses(account(0, { equity: '1000', freeCollateral: '1000' })),
      shares({ equity: '2500500000' }),
      unbonding('500000000000000000'),
      delegations('1250000000000000000000', '250000000000000000000'),
      bank(
        { denom: 'adydx', amount: '3000000000000000001' },
        { denom: 'ibc/8E27BA2D5493AF5636760E354E46004562C46AB7EC0CC4C1CA14E9E20E2545B5', amount: '12345678' },
        { denom: 'ibc/00', amount: '7' },
      ),
    )
    expect(tokens(found)).toEqual(
      expect.arrayContaining([
        ['vaults', 'USDC', '2500.5', null],
        ['staking', 'DYDX', '1500.5', null],
        ['chain', 'DYDX', '3.000000000000000001', null],
        ['chain', 'USDC', '12.345678', null],
      ]),
    )
    expect(found.notIncluded).toEqual([{ wallet: 'chain', reason: expect.stringContaining('ibc/00') }])
  })

  // A node gives a hundred rows at a time: whoever has coins of more denominations was told of the first hundred as of all.
  it('reads the lists of a node to their ends', async () => {
    const next = { pagination: { next_key: 'a/b+c=' } }
    const further = (path: string, response: object) => ({ path, query: 'pagination.key=a%2Fb%2Bc%3D', response })
    const found = await read(
      addresses(account(0, { equity: '1000', freeCollateral: '1000' })),
      NO_OWNER,
      further('unbonding_delegations', unbonding('2000000000000000000').response),
      { path: 'unbonding_delegations', response: { ...unbonding('1000000000000000000').response, ...next } },
      further('staking/v1beta1/delegations', delegations('20000000000000000000').response),
      { path: 'staking/v1beta1/delegations', response: { ...delegations('10000000000000000000').response, ...next } },
      further('bank/v1beta1/balances', { balances: [{ denom: 'adydx', amount: '4000000000000000000' }], pagination: {} }),
      { path: 'bank/v1beta1/balances', response: { balances: [], ...next } },
    )
    expect(tokens(found)).toEqual(
      expect.arrayContaining([
        ['staking', 'DYDX', '33', null],
        ['chain', 'DYDX', '4', null],
      ]),
    )
    expect(found.notIncluded).toEqual([])
  })

  // "Nothing of it" is said in words: where nobody answers at an address any more, nothing is known of the account.
  it.each([
    ['the indexer', { path: 'v4/addresses/', status: 404, response: {} }, chain],
    ['a node', { path: 'bank/v1beta1/balances', status: 404, response: {} }, chain.slice(0, 3)],
  ])('takes HTTP 404 alone of %s for no reading', async (_what, gone, others) => {
    const own = addresses(account(0, { equity: '1000', freeCollateral: '1000' }))
    await expect(read(gone, own, ...others)).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('asks a node that wants to be left alone no second time', async () => {
    const own = addresses(account(0, { equity: '1000', freeCollateral: '1000' }))
    const busy = { path: 'megavault/owner_shares', status: 429, response: { message: 'too many requests' } }
    const { calls } = parseRecording(JSON.stringify({ exchange: 'dydx', calls: [own, busy, ...chain.slice(1)] }))
    const answer = replayTransport(calls)
    const asked: string[] = []
    const port = createCcxtExchanges({
      transport: (request) => {
        if (request.url.includes('owner_shares')) asked.push(request.url)
        return answer(request)
      },
      markets: () => [],
      log: pino({ level: 'silent' }),
    })
    const credentials = { walletAddress: 'dydx14zzueazeh0hj67cghhf9jypslcf9sh2n5k6art' }
    const connection = { exchange: 'dydx', credentials, sandbox: false, options: {} }
    await expect(port.fetchHoldings(connection, new AbortController().signal)).rejects.toMatchObject({
      code: 'exchange_rate_limit',
    })
    expect(asked).toHaveLength(1)
  })

  it('reads a recording of the first sub-account alone', async () => {
    const found = await read(
      { path: 'subaccountNumber/0', response: { subaccount: account(0, { equity: '1000', freeCollateral: '900' }) } },
      {
        path: 'perpetualPositions',
        response: { positions: [position({ size: '-0.01', entryPrice: '61000', unrealizedPnl: '10' })] },
      },
      ...chain,
    )
    expect(tokens(found)).toEqual([['perp', 'USDC', '990', '10']])
    expect(positions(found)).toHaveLength(1)
  })

  it.each([
    ['no equity', { equity: undefined }],
    ['an empty one', { equity: '' }],
    ['a word', { equity: 'NaN' }],
  ])('takes %s for no reading', async (_what, more) => {
    await expect(read(addresses(account(0, more)), ...chain)).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('proves an address that it knows, also one that only stakes, and no other', async () => {
    const credentials = { walletAddress: 'dydx14zzueazeh0hj67cghhf9jypslcf9sh2n5k6art' }
    const verify = (...calls: TestRecording['calls']) => connected({ exchange: 'dydx', credentials, calls }).verify()
    const unknown = { path: 'v4/addresses/', status: 404, response: { errors: [{ msg: 'No subaccounts found for address' }] } }
    await expect(verify(addresses(account(0)))).resolves.toMatchObject({ permissions: ['read'] })
    await expect(verify(unknown, unbonding(), delegations('1000000000000000000'), bank())).resolves.toMatchObject({
      permissions: ['read'],
    })
    await expect(verify(unknown, unbonding(), delegations(), bank())).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { walletAddress: expect.any(String) },
    })
  })
})
