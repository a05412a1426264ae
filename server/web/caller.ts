import type { Socket } from 'node:net'
import { settleForwardedFor } from '../auth/client-address'
import type { Door } from './door'

/** Where each connection comes from. */
const peers = new WeakMap<Socket, string>()

/**
 * Notes the other end of a connection as it opens: once it is reset nobody can tell any more. Without one there is nobody
 * to answer.
 */
export function noteCaller(socket: Socket): void {
  const { remoteAddress } = socket
  if (remoteAddress === undefined) socket.destroy()
  else peers.set(socket, remoteAddress)
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
      socket.destroy()
      return true
    }
    const sent = headers['x-forwarded-for']
    headers['x-forwarded-for'] = settleForwardedFor(Array.isArray(sent) ? sent.join(',') : sent, peer, proxies)
    return false
  }
}
