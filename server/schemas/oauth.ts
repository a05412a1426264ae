import { z } from 'zod'
import { proof } from './security'
import { createTokenSchema } from './tokens'

const text = z.string().max(4000)

/** What a program sends a browser with (RFC 6749 §4.1.1, RFC 7636, RFC 8707); read further where a refusal can be told. */
export const authorizeSchema = z.object({
  response_type: text.optional(),
  client_id: text.optional(),
  redirect_uri: text.optional(),
  scope: text.optional(),
  state: text.optional(),
  code_challenge: text.optional(),
  code_challenge_method: text.optional(),
  resource: text.optional(),
})
export type AuthorizeInput = z.output<typeof authorizeSchema>

export const allowSchema = z.object({
  ...proof,
  request: authorizeSchema,
  scopes: createTokenSchema.shape.scopes,
  accountIds: createTokenSchema.shape.accountIds,
  tools: createTokenSchema.shape.tools,
})
export type AllowInput = z.output<typeof allowSchema>
