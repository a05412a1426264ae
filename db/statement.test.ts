import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { prepared, rowList, written } from './statement'

it('a statement that is written once takes each value wherever it is named', () => {
  let built = 0
  const statement = prepared<'user' | 'name'>((value) => {
    built++
    return sql`select ${value('user')}, ${value('name')} where ${value('user')} <> ''`
  })
  expect(statement({ user: 'a', name: null })).toEqual({ text: `select $1, $2 where $3 <> ''`, params: ['a', null, 'a'] })
  expect(statement({ user: 'b', name: 'x' }).params).toEqual(['b', 'x', 'b'])
  expect(built).toBe(1)
})

it('a value without a name is refused where a statement is written once', () => {
  expect(() => prepared(() => sql`select ${'alice'}`)({})).toThrow('no name')
})

it('a written statement is sent as it is', () => {
  expect(written(sql`select ${1}::int`)).toEqual({ text: 'select $1::int', params: [1] })
  expect(written({ text: 'select 1', params: [] })).toEqual({ text: 'select 1', params: [] })
})

it('rows are quoted where they have to be', () => {
  expect(rowList([])).toBe('{}')
  expect(rowList([['BTC', null, '-1.50'], ['']])).toBe(String.raw`{"(BTC,,-1.50)","(\"\")"}`)
  expect(rowList([['a "b" \\']])).toBe(String.raw`{"(\"a \\\"b\\\" \\\\\")"}`)
})
