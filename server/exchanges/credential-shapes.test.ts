import { describe, expect, it } from 'vitest'
import { misshapen } from './credential-shapes'
import type { CredentialFieldInfo } from './port'
import { exchangeInfos } from './registry'

const info = (field: CredentialFieldInfo['field'], shape?: CredentialFieldInfo['shape']): CredentialFieldInfo => ({
  field,
  label: 'value',
  required: true,
  secret: false,
  ...(shape ? { shape } : {}),
})
const PEM = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIA==\n-----END EC PRIVATE KEY-----\n'.trim()

describe('the shape of credentials', () => {
  it.each([
    [info('apiKey'), 'organizations/a-1/apiKeys/b-2'],
    [info('apiKey'), 'c3VwZXI/c2VjcmV0+Q=='],
    [info('apiSecret'), PEM],
    [info('apiSecret'), PEM.replaceAll('\n', '\\n')],
    [info('apiSecret'), 'c3VwZXI/c2VjcmV0+Q=='],
    [info('password'), 'pass phrase ü!'],
    [info('uid'), '12-ab_3'],
    [info('walletAddress'), '0xABaBaBaBABabABabAbAbABAbABabababaBaBABaB'],
    [info('walletAddress'), `0x${'1'.repeat(63)}`],
    [info('walletAddress'), 'dydx1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5kmz6xt'],
    [info('walletAddress'), '4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA'],
    [info('vaultAddress'), `0x${'ab'.repeat(20)}`],
    [info('privateKey'), `0x${'1'.repeat(64)}`],
    [info('privateKey', 'hex_key'), 'f'.repeat(64)],
  ])('takes %o: %j', (field, value) => {
    expect(misshapen(field, value)).toBeNull()
  })

  it.each([
    [info('apiKey'), 'two words'],
    [info('apiKey'), 'line\nbreak'],
    [info('apiKey'), 'ключ'],
    [info('apiSecret'), 'line\nbreak'],
    [info('apiSecret'), '-----BEGIN EC PRIVATE KEY-----\nMHcC'],
    [info('password'), 'line\nbreak'],
    [info('uid'), '../1'],
    [info('uid'), '1/orders'],
    [info('walletAddress'), '../../host'],
    [info('walletAddress'), `0x${'ab'.repeat(20)}/../..`],
    [info('walletAddress'), `0x${'ab'.repeat(20)}?x=1`],
    [info('walletAddress'), '0x12'],
    [info('walletAddress', 'evm_address'), `0x${'ab'.repeat(21)}`],
    [info('vaultAddress'), 'dydx1qyqszqgpqyqszqgpqyqszqgpqyqszqgpmxa5mn'],
    [info('privateKey'), 'twelve words of a wallet phrase that must never be typed anywhere at all'],
    [info('privateKey', 'hex_key'), 'g'.repeat(64)],
  ])('refuses %o: %j', (field, value) => {
    expect(misshapen(field, value)).toMatch(/^This is no value: it is .+\.$/)
  })

  it('is known of every field that any exchange asks for', () => {
    for (const { credentialFields } of exchangeInfos()) {
      for (const field of credentialFields) expect(misshapen(field, 'no\u0000shape'), field.field).not.toBeNull()
    }
  })
})
