import * as z from 'zod'
import { DomainError } from '../errors'
import type { Operation } from '../rest/operation'
import { parseBody, parseQuery } from '../rest/request'
import { jsonSchemaOf, type ObjectSchema } from './json-schema'
import type { Tool } from './tools'

/** Parameters of an operation that are no tool's: it pages by a cursor of its own, and amounts are always strings. */
const OWN = ['after', 'limit', 'decimals']

const CURSOR = {
  type: 'string',
  description: '`next` of the answer before, with the same other arguments: what did not fit into it.',
  maxLength: 8000,
}

/** What a tool takes, in JSON: lists are lists and numbers numbers, whatever they are in a query. */
export function argumentsSchema({ operation }: Pick<Tool, 'operation'>): ObjectSchema {
  const schema = operation.body ?? operation.query ?? z.object({})
  const made = jsonSchemaOf(schema, 'input')
  const properties = Object.fromEntries(
    Object.entries(z.record(z.string(), z.unknown()).parse(made.properties ?? {})).filter(([name]) => !OWN.includes(name)),
  )
  return {
    ...made,
    // What does something is not done again for the rest of its answer.
    properties: { ...properties, ...(operation.method === 'GET' && { cursor: CURSOR }) },
    additionalProperties: false,
  }
}

/**
 * What an operation is handed of what an agent sent.
 * @throws DomainError `bad_request` naming what does not fit
 */
export function readArguments(
  operation: Operation,
  known: ReadonlySet<string>,
  sent: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, string>>,
): { query: unknown; body: unknown } {
  const unknown = Object.keys(sent).find((name) => !known.has(name))
  if (unknown !== undefined) {
    const why = `There is no argument "${unknown.slice(0, 60)}". There are: ${[...known].join(', ') || 'none'}.`
    throw new DomainError('bad_request', why, { fields: { [unknown.slice(0, 60)]: 'There is no such argument.' } })
  }
  const { cursor: _, ...rest } = sent
  if (operation.body) return { query: undefined, body: parseBody(operation.body, rest) }
  if (!operation.query) return { query: undefined, body: undefined }
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) if (value !== undefined && value !== null) params.set(name, written(value))
  const taken = operation.query instanceof z.ZodObject ? operation.query.shape : {}
  for (const [name, value] of Object.entries(own)) if (name in taken) params.set(name, value)
  return { query: parseQuery(operation.query, params), body: undefined }
}

/** A value as a query has it. */
function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
