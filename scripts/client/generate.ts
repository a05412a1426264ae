import { compile, type JSONSchema } from 'json-schema-to-typescript'
import { z } from 'zod'
import { openApiJson } from '@/server/rest/docs/document'

const content = z.record(z.string(), z.object({ schema: z.unknown() }))
const operationSchema = z.object({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string().optional(),
  'x-required-scope': z.string(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        required: z.boolean().optional(),
        description: z.string().optional(),
        schema: z.looseObject({}),
      }),
    )
    .default([]),
  requestBody: z.object({ required: z.boolean().optional(), content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
})
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

interface Method {
  id: string
  method: string
  path: string
  words: string[]
  query: 'none' | 'optional' | 'required'
  answerType: string
  /** Null: it sends none. */
  bodyType: string | null
  amounts: boolean
}

const FIRST_LINE = '// Made of the OpenAPI document by `npm run client`: not to be changed by hand.\n'

/** What other tools' clients ask is theirs: the heading of its operations, and how the names of its schemas begin. */
const OTHERS = 'Hummingbot'

/** The files of the TypeScript client that follow from the OpenAPI document, by path. */
export async function generatedClient(): Promise<Record<string, string>> {
  const document = documentSchema.parse(JSON.parse(openApiJson().json))
  const schemas = Object.fromEntries(Object.entries(document.components.schemas).filter(([name]) => !name.startsWith(OTHERS)))
  const methods: Method[] = []
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const json = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1].content?.[
        'application/json'
      ]
      // A stream is no answer to wait for.
      if (json && !operation.tags.includes(OTHERS))
        methods.push(methodOf(schemas, { method, path, operation, answer: json.schema }))
    }
  }
  return {
    'clients/typescript/src/types.ts': FIRST_LINE + (await typesOf(schemas)),
    'clients/typescript/src/client.ts': FIRST_LINE + clientOf(methods),
  }
}

const typeName = (id: string) => id.charAt(0).toUpperCase() + id.slice(1)

const reference = z.object({ $ref: z.string().startsWith('#/components/schemas/') })

/** The name of a schema's type: the one that it has in the document, else the one given. */
function named(schemas: Record<string, unknown>, name: string, schema: unknown): string {
  const known = reference.safeParse(schema)
  if (known.success) return known.data.$ref.slice('#/components/schemas/'.length)
  schemas[name] = schema
  return name
}

/** Names the types of an operation among the schemas, and tells its method. */
function methodOf(
  schemas: Record<string, unknown>,
  {
    method,
    path,
    operation,
    answer,
  }: { method: string; path: string; operation: z.output<typeof operationSchema>; answer: unknown },
): Method {
  const { operationId: id, parameters, requestBody, summary, description } = operation
  const name = typeName(id)
  const own = requestBody ? [] : parameters.filter((parameter) => parameter.name !== 'decimals')
  if (own.length > 0) {
    schemas[`${name}Query`] = {
      type: 'object',
      properties: Object.fromEntries(
        own.map((parameter) => [parameter.name, { ...parameter.schema, description: parameter.description }]),
      ),
      required: own.flatMap((parameter) => (parameter.required ? [parameter.name] : [])),
      additionalProperties: false,
    }
  }
  return {
    ...{ id, method: method.toUpperCase(), path },
    answerType: named(schemas, `${name}Answer`, answer),
    bodyType: requestBody ? named(schemas, `${name}Body`, requestBody.content['application/json']?.schema) : null,
    words: [`${summary}. Scope: ${operation['x-required-scope']}.`, ...(description ? [description] : [])],
    query: own.length === 0 ? 'none' : own.some(({ required }) => required) ? 'required' : 'optional',
    amounts: parameters.some((parameter) => parameter.name === 'decimals'),
  }
}

/** Amounts are asked for as strings, so that is what they are. */
function asAsked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asAsked)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, of]): [string, unknown] => {
    if (key === 'type' && Array.isArray(of) && of.includes('number') && of.includes('string')) {
      const left = of.filter((name) => name !== 'number')
      return [key, left.length === 1 ? left[0] : left]
    }
    return [key, asAsked(of)]
  })
  return Object.fromEntries(entries)
}

async function typesOf(schemas: Record<string, unknown>): Promise<string> {
  const text = JSON.stringify(asAsked(schemas)).replaceAll('#/components/schemas/', '#/definitions/')
  const root: JSONSchema = {
    title: 'BallastTypes',
    type: 'object',
    additionalProperties: false,
    definitions: JSON.parse(text),
  }
  const written = await compile(root, 'BallastTypes', {
    bannerComment: '',
    unreachableDefinitions: true,
    additionalProperties: true,
    style: { semi: false, singleQuote: true, printWidth: 130 },
  })
  // Of what holds them nothing is asked, and who names a type its reader sees.
  return written
    .replaceAll(
      /( \*\n)? \* This interface was referenced by `BallastTypes`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/g,
      '',
    )
    .replaceAll(/^\/\*\*\n \*\/\n/gm, '')
    .replace(/^export (type BallastTypes = \{\}|interface BallastTypes \{\})\n/m, '')
}

function clientOf(methods: readonly Method[]): string {
  const types = methods.flatMap(({ id, query, answerType, bodyType }) => [
    answerType,
    ...(query === 'none' ? [] : [`${typeName(id)}Query`]),
    ...(bodyType === null ? [] : [bodyType]),
  ])
  return `import { type BallastOptions, send } from './transport.js'
import type {
${[...new Set(types)]
  .sort()
  .map((name) => `  ${name},`)
  .join('\n')}
} from './types.js'

/** To stop waiting. */
interface Waiting {
  signal?: AbortSignal | undefined
}

/** The Ballast API: one method an operation. Amounts are decimal strings; null is "not known". */
export class BallastClient {
  constructor(private readonly options: BallastOptions) {}

${methods.map(methodText).join('\n\n')}
}
`
}

function methodText({ id, method, path, words, query, answerType, bodyType, amounts }: Method): string {
  const name = typeName(id)
  const parameters = [
    ...(bodyType === null ? [] : [`body: ${bodyType}`]),
    ...(query === 'none' ? [] : [`query: ${name}Query${query === 'optional' ? ' = {}' : ''}`]),
    'waiting: Waiting = {}',
  ]
  const asked = [...(query === 'none' ? [] : ['...query']), ...(amounts ? ["decimals: 'string'"] : [])]
  const sent = [
    `method: '${method}'`,
    `path: '${path}'`,
    ...(asked.length > 0 ? [`query: { ${asked.join(', ')} }`] : []),
    ...(bodyType === null ? [] : ['body']),
    '...waiting',
  ]
  return `  /**
${words.map((line) => `   * ${line}`).join('\n')}
   * @throws BallastError
   */
  async ${id}(${parameters.join(', ')}): Promise<${answerType}> {
    return (await send(this.options, { ${sent.join(', ')} })) as ${answerType}
  }`
}
