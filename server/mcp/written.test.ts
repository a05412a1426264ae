import { expect, it } from 'vitest'
import { WrittenResults } from './written'

it('puts each result in its places as it stands, whatever it holds', () => {
  const results = new WrittenResults()
  const all = ['{"a":"$& $1 \\u2028 \\"quoted\\" \\\\","n":"1.000000000000000001"}', '{"b":[1,2]}']
  const answer = all.map((json) => {
    const { text, structured } = results.standIn(json)
    return { result: { content: [{ type: 'text', text }], structuredContent: structured } }
  })
  const put = JSON.parse(results.putInto(JSON.stringify(answer)))
  expect(put).toEqual(
    all.map((json) => ({ result: { content: [{ type: 'text', text: json }], structuredContent: JSON.parse(json) } })),
  )
  // As an event of a stream: one line, as JSON is.
  expect(results.putInto(`data: ${JSON.stringify(answer[1])}\n\n`)).toBe(`data: ${JSON.stringify(put[1])}\n\n`)
})

it('puts what is written in many lines into one, as an event of a stream has to be', () => {
  const results = new WrittenResults()
  const { structured } = results.standIn('{"assets":[{"a":"1\\n2"}, \n {"a":"3"}, \r\n {"a":"4"}]}')
  const [line = '', ...rest] = results.putInto(`data: ${JSON.stringify(structured)}`).split(/[\r\n]/)
  expect(rest).toEqual([])
  expect(JSON.parse(line.slice('data: '.length))).toEqual({ assets: [{ a: '1\n2' }, { a: '3' }, { a: '4' }] })
})

it('takes nothing that somebody wrote for a result', () => {
  const [results, others] = [new WrittenResults(), new WrittenResults()]
  results.standIn('{"secret":1}')
  const { text, structured } = others.standIn('{}')
  for (const forged of [JSON.stringify([text, structured]), '{"":0}', '" 0"']) expect(results.putInto(forged)).toBe(forged)
  expect(new WrittenResults().putInto('"x"')).toBe('"x"')
})
