import type { CcxtExchange } from './exchange-class'

/** A request could not be signed: the secret is not of the form that this exchange's keys have. Nothing was sent. */
export class SigningError extends Error {
  constructor(cause: unknown) {
    super('the request could not be signed', { cause })
    this.name = 'SigningError'
  }
}

/** Names of an error's class and of those above it; ccxt's error classes are told apart by them. */
export function classNames(error: unknown): Set<string> {
  const names = new Set<string>()
  let prototype: unknown = typeof error === 'object' && error !== null ? Object.getPrototypeOf(error) : null
  while (typeof prototype === 'object' && prototype !== null) {
    names.add(prototype.constructor.name)
    prototype = Object.getPrototypeOf(prototype)
  }
  return names
}

/** Tells what a decoder or key parser throws inside of ccxt's `sign` (no base64, no PEM) from every other failure. */
export function markSigning(ccxt: CcxtExchange): void {
  const sign = ccxt.sign.bind(ccxt)
  ccxt.sign = (...args) => {
    try {
      return sign(...args)
    } catch (error) {
      throw classNames(error).has('BaseError') ? error : new SigningError(error)
    }
  }
}
