import { describe, expect, it } from 'vitest'
import { wordsIn } from '../language/words-in'
import { type BrowserTraits, pushSupport, SUPPORT_WORDS } from './support'

const chrome: BrowserTraits = {
  secure: true,
  hasWorkers: true,
  hasPush: true,
  permission: 'default',
  userAgent: 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  touchPoints: 5,
  installed: false,
}
const iphone = {
  ...chrome,
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1',
}
const ipad = {
  ...chrome,
  userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15',
}
const none = { hasPush: false, permission: null }

describe('whether a browser takes messages', () => {
  it.each([
    ['as it comes', chrome, 'ready'],
    ['allowed', { ...chrome, permission: 'granted' }, 'ready'],
    ['blocked', { ...chrome, permission: 'denied' }, 'denied'],
    ['over http', { ...chrome, secure: false, hasWorkers: false }, 'insecure'],
    ['an old one', { ...chrome, hasPush: false }, 'unsupported'],
    ['a private window', { ...chrome, hasWorkers: false }, 'unsupported'],
    ['an iPhone’s Safari', { ...iphone, ...none }, 'install'],
    ['an iPad’s Safari', { ...ipad, ...none }, 'install'],
    ['a Mac without touch', { ...ipad, ...none, touchPoints: 0 }, 'unsupported'],
    ['an old iPhone, from its home screen', { ...iphone, ...none, installed: true }, 'unsupported'],
    ['an iPhone, from its home screen', { ...iphone, installed: true }, 'ready'],
  ] as const)('%s: %s', (_name, traits, support) => expect(pushSupport(traits)).toBe(support))

  it('has a sentence of its own for each that is in the way', () => {
    expect(new Set(Object.values(SUPPORT_WORDS).map((words) => wordsIn('en', {})._(words))).size).toBe(4)
  })
})
