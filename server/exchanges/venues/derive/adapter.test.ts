import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { ledgersOf } from '../flows.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Answers in the form of https://docs.derive.xyz/reference/private-get_all_portfolios and public-margin_watch (2026-11; types of
 * derivexyz/cockpit 2026-04-14). The perpetual and the coin are the figures of a real account, as ccxt 4.5.84 quotes them.
 */

const MARKETS = [
  { symbol: 'BTC/USDC:USDC', id: 'BTC-PERP' },
  { symbol: 'ETH/USDC:USDC-261225-3000-C', id: 'ETH-20261225-3000-C', type: 'option' as const },
]
const PRICES = { USDC: '1', ETH: '3180.76' }
const read = (...calls: TestRecording['calls']) => valued({ exchange: 'derive', markets: MARKETS, calls, prices: PRICES })

const coin = (asset_name: string, amount: string, more: object = {}) => ({
  ...{ asset_type: 'erc20', asset_name, currency: asset_name, amount, mark_price: '1', mark_value: amount },
  ...{ cumulative_interest: '0', pending_interest: '0', initial_margin: '0', maintenance_margin: '0', average_price: '0' },
  ...more,
})
const perpetual = (more: object = {}) => ({
  instrument_type: 'perp',
  instrument_name: 'BTC-PERP',
  amount: '-0.02',
  average_price: '102632.9105389869500088',
  realized_pnl: '0',
  unrealized_pnl: '-2.6455959784245548835819950103759765625',
  net_settlements: '-4.032902047219498639',
  cumulative_funding: '-0.004677736347850093',
  pending_funding: '0',
  mark_price: '102765.190337908177752979099750518798828125',
  index_price: '102767.657193800017641472',
  mark_value: '1.38730606879471451975405216217041015625',
  maintenance_margin: '-101.37788426911356509663164615631103515625',
  initial_margin: '-132.2074413704858670826070010662078857421875',
  open_orders_margin: '264.116085900726830004714429378509521484375',
  leverage: '8.6954476205089295499695106539379941',
  liquidation_price: '109125.705451984322280623018741607666015625',
  ...more,
})
const option = (more: object = {}) => ({
  ...perpetual(),
  instrument_type: 'option',
  instrument_name: 'ETH-20261225-3000-C',
  amount: '2',
  average_price: '300',
  unrealized_pnl: '100',
  net_settlements: '0',
  mark_price: '350',
  mark_value: '700',
  initial_margin: '0',
  maintenance_margin: '0',
  leverage: null,
  liquidation_price: null,
  ...more,
})
const account = (subaccount_id: number, more: object = {}) => ({
  subaccount_id,
  label: '',
  currency: 'all',
  margin_type: 'SM',
  is_under_liquidation: false,
  subaccount_value: '0',
  initial_margin: '900',
  maintenance_margin: '950',
  open_orders_margin: '0',
  projected_margin_change: '0',
  failed_to_fetch: false,
  open_orders: [],
  positions: [],
  collaterals: [],
  ...more,
})
const portfolios = (...accounts: object[]) => ({ path: 'private/get_all_portfolios', response: { result: accounts, id: '1' } })
const watched = (one: object) => ({ path: 'public/margin_watch', response: { result: one, id: '1' } })
const refused = (path: string, code: number, message: string) => ({ path, response: { id: '1', error: { code, message } } })

type Found = Awaited<ReturnType<typeof read>>
const tokens = ({ assets }: Found) =>
  assets.flatMap(({ assetType, walletType, symbol, size, unrealizedProfit }) =>
    assetType === 'token' ? [[walletType, symbol, size, unrealizedProfit]] : [],
  )
const open = ({ assets }: Found) => assets.filter(({ assetType }) => assetType === 'position')

describe('Derive', () => {
  // −2.65 is what the position lost since it was opened; 4.03 of it are settled into the balance already, so that it adds 1.39.
  it('counts of a perpetual what is not settled, not the unrealized profit', async () => {
    const found = await read(
      portfolios(
        account(130837, { subaccount_value: '1001.3873', positions: [perpetual()], collaterals: [coin('USDC', '1000')] }),
      ),
    )
    expect(tokens(found)).toEqual([['unified', 'USDC', '1000', '1.38730606879471451975405216217041015625']])
    expect(found.assets.find(({ assetType }) => assetType === 'token')).toMatchObject({
      initialMargin: '132.2074413704858670826070010662078857421875',
      maintMargin: '101.37788426911356509663164615631103515625',
    })
    expect(open(found)).toMatchObject([
      {
        symbol: 'BTC:PERP-USDC',
        size: '-0.02',
        entryPrice: '102632.9105389869500088',
        leverage: '8.695447620509',
        marginMode: 'cross',
      },
    ])
    expect(found.equities).toMatchObject([{ reportedEquity: '1001.3873' }])
    expect([found.warnings, found.notIncluded]).toEqual([[], []])
  })

  it('counts of an option what it is worth, and tells its profit besides', async () => {
    const found = await read(
      portfolios(account(130837, { subaccount_value: '1700', positions: [option()], collaterals: [coin('USDC', '1000')] })),
    )
    expect(tokens(found)).toEqual([['unified', 'USDC', '1000', '0']])
    expect(open(found)).toMatchObject([{ size: '2', unrealizedProfit: '100', markPrice: '350' }])
    expect(found.equity).toBe('1700')
  })

  it('keeps sub-accounts apart: coins that one owes are not taken off another', async () => {
    const found = await read(
      portfolios(
        account(130837, {
          collaterals: [coin('ETH', '2', { mark_price: '3180.76', mark_value: '6361.52' })],
          positions: [perpetual()],
        }),
        account(130838, { collaterals: [coin('USDC', '-500', { pending_interest: '-1.5' }), coin('ETH', '1')] }),
      ),
    )
    expect(tokens(found)).toEqual(
      expect.arrayContaining([
        ['unified', 'ETH', '2', null],
        // Profit is in dollars, of which there need be none.
        ['unified', 'USDC', '0', '1.38730606879471451975405216217041015625'],
        ['unified:2', 'ETH', '1', null],
        ['unified:2', 'USDC', '-501.5', '0'],
      ]),
    )
    expect(found.assets.find(({ walletType, symbol }) => walletType === 'unified:2' && symbol === 'USDC')).toMatchObject({
      borrowed: '501.5',
    })
  })

  // `failed_to_fetch` came with the engine of 2026: rows are empty then, whatever there is.
  it('takes a sub-account that could not be looked into for no reading', async () => {
    await expect(read(portfolios(account(1, { failed_to_fetch: true })))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('reads the one sub-account of a number that everybody may ask, without its entries', async () => {
    const { average_price: _, unrealized_pnl: __, ...told } = perpetual()
    const found = await read(watched(account(130837, { positions: [told], collaterals: [coin('USDC', '1000')] })))
    expect(tokens(found)).toEqual([['unified', 'USDC', '1000', '1.38730606879471451975405216217041015625']])
    expect(open(found)).toMatchObject([{ size: '-0.02', entryPrice: null }])
  })

  it('tells what is free: what is left of the margin without the orders that wait', async () => {
    const found = await read(
      portfolios(account(1, { initial_margin: '900', open_orders_margin: '-264.5', collaterals: [coin('USDC', '1')] })),
    )
    expect(found.equities).toMatchObject([{ walletType: 'unified', availableMargin: '635.5' }])
  })

  it('is proven by the number alone, and says what is wrong with number, key and address', async () => {
    const walletAddress = '0xA419f70C696a4b449a4A24F92e955D91482d44e9'
    const byNumber = { walletAddress, uid: '130837' }
    await expect(
      connected({ exchange: 'derive', credentials: byNumber, calls: [watched(account(130837, { label: 'Main' }))] }).verify(),
    ).resolves.toMatchObject({ permissions: ['read'], label: 'Main' })
    await expect(
      connected({
        exchange: 'derive',
        credentials: byNumber,
        calls: [refused('margin_watch', 14001, 'Subaccount not found')],
      }).verify(),
    ).rejects.toMatchObject({ code: 'exchange_credentials', fields: { uid: expect.stringContaining('no sub-account') } })
    const byKey = { walletAddress, privateKey: `0x${'1'.repeat(64)}` }
    await expect(
      connected({
        exchange: 'derive',
        credentials: byKey,
        calls: [refused('get_all_portfolios', 14030, 'Session key expired')],
      }).verify(),
    ).rejects.toMatchObject({ code: 'exchange_credentials', fields: { privateKey: expect.stringContaining('expired') } })
    await expect(connected({ exchange: 'derive', credentials: { walletAddress }, calls: [] }).verify()).rejects.toMatchObject({
      fields: { uid: expect.any(String) },
    })
  })
})

describe('Derive: ledgers', () => {
  const AT = Date.parse('2025-01-02T00:00:00Z')
  const events = (path: string, rows: object[]) => ({ path, response: { result: { events: rows }, id: '1' } })
  const all = portfolios(account(130837), account(130838))

  it('asks every sub-account, and knows which way a transfer went', async () => {
    const transfer = (is_outgoing: boolean, counterparty_subaccount_id: number) => ({
      ...{
        amount: '10',
        asset: 'USDC',
        counterparty_subaccount_id,
        is_outgoing,
        timestamp: AT,
        tx_hash: '0xabc',
        subaccount_id: 1,
      },
    })
    const calls = [
      all,
      { ...events('get_erc20_transfer_history', [transfer(true, 130838)]), query: '130837' },
      { ...events('get_erc20_transfer_history', [transfer(false, 130837)]), query: '130838' },
    ]
    const entries = await ledgersOf({ exchange: 'derive', calls }).read('transfers')
    expect(entries.map(({ amount, wallet, kind }) => [amount, wallet, kind])).toEqual([
      ['-10', 'unified', 'transfer'],
      ['10', 'unified:2', 'transfer'],
    ])
  })

  it('takes a withdrawal for one that is done when it is settled', async () => {
    const row = (tx_status: string, transaction_id: string) => ({
      ...{ amount: '0.1', asset: 'ETH', timestamp: AT, transaction_id, tx_hash: '0xdef', tx_status, error_log: {} },
    })
    const calls = [
      portfolios(account(1)),
      events('get_withdrawal_history', [row('settled', 'a'), row('pending', 'b'), row('reverted', 'c')]),
    ]
    const entries = await ledgersOf({ exchange: 'derive', calls }).read('withdrawals')
    expect(entries.map(({ coin: code, amount, state }) => [code, amount, state])).toEqual([
      ['ETH', '-0.1', 'done'],
      ['ETH', '-0.1', 'pending'],
      ['ETH', '-0.1', 'failed'],
    ])
  })

  it('tells funding and interest with their signs', async () => {
    const calls = [
      portfolios(account(1)),
      events('get_funding_history', [{ funding: '-0.25', instrument_name: 'BTC-PERP', timestamp: AT, subaccount_id: 1 }]),
      events('get_interest_history', [{ interest: '0.5', timestamp: AT, subaccount_id: 1 }]),
    ]
    const { read: ledger } = ledgersOf({ exchange: 'derive', calls })
    expect((await ledger('funding')).map(({ amount, pair }) => [amount, pair])).toEqual([['-0.25', 'BTC-PERP']])
    expect((await ledger('interest')).map(({ amount, kind }) => [amount, kind])).toEqual([['0.5', 'interest']])
  })
})
