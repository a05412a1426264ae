'use client'
import './globals.css'

/** The last resort: the frame itself broke, so nothing of it is used here. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="flex min-h-dvh flex-col items-center justify-center px-4 text-center font-sans">
          <h1 className="font-semibold text-xl">Ballast broke</h1>
          <p className="mt-1 text-muted-foreground">It has been logged. Your data is safe.</p>
          <button type="button" onClick={reset} className="mt-6 h-8 rounded-md border bg-card px-3 font-medium">
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
