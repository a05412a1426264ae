import { expect, it, vi } from 'vitest'
import { onToastsWanted, toast, toastsStand, toastsWanted } from './toast'

it('keeps what is said until there is a place for it, in its order and by its id', () => {
  const wanted = vi.fn()
  const stop = onToastsWanted(wanted)
  const id = toast.loading('Writing')
  toast.success('Saved', { id })
  expect(wanted).toHaveBeenCalledTimes(2)
  expect(toastsWanted()).toBe(true)

  const said: unknown[] = []
  const place = new Proxy(
    {},
    {
      get:
        (_, kind) =>
        (...words: unknown[]) =>
          said.push([kind, ...words]),
    },
  ) as Parameters<typeof toastsStand>[0]
  const leave = toastsStand(place)
  expect(said).toEqual([
    ['loading', 'Writing', { id }],
    ['success', 'Saved', { id }],
  ])
  expect(toastsWanted()).toBe(false)

  toast.dismiss(id)
  expect(said.at(-1)).toEqual(['dismiss', id])
  leave()
  const other = toast.error('Failed')
  expect(other).not.toBe(id)
  expect(said).toHaveLength(3)
  expect(wanted).toHaveBeenCalledTimes(3)
  stop()
})
