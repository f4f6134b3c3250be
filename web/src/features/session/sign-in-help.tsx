/** How to get in: links are printed by the server's own terminal, so nobody else can ask for one. */

export function SignInHelp({ reason }: { reason: string }) {
  return (
    <main className="grid min-h-full place-items-center p-4">
      <div className="card w-full max-w-md p-6">
        <p className="text-base font-semibold tracking-tight text-accent">Plumbline</p>
        <h1 className="mt-4 text-lg font-semibold">Sign in with a one-time link</h1>
        <p className="mt-2 text-ink-2" role="status">
          {reason}
        </p>
        <p className="mt-4 text-ink-2">A link works once and only for a short time. On the computer that runs Plumbline, get a fresh one with:</p>
        <pre className="mt-2 overflow-x-auto rounded-md bg-sunken px-3 py-2 text-data">
          <code>plumbline sign-in-link</code>
        </pre>
        <p className="mt-2 text-data text-ink-3">In a checkout the command is .venv/bin/plumbline sign-in-link.</p>
      </div>
    </main>
  );
}
