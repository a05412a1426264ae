import { type APIRequestContext, expect } from '@playwright/test'
import { z } from 'zod'

const answerSchema = z.object({ result: z.object({ data: z.object({ json: z.unknown() }) }) })

/** Somebody's browser without a screen: the requests that its pages would make, and everything that came back. */
export class PersonApi {
  /** Every answer, status and headers too; but for those that show a secret once, on purpose. */
  readonly answers: string[] = []

  constructor(readonly request: APIRequestContext) {}

  async get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
    const response = await this.request.get(path, { headers, maxRedirects: 0 })
    const text = await response.text()
    const told = response.headersArray().filter(({ name }) => name.toLowerCase() !== 'set-cookie')
    this.answers.push(`${path} ${response.status()} ${JSON.stringify(told)} ${text}`)
    return { status: response.status(), text }
  }

  /** Calls a procedure. @returns its result; null for a refusal */
  async call(procedure: string, input: unknown, options: { showsSecret?: boolean } = {}): Promise<unknown> {
    const response = await this.request.post(`/api/trpc/${procedure}`, { data: { json: input } })
    const text = await response.text()
    if (!options.showsSecret) this.answers.push(`${procedure} ${response.status()} ${text}`)
    return response.ok() ? answerSchema.parse(JSON.parse(text)).result.data.json : null
  }

  /** Signs in by password (and code). @returns whether that worked */
  async signIn(person: { email: string; password: string; code?: string }): Promise<boolean> {
    const csrf = await (await this.request.get('/api/auth/csrf')).json()
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse(csrf)
    const form = { ...person, csrfToken, json: 'true' }
    const response = await this.request.post('/api/auth/callback/credentials', { form })
    this.answers.push(`sign in ${response.status()} ${await response.text()}`)
    return response.ok()
  }

  async signUp(person: { email: string; password: string }): Promise<void> {
    await this.call('users.register', person)
    expect(await this.signIn(person)).toBe(true)
  }
}
