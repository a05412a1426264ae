import { describe, expect, it } from 'vitest'
import { hashPassword, passwordFault, verifyPassword } from './password'

describe('a password', () => {
  it('is kept as argon2id with the cost that OWASP asks for', async () => {
    expect(await hashPassword('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('fits its hash and nothing else, in whatever form its characters were typed', async () => {
    const stored = await hashPassword('Zürich-ﬁne-42')
    expect(await verifyPassword(stored, 'Zürich-fine-42')).toBe(true)
    expect(await verifyPassword(stored, 'zürich-fine-42')).toBe(false)
    expect(await verifyPassword(stored, '')).toBe(false)
  })

  it('of nobody is refused after as much work as a wrong one', async () => {
    expect(await verifyPassword(null, 'nobody has this password')).toBe(false)
  })

  it.each([
    ['correct horse battery staple', null],
    ['12 🐎🐎🐎🐎🐎', null],
    ['no rules of composition', null],
    ['shorter', 'A password has at least 8 characters.'],
    ['🐎🐎🐎🐎', 'A password has at least 8 characters.'],
    ['x'.repeat(257), 'A password has at most 256 characters.'],
    ['password1', 'This password is known from breaches of other sites. Choose another.'],
    ['QwertyUIOP', 'This password is known from breaches of other sites. Choose another.'],
    ['zzzzzzzzzzz', 'This password is one character over and over.'],
    ['alice.smith', 'A password must not be your e-mail address.'],
    ['Alice.Smith@example.com', 'A password must not be your e-mail address.'],
    ['Ballast2026', 'A password must not be the name of this product.'],
  ])('%j: %s', (password, fault) => {
    expect(passwordFault(password, 'alice.smith@example.com')?.toString() ?? null).toBe(fault)
  })
})
