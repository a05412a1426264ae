'use client'
import { keptChoice } from '../ui/kept-choice'

/** Whether an open page says in its tab's title how much fires, and whether it rings when something begins to. Off by default. */
export const titleChoice = keptChoice('ballast.title-count', ['off', 'on'])
export const soundChoice = keptChoice('ballast.sound', ['off', 'on'])
