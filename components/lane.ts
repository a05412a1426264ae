import pLimit from 'p-limit'

/**
 * `fetch` with so many requests under way at most, each until its answer is here whole; the others wait for their turn.
 * @param patienceMs what has not been answered whole by then is given up, so that nothing blocks the lane
 */
export function lane(connections: number, patienceMs: number): typeof fetch {
  const limit = pLimit(connections)
  return (resource, init) =>
    new Promise((resolve, reject) => {
      void limit(async () => {
        try {
          // What was called off while it waited is not sent.
          init?.signal?.throwIfAborted()
          const enough = AbortSignal.timeout(patienceMs)
          const response = await fetch(resource, {
            ...init,
            signal: init?.signal ? AbortSignal.any([init.signal, enough]) : enough,
          })
          if (!response.body) return resolve(response)
          const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
          const whole = response.body.pipeTo(writable).catch(() => {})
          resolve(new Response(readable, response))
          await whole
        } catch (error) {
          reject(error)
        }
      })
    })
}
