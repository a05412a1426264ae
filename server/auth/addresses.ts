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
