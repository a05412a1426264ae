import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** An IPv4 address that came as IPv6 (`::ffff:…`) is the IPv4 one. */
function parse(text: string): Address | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null
}

/** Whether an address is one of, or lies within one of, those listed. What is no address is in no list. */
export function inAddressList(address: string, list: readonly string[]): boolean {
  const caller = parse(address)
  return caller !== null && list.some((entry) => covers(entry, caller))
}

function covers(entry: string, caller: Address): boolean {
  if (!entry.includes('/')) {
    const single = parse(entry)
    return single !== null && single.kind() === caller.kind() && single.toNormalizedString() === caller.toNormalizedString()
  }
  if (!ipaddr.isValidCIDR(entry)) return false
  const [network, bits] = ipaddr.parseCIDR(entry)
  return network.kind() === caller.kind() && caller.match(network, bits)
}

/** A place that attempts and requests are counted at, and how many times what one caller may is allowed there. */
export interface Place {
  name: string
  times: number
}

/**
 * Where a caller is counted. Whoever has IPv6 has 2^64 addresses at least and often 256 or 65,536 such networks, so that
 * each width counts, the wider ones (which may be many people) with more allowed.
 */
export function placesOf(address: string): [Place, ...Place[]] {
  const caller = parse(address)
  if (caller?.kind() !== 'ipv6') return [{ name: address, times: 1 }]
  const within = (bits: number) => `${ipaddr.IPv6.networkAddressFromCIDR(`${caller}/${bits}`)}/${bits}`
  return [
    { name: within(64), times: 1 },
    { name: within(56), times: 4 },
    { name: within(48), times: 16 },
  ]
}
