import { describe, expect, it } from 'vitest'
import { addressFault } from './address-checksum'

describe('addresses', () => {
  // The addresses of EIP-55 itself.
  it.each([
    '0x52908400098527886E0F7030069857D2E4169EE7',
    '0xde709f2102306220921060314715629080e2fb77',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
    '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
  ])('%s fits its checksum', (address) => {
    expect(addressFault(address)).toBeNull()
    expect(addressFault(address.toLowerCase())).toBeNull()
  })

  it('with a letter in another case, or another digit, does not', () => {
    expect(addressFault('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed')).toMatch(/checksum/)
    expect(addressFault('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAec')).toMatch(/checksum/)
  })

  // The examples of BIP 173 and its like on Cosmos.
  it.each(['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'cosmos1depk54cuajgkzea6zpgkq36tnjwdzv4afc3d27'])(
    '%s fits its checksum',
    (address) => {
      expect(addressFault(address)).toBeNull()
      expect(addressFault(address.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q')))).toMatch(/checksum/)
    },
  )

  it('that has none is left to the exchange', () => {
    expect(addressFault('9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM')).toBeNull()
  })
})
