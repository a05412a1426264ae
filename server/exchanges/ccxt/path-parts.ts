import type { CcxtExchange } from './exchange-class'

/** Signs that end a part of a path, or begin what follows it. */
const SIGNS = /[\\/?#%\s\p{Cc}]/gu

/** ccxt writes values into paths as they are; here each stays one part, whatever it holds. */
export function encodePathParts(ccxt: CcxtExchange): void {
  const implode = ccxt.implodeParams
  ccxt.implodeParams = (path, params) =>
    implode(
      path,
      Array.isArray(params)
        ? params
        : Object.fromEntries(
            Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? pathPart(value) : value]),
          ),
    )
}

/**
 * What somebody entered as one part of a path.
 * @throws Error where it is one dot or two
 */
export function pathPart(value: string): string {
  if (/^\.{1,2}$/.test(value)) throw new Error('a dot is no part of a path')
  return value.replace(SIGNS, encodeURIComponent)
}
