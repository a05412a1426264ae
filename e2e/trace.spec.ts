import { request } from 'node:http'
import { expect, test } from './fixtures'

test('TRACE says nothing back', async ({ baseURL }) => {
  for (const path of ['/', '/api/accounts/', '/api/trpc/users.doors']) {
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const asked = request(new URL(path, baseURL), { method: 'TRACE', headers: { 'x-probe': 'said-back' } }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      })
      asked.on('error', reject).end()
    })
    expect(answer.text, path).not.toContain('said-back')
    expect(answer.status, path).toBeGreaterThanOrEqual(400)
  }
})
