import http from 'node:http'

export interface PageTimes {
  status: number
  /** Milliseconds until the first byte of the answer's body, and until the last. */
  firstByteMs: number
  allMs: number
  html: string
}

/** Asks for a page over a kept connection and times its answer. */
export function timePage(url: string, headers: Record<string, string>, agent: http.Agent): Promise<PageTimes> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const request = http.get(url, { headers, agent }, (response) => {
      let firstByteMs = Number.NaN
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => {
        if (chunks.length === 0) firstByteMs = performance.now() - began
        chunks.push(chunk)
      })
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          firstByteMs,
          allMs: performance.now() - began,
          html: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    request.on('error', reject)
  })
}
