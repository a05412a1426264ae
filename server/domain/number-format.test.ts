import { describe, expect, it } from 'vitest'
import {
  amountDecimals,
  formatAmount,
  formatFixed,
  formatMoney,
  formatMultiple,
  formatPercent,
  formatPrice,
} from './number-format'

const en = 'en-US'
const de = 'de-DE'

describe('formatFixed', () => {
  it('keeps digits that a float would lose', () => {
    expect(formatFixed('12345678901234567890.123456789', { locale: en, max: 9 })).toBe('12,345,678,901,234,567,890.123456789')
    expect(formatFixed('0.1234567890123456789', { locale: en, max: 19 })).toBe('0.1234567890123456789')
  })

  it('rounds half away from zero, on the decimal itself', () => {
    expect(formatFixed('1.005', { locale: en, max: 2 })).toBe('1.01')
    expect(formatFixed('-1.005', { locale: en, max: 2 })).toBe('−1.01')
    expect(formatFixed('999.995', { locale: en, max: 2 })).toBe('1,000.00')
  })

  it('drops zeros down to the least number of decimals', () => {
    expect(formatFixed('2.50', { locale: en, max: 4, min: 0 })).toBe('2.5')
    expect(formatFixed('2.00', { locale: en, max: 4, min: 0 })).toBe('2')
    expect(formatFixed('2', { locale: en, max: 4, min: 2 })).toBe('2.00')
  })

  it('shows two significant digits of what would read as zero', () => {
    expect(formatFixed('0.000000123', { locale: en, max: 4, min: 0 })).toBe('0.00000012')
    expect(formatFixed('-0.000000123', { locale: en, max: 4, min: 0 })).toBe('−0.00000012')
    expect(formatFixed('0', { locale: en, max: 2 })).toBe('0.00')
  })

  it('writes a plus only when asked and never before zero', () => {
    expect(formatFixed('3', { locale: en, max: 0, sign: 'always' })).toBe('+3')
    expect(formatFixed('-0.0', { locale: en, max: 1, sign: 'always' })).toBe('0.0')
  })

  it("uses the locale's separators and grouping", () => {
    expect(formatFixed('1234567.5', { locale: de, max: 2 })).toBe('1.234.567,50')
    expect(formatFixed('1234567.5', { locale: 'en-IN', max: 1 })).toBe('12,34,567.5')
    expect(formatFixed('1234.5', { locale: 'ar-EG', max: 1 })).toMatch(/^[\d.,]+$/)
  })
})

describe('formatMoney', () => {
  it('writes the currency where the locale puts it', () => {
    expect(formatMoney('1234.5', { locale: en, currency: 'USD' })).toBe('$1,234.50')
    expect(formatMoney('-1234.5', { locale: en, currency: 'USD' })).toBe('−$1,234.50')
    expect(formatMoney('1234.5', { locale: de, currency: 'EUR' })).toBe('1.234,50\u00a0€')
    expect(formatMoney('0.5', { locale: en, currency: 'BTC' })).toBe('0.500000\u00a0BTC')
    expect(formatMoney('1234.5', { locale: en, currency: 'USD', bare: true })).toBe('1,234.50')
  })

  it('never shows zero for what is not zero', () => {
    expect(formatMoney('0.004', { locale: en, currency: 'USD' })).toBe('$0.004')
    expect(formatMoney('-0.004', { locale: en, currency: 'USD', sign: 'always' })).toBe('−$0.004')
    expect(formatMoney('-0.000000004', { locale: en, currency: 'USD', sign: 'always' })).toBe('≈$0')
    expect(formatMoney('0.000000004', { locale: de, currency: 'EUR' })).toBe('≈0\u00a0€')
    expect(formatMoney('0', { locale: en, currency: 'USD' })).toBe('$0.00')
  })

  it('shortens large sums on demand', () => {
    expect(formatMoney('9999.99', { locale: en, currency: 'USD', compact: true })).toBe('$9,999.99')
    expect(formatMoney('1234567', { locale: en, currency: 'USD', compact: true })).toBe('$1.23M')
    expect(formatMoney('-45678', { locale: en, currency: 'USD', compact: true })).toBe('−$45.7K')
  })
})

describe('formatAmount', () => {
  it('shows as many digits as are worth a cent', () => {
    expect(amountDecimals('93000')).toBe(7)
    expect(amountDecimals('1')).toBe(3)
    expect(amountDecimals('0.00001')).toBe(0)
    expect(amountDecimals(null)).toBe(6)
    expect(formatAmount('0.123456789', { locale: en, price: '93000' })).toBe('0.1234568')
    expect(formatAmount('275.56989474', { locale: en, price: '1' })).toBe('275.57')
    expect(formatAmount('1234567.89', { locale: en, price: '0.00001' })).toBe('1,234,568')
    expect(formatAmount('-1.69', { locale: en, price: '1800' })).toBe('−1.69')
  })

  it('shortens on phones from a hundred thousand on', () => {
    expect(formatAmount('1234567.89', { locale: en, price: '1', compact: true })).toBe('1.23M')
    expect(formatAmount('-99999', { locale: en, price: '1', compact: true })).toBe('−99,999')
  })
})

describe('formatPrice', () => {
  it('gives each size of price its digits, with a steady width', () => {
    expect(formatPrice('93452.1', en)).toBe('93,452.10')
    expect(formatPrice('152.3', en)).toBe('152.300')
    expect(formatPrice('1.5', en)).toBe('1.50000')
    expect(formatPrice('0.0000123456', en)).toBe('0.0000123456')
    expect(formatPrice('0', en)).toBe('0.00')
  })
})

describe('formatPercent', () => {
  it('writes ratios as percent', () => {
    expect(formatPercent('0.012345', { locale: en })).toBe('1.23%')
    expect(formatPercent('0.012345', { locale: de, sign: 'always' })).toBe('+1,23\u00a0%')
    expect(formatPercent('-0.5', { locale: en })).toBe('−50.00%')
    expect(formatPercent('123.4', { locale: en })).toBe('12,340%')
    expect(formatPercent('0.00001', { locale: en })).toBe('0.001%')
    expect(formatPercent('-0.000049', { locale: en, sign: 'always' })).toBe('−0.005%')
    expect(formatPercent('-0.0000000001', { locale: en, sign: 'always' })).toBe('≈0%')
    expect(formatPercent('0.004', { locale: de, decimals: 0, sign: 'always' })).toBe('+0,4\u00a0%')
    expect(formatPercent('0', { locale: en, sign: 'always' })).toBe('0.00%')
    expect(formatPercent('0.815', { locale: en, decimals: 0 })).toBe('82%')
  })
})

describe('formatMultiple', () => {
  it('drops zeros', () => {
    expect(formatMultiple('10.0', en)).toBe('10×')
    expect(formatMultiple('2.456', en)).toBe('2.46×')
  })
})
