/** Where Ballast answers, and with which token. */
export interface BallastOptions {
  /** `https://ballast.example`, without `/api`. */
  baseUrl: string
  /** An API token: Settings → API tokens. */
  token: string
  /** Instead of the global `fetch`. */
  fetch?: typeof fetch
}

/** What an operation sends. */
export interface Sent {
  method: string
  path: string
  query?: object | undefined
  body?: object | undefined
  signal?: AbortSignal | undefined
}

/** A refusal: what happened in one sentence, and what a program needs of it. */
export class BallastError extends Error {
  constructor(
    message: string,
    readonly status: number,
    /** A word for a program, e.g. `not_found`. */
    readonly code: string,
    /** Field or parameter → why it was refused. */
    readonly fields: Readonly<Record<string, string>>,
    /** Seconds after which the same call may succeed; null where none are told. */
    readonly retryAfterSeconds: number | null,
    /** The whole answer, e.g. with a reason for each account. */
    readonly answer: unknown,
  ) {
    super(message)
    this.name = 'BallastError'
  }
}

/** Sends one request and reads its JSON. @throws BallastError for a refusal; whatever `fetch` throws */
export async function send(options: BallastOptions, { method, path, query, body, signal }: Sent): Promise<unknown> {
  const url = new URL(path, options.baseUrl)
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue
    // A list goes as JSON, so that names may hold commas.
    url.searchParams.set(name, Array.isArray(value) ? JSON.stringify(value) : String(value))
  }
  const response = await (options.fetch ?? fetch)(url, {
    method,
    headers: {
      Authorization: `Bearer ${options.token}`,
      Accept: 'application/json',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    // A redirect would turn a POST into a GET.
    redirect: 'error',
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal !== undefined && { signal }),
  })
  const text = await response.text()
  const answer = jsonOf(text)
  if (response.ok) return answer
  const told = typeof answer === 'object' && answer !== null ? (answer as Readonly<Record<string, unknown>>) : {}
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw new BallastError(
    typeof told.error === 'string' ? told.error : `${response.status} ${response.statusText}`,
    response.status,
    typeof told.code === 'string' ? told.code : 'unknown',
    typeof told.fields === 'object' && told.fields !== null ? (told.fields as Record<string, string>) : {},
    Number.isFinite(wait) ? wait : null,
    answer,
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
