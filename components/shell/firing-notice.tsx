'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTRPC } from '../trpc-provider'
import { soundChoice, titleChoice } from './notice-choice'

/** Says on an open page that something fires, to those who look elsewhere: in the title of its tab, by a sound, or not at all. */
export function FiringNotice() {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.alerts.count.queryOptions())
  const inTitle = titleChoice.use() === 'on'
  const aloud = soundChoice.use() === 'on'
  const firing = data?.firing
  const before = useRef(firing)

  useEffect(() => {
    const counted = inTitle && firing ? `(${firing}) ` : ''
    const apply = () => {
      const wanted = counted + document.title.replace(/^\(\d+\) /, '')
      if (document.title !== wanted) document.title = wanted
    }
    apply()
    // Every page has a title of its own.
    const seen = new MutationObserver(apply)
    seen.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => seen.disconnect()
  }, [inTitle, firing])

  useEffect(() => {
    if (aloud && firing !== undefined && before.current !== undefined && firing > before.current) void ring()
    before.current = firing
  }, [aloud, firing])
  return null
}

const TONES = [660, 880]
const TONE_SECONDS = 0.16

/** Two short tones. A browser that plays nothing before somebody has touched the page stays silent. */
export async function ring(): Promise<void> {
  const context = new AudioContext()
  const volume = context.createGain()
  volume.gain.value = 0.08
  volume.connect(context.destination)
  const tones = TONES.map((frequency, at) => {
    const tone = context.createOscillator()
    tone.frequency.value = frequency
    tone.connect(volume)
    tone.start(context.currentTime + at * TONE_SECONDS)
    tone.stop(context.currentTime + (at + 1) * TONE_SECONDS)
    return tone
  })
  tones.at(-1)?.addEventListener('ended', () => void context.close())
}
