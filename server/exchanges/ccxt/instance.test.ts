import { describe, expect, it } from 'vitest'
import { CATALOGUE_IDS } from '../catalogue'
import { type CcxtExchange, exchangeClass } from './exchange-class'
import { ccxtInstance } from './instance'

const COMMON = { number: String, enableRateLimit: false }

/** What can be changed below a value, by its path. */
function changeable(value: unknown, path: string, found: Map<object, string>): void {
  if (typeof value !== 'object' || value === null || found.has(value)) return
  const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  if (!plain) return
  if (!Object.isFrozen(value)) found.set(value, path)
  for (const [name, inner] of Object.entries(value)) changeable(inner, `${path}.${name}`, found)
}

function state(instance: CcxtExchange): Map<object, string> {
  const found = new Map<object, string>()
  for (const name in instance) changeable(Reflect.get(instance, name), name, found)
  return found
}

/** Arguments of `request` that each of an instance's endpoints makes. */
async function requests(instance: CcxtExchange, names: readonly string[]): Promise<Record<string, unknown>> {
  instance.request = async (...args) => args
  const made: Record<string, unknown> = {}
  for (const name of names) made[name] = await Reflect.apply(Reflect.get(instance, name), instance, [{ a: 1 }])
  return made
}

describe('ccxtInstance', () => {
  it.each([...CATALOGUE_IDS])('%s: like one that ccxt built itself', async (id) => {
    const config = { ...COMMON, apiKey: 'key', secret: 'secret', options: { someSetting: { inner: 1 } } }
    const plain = new (await exchangeClass(id))(config)
    const ours = await ccxtInstance(id, config)
    const names = Object.getOwnPropertyNames(plain)
    const endpoints = names.filter((name) => {
      const value: unknown = Reflect.get(plain, name)
      return typeof value === 'function' && value.name === 'partial'
    })
    expect(endpoints.length).toBeGreaterThan(1)
    const data = names.filter((name) => typeof Reflect.get(plain, name) !== 'function' && !/throttler/i.test(name))
    expect(Object.fromEntries(data.map((name) => [name, Reflect.get(ours, name)]))).toEqual(
      Object.fromEntries(data.map((name) => [name, Reflect.get(plain, name)])),
    )
    const missing = names.filter((name) => typeof Reflect.get(plain, name) !== typeof Reflect.get(ours, name))
    expect(missing).toEqual([])
    expect(await requests(ours, endpoints)).toEqual(await requests(plain, endpoints))
  })

  it.each([...CATALOGUE_IDS])('%s: shares nothing that can be changed', async (id) => {
    const first = state(await ccxtInstance(id, { ...COMMON, apiKey: 'first' }))
    const second = state(await ccxtInstance(id, COMMON))
    expect([...second].flatMap(([value, path]) => (first.has(value) ? [path] : []))).toEqual([])
    expect(Reflect.get(await ccxtInstance(id, COMMON), 'apiKey')).not.toBe('first')
  })

  it('signs each instance’s calls with its own key', async () => {
    const [first, second] = await Promise.all(
      ['first', 'second'].map((apiKey) => ccxtInstance('bybit', { ...COMMON, apiKey, secret: `${apiKey}-secret` })),
    )
    const keyOf = async (instance: CcxtExchange | undefined) => {
      const sent: unknown[] = []
      if (!instance) return null
      Reflect.set(instance, 'fetch', async (_url: string, _method: string, headers: Record<string, unknown>) => {
        sent.push(headers['X-BAPI-API-KEY'])
        return {}
      })
      await Reflect.apply(Reflect.get(instance, 'privateGetV5AccountInfo'), instance, [{}])
      return sent
    }
    expect(await Promise.all([keyOf(first), keyOf(second)])).toEqual([['first'], ['second']])
  })
})
