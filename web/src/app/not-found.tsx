/** An address that leads nowhere. */
import { Link } from "@tanstack/react-router";

export function NotFound() {
  return (
    <main className="mx-auto max-w-md p-8 text-center">
      <h1 className="text-lg font-semibold">There is no such page</h1>
      <p className="mt-2 text-ink-2">The address may be mistyped, or from another version.</p>
      <Link to="/" className="mt-4 inline-block text-accent underline">
        Go to the overview
      </Link>
    </main>
  );
}
