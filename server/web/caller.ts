import type { Socket } from 'node:net'
import { placesOf } from '../auth/addresses'
import { settleForwardedFor } from '../auth/client-address'
import type { Door } from './door'

/** Where each connection comes from. */
const peers = new WeakMap<Socket, string>()

const TOO_MANY = [
  'HTTP/1.1 429 Too Many Requests',
  'Retry-After: 10',
  'Content-Type: text/plain; charset=utf-8',
  'Connection: close',
  '',
  'Too many connections are open from your address.\n',
].join('\r\n')
/** A connection that was refused has so long to hear of it. */
const REFUSED_MS = 2_000

/**
 * Notes the other end of a connection as it opens: once it is reset nobody can tell any more. Without one there is nobody
 * to answer; one more than an address may have is refused before it is read.
 * @param perAddress connections at the same time; a network of IPv6 counts as one address
 */
export function noteCallers(perAddress: number): (socket: Socket) => void {
  const open = new Map<string, number>()
  return (socket) => {
    const { remoteAddress } = socket
    if (remoteAddress === undefined) return void socket.destroy()
    const [{ name }] = placesOf(remoteAddress)
    const others = open.get(name) ?? 0
    if (others >= perAddress) {
      socket.on('error', () => {})
      socket.end(TOO_MANY)
      setTimeout(() => socket.destroy(), REFUSED_MS).unref()
      return
    }
    peers.set(socket, remoteAddress)
    open.set(name, others + 1)
    socket.once('close', () => {
      const left = (open.get(name) ?? 1) - 1
      if (left > 0) open.set(name, left)
      else open.delete(name)
    })
  }
}

/**
 * Rewrites `X-Forwarded-For` to the one address that can be believed, before anything reads it. Next takes what a caller
 * sends there at its word and tells handlers no other address, so that a limit per address could be passed by making
 * addresses up.
 * @param proxies how many proxies of ours stand in front of this process
 */
export function settleCaller(proxies: number): Door {
  return ({ headers, socket }) => {
    const peer = peers.get(socket)
    if (peer === undefined) {
      if (!socket.writableEnded) socket.destroy()
      return true
    }
    const sent = headers['x-forwarded-for']
    headers['x-forwarded-for'] = settleForwardedFor(Array.isArray(sent) ? sent.join(',') : sent, peer, proxies)
    return false
  }
}
