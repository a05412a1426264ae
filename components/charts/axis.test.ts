import { describe, expect, it } from 'vitest'
import { DEFAULT_DISPLAY } from '../format/display'
import { moneyAxis, percentAxis } from './axis'

describe('moneyAxis', () => {
  it('tells neighbouring labels apart', () => {
    expect(moneyAxis([1_200_000, 1_205_000, 1_210_000], DEFAULT_DISPLAY)).toEqual(['$1.200M', '$1.205M', '$1.210M'])
    expect(moneyAxis([588_000, 588_500, 589_000], DEFAULT_DISPLAY)).toEqual(['$588.0K', '$588.5K', '$589.0K'])
    expect(moneyAxis([57.4, 57.6, 57.8], DEFAULT_DISPLAY)).toEqual(['$57.4', '$57.6', '$57.8'])
  })

  it('has no decimals that say nothing', () => {
    expect(moneyAxis([0, 200_000, 400_000, 1_000_000], DEFAULT_DISPLAY)).toEqual(['$0', '$200K', '$400K', '$1.0M'])
    expect(moneyAxis([0, 5000, 10_000], DEFAULT_DISPLAY)).toEqual(['$0', '$5,000', '$10K'])
  })

  it('counts in the currency that is shown', () => {
    const display = { ...DEFAULT_DISPLAY, currency: 'BTC', usdPerUnit: '100000' }
    expect(moneyAxis([1_200_000, 1_210_000], display)).toEqual(['12.0\u00a0BTC', '12.1\u00a0BTC'])
  })
})

it('percentAxis has the decimals of its steps', () => {
  expect(percentAxis([-0.015, -0.01, -0.005, 0], 'en')).toEqual(['\u22121.5%', '\u22121.0%', '\u22120.5%', '0.0%'])
  expect(percentAxis([-0.2, -0.1, 0], 'en')).toEqual(['\u221220%', '\u221210%', '0%'])
})
