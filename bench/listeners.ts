import net from 'node:net'

/** Listeners that connect at once; a thousand of them do not come in one millisecond. */
const AT_ONCE = 25

export interface Listeners {
  /** How long it takes from what starts something until the last one has heard `marker`, ms. */
  until(marker: string, start: () => Promise<unknown>): Promise<number>
  close(): void
}

/**
 * Opens streams of server-sent events, one for each list of header lines, as bare sockets: what is measured is the server.
 * @param ready stands in what each hears once it is told everything
 */
export async function openListeners(url: string, headers: readonly string[], ready: string): Promise<Listeners> {
  const { hostname, port, pathname, host } = new URL(url)
  let marker = ''
  let left = 0
  let told = () => {}
  const open = (lines: string) =>
    new Promise<net.Socket>((resolve, reject) => {
      const socket = net.connect({ host: hostname, port: Number(port), noDelay: true })
      let before = ''
      let heard = ''
      socket.once('error', reject)
      socket.once('close', () => reject(new Error(`A listener was not let in: ${before.slice(0, 200)}`)))
      socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n${lines}\r\n`)
      socket.setEncoding('latin1').on('data', (chunk: string) => {
        if (marker === '') {
          before += chunk
          if (before.includes(ready)) resolve(socket)
          return
        }
        heard += chunk
        if (!heard.includes(marker)) return
        heard = ''
        left--
        if (left === 0) told()
      })
    })
  const sockets: net.Socket[] = []
  for (let n = 0; n < headers.length; n += AT_ONCE) {
    sockets.push(...(await Promise.all(headers.slice(n, n + AT_ONCE).map(open))))
  }
  return {
    until: async (wanted, start) => {
      marker = wanted
      left = sockets.length
      const all = new Promise<void>((resolve) => {
        told = resolve
      })
      const began = performance.now()
      await start()
      await all
      return performance.now() - began
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}
