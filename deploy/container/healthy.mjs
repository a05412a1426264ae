/**
 * Whether the process of this container does its work; ends with 0 or 1. The web process (and all-in-one) is asked whether it is
 * ready, a worker, which serves no pages, for its metrics: `healthy worker` needs METRICS_WORKER_PORT.
 */
const [role = 'web'] = process.argv.slice(2)
const { PORT, METRICS_WORKER_PORT, METRICS_TOKEN } = process.env
const url =
  role === 'worker' ? `http://127.0.0.1:${METRICS_WORKER_PORT}/metrics` : `http://127.0.0.1:${PORT || 3000}/api/health/ready`
const headers = METRICS_TOKEN ? { authorization: `Bearer ${METRICS_TOKEN}` } : {}
try {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(4000) })
  // A worker whose token is in a file answers that it is missing: it lives.
  const answers = response.ok || (role === 'worker' && response.status === 401)
  process.stdout.write(role === 'worker' ? `${response.status}\n` : `${await response.text()}\n`)
  process.exitCode = answers ? 0 : 1
} catch (error) {
  process.stdout.write(`${url} does not answer: ${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
