/** Ids by which entries of ledgers are the same movement, or ends of one. */

/**
 * What two legs of a chain transfer have in common: a hash of hexadecimal digits without prefix and case, without the
 * index or memo that some exchanges put behind it; null for what is no hash of a chain (`Off-chain transfer 123`, `0`).
 */
export function chainHash(txHash: string | null | undefined): string | null {
  const bare = txHash?.trim().replace(/@.*$/s, '') ?? ''
  const hex = /^(?:0x)?([\da-f]{64})(?:[:_-]\d+)?$/i.exec(bare)?.[1]
  if (hex) return /^0+$/.test(hex) ? null : hex.toLowerCase()
  return /^[\w+/=-]{32,128}$/.test(bare) && !/^0*$/.test(bare) ? bare : null
}

/** An id that says something; `0` and empty ones are given where there is none. */
export function tellingId(id: string | null | undefined): string | null {
  const bare = id?.trim() ?? ''
  return bare === '' || /^[0-]+$/.test(bare) || ['null', 'none', 'undefined'].includes(bare.toLowerCase()) ? null : bare
}
