import { describe, expect, it } from 'vitest'
import { edgexSignature } from '../../ccxt/own/edgex'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * The answer is that of https://edgex-1.gitbook.io/edgeX-documentation/api-v2/private-api/account-api (2026-11): 0.001 BTC bought at
 * 97,444.5, which leaves −81.943188 of collateral; 15.791239 of equity, 0.289927 of which is profit.
 */

const MARKETS = [{ symbol: 'BTC/USDC:USDC', id: '10000001' }]
const read = (...calls: TestRecording['calls']) =>
  valued({ exchange: 'edgex', markets: MARKETS, calls, prices: { USDC: '1', BTC: '97734.426609' } })

const ok = (data: object) => ({ code: 'SUCCESS', data, msg: null, errorParam: null })
const META = {
  path: 'public/meta/getMetaData',
  response: ok({ coinList: [{ coinId: '1000', coinName: 'USDC' }], contractList: [] }),
}
const page = (...dataList: object[]) => ({
  path: 'account/getAccountPage',
  response: ok({ dataList, nextPageOffsetData: '' }),
})
const MINE = page({ id: '48392017', clientAccountId: 'main' })

const VALUE = '97.734426609240472316741943359375'
const POSITION = {
  ...{ userId: '543429922866069763', accountId: '543429922991899150', coinId: '1000', contractId: '10000001' },
  ...{ positionValue: VALUE, maxLeverage: '50', initialMarginRequirement: '1.954688532184809446334838867187500000' },
  ...{ riskRate: '0.00500000012107193470001220703125', riskValue: '0.48867214487909847796' },
  ...{ avgEntryPrice: '97444.5', liquidatePrice: '82354.9', bankruptPrice: '81943.1', worstClosePrice: '81984.2' },
  ...{ unrealizePnl: '0.289926609240472316741943359375', termRealizePnl: '0.000000', totalRealizePnl: '0.716700' },
}
const EQUITY = {
  ...{ coinId: '1000', totalEquity: '15.791238609240472316741943359375', totalPositionValueAbs: VALUE },
  ...{ initialMarginRequirement: '1.954688532184809446334838867187500000', riskValue: '0.48867214487909847796' },
  ...{ pendingWithdrawAmount: '0', pendingTransferOutAmount: '0', orderFrozenAmount: '0', availableAmount: '13.836550' },
}
const asset = (more: object = {}) => ({
  path: 'account/getAccountAsset',
  response: ok({
    account: { id: '543429922991899150', clientAccountId: 'main', status: 'NORMAL' },
    collateralList: [{ coinId: '1000', amount: '-81.943188', legacyAmount: '15.501312' }],
    positionList: [{ coinId: '1000', contractId: '10000001', openSize: '0.001', openValue: '97.444500' }],
    version: '1021',
    positionAssetList: [POSITION],
    collateralAssetModelList: [EQUITY],
    oraclePriceList: [],
    ...more,
  }),
})
type Found = Awaited<ReturnType<typeof read>>
const tokens = ({ assets }: Found) => assets.filter(({ assetType }) => assetType === 'token')
const open = ({ assets }: Found) => assets.filter(({ assetType }) => assetType === 'position')

describe('EdgeX', () => {
  // Of its collateral `amount` would be a debt of 82 dollars: the price of the position is taken from it.
  it('reads what is left without the open profit, which is the exchange’s own amount before positions', async () => {
    const found = await read(asset(), META, MINE)
    expect(tokens(found)).toMatchObject([
      {
        symbol: 'USDC',
        size: '15.501312',
        unrealizedProfit: POSITION.unrealizePnl,
        marginBalance: EQUITY.totalEquity,
        initialMargin: EQUITY.initialMarginRequirement,
        maintMargin: '0.48867214487909847796',
        availableBalance: '13.836550',
        borrowed: '0',
      },
    ])
    expect(found.equity).toBe('15.79123860924')
  })

  it('tells positions by the sign of their size, their mark by their value', async () => {
    const short = { ...POSITION, positionValue: `-${VALUE}`, unrealizePnl: '-0.289926609240472316741943359375' }
    const sold = asset({
      positionList: [{ contractId: '10000001', openSize: '-0.001' }],
      positionAssetList: [short],
    })
    for (const [call, sign] of [
      [asset(), ''],
      [sold, '-'],
    ] as const)
      expect(open(await read(call, META, MINE))).toMatchObject([
        {
          symbol: 'BTC:PERP-USDC',
          size: `${sign}0.001`,
          notional: `${sign}97.734427`,
          markPrice: '97734.426609240472',
          entryPrice: '97444.5',
          liquidationPrice: '82354.9',
          leverage: '50',
          unrealizedProfit: `${sign}0.289926609240472316741943359375`,
          marginMode: null,
        },
      ])
  })

  it('leaves closed positions out, and names what is on its way out, that there are other accounts, and the spot account', async () => {
    const found = await read(
      asset({
        positionList: [{ contractId: '10000001', openSize: '0' }],
        positionAssetList: [],
        collateralAssetModelList: [{ ...EQUITY, totalEquity: '20', pendingWithdrawAmount: '4.5' }],
      }),
      META,
      page({ id: '48392017', clientAccountId: 'main' }, { id: '77', clientAccountId: 'grid' }, { id: '78' }),
    )
    expect([open(found), found.equity]).toEqual([[], '20'])
    expect(found.notIncluded.map(({ wallet, reason }) => `${wallet}: ${reason}`).toSorted()).toEqual([
      'pending: On its way out of EdgeX: 4.5 USDC.',
      'spot: Coins of EdgeX’s spot account are told by no call that its documentation describes.',
      'sub-accounts: EdgeX lists 3 accounts of this person: each is read where it is added by its own key.',
    ])
  })

  it.each([
    ['a position without its value', asset({ positionAssetList: [] })],
    ['a position without its profit', asset({ positionAssetList: [{ ...POSITION, unrealizePnl: '' }] })],
    ['no equity', asset({ collateralAssetModelList: undefined })],
    ['an equity that is empty', asset({ collateralAssetModelList: [{ ...EQUITY, totalEquity: '' }] })],
    ['a coin without a name', asset({ collateralAssetModelList: [{ ...EQUITY, coinId: '9' }] })],
  ])('takes %s for no reading', async (_what, call) => {
    await expect(read(call, META, MINE)).rejects.toMatchObject({ code: 'exchange_network' })
  })

  // By the exchange's own SDK with the same figures: `build_hmac_signature` of edgex-python-sdk 2026-06.
  it('signs with the base64 of the secret’s letters, not with what the secret is the base64 of', () => {
    expect(
      edgexSignature('c2VjcmV0', '1734664627939', 'GET', '/api/v2/private/account/getAccountAsset', 'accountId=123456'),
    ).toBe('8074bf14af042a14f85b6504e8c8e7085c7d74d3f248d6085f5733734076bcdd')
  })

  it.each([
    ['INVALID_API_KEY', { code: 'exchange_credentials', fields: { apiKey: expect.any(String) } }],
    ['REQUEST_TIMESTAMP_EXPIRED', { code: 'exchange_clock' }],
  ])('tells a refusal by its code, also in an answer with status 200: %s', async (code, error) => {
    const { verify } = connected({
      exchange: 'edgex',
      calls: [{ path: 'account/getAccountAsset', response: { code, data: null, msg: 'no', errorParam: null } }],
    })
    await expect(verify()).rejects.toMatchObject(error)
  })

  it('tries a key by the account that it reads', async () => {
    const { verify } = connected({ exchange: 'edgex', markets: MARKETS, calls: [asset()] })
    await expect(verify()).resolves.toMatchObject({ positionMode: 'one_way', permissions: null })
  })
})
