/** How to begin. */
import { useCurrentPortfolio } from "@/lib/current-portfolio";

export const FIRST_QUESTIONS = [
  "What is driving my risk?",
  "How did I do against the S&P 500 this year?",
  "How concentrated am I, and what would you look at first?",
];

export function FirstQuestions({ onAsk }: { onAsk: (text: string) => void }) {
  const { portfolio } = useCurrentPortfolio();
  return (
    <div>
      <h2 className="font-semibold">Ask about {portfolio?.name ?? "your portfolio"}</h2>
      <p className="mt-1 text-data text-ink-2">Every figure in an answer leads to the calculation behind it.</p>
      <ul className="mt-3 space-y-1.5">
        {FIRST_QUESTIONS.map((text) => (
          <li key={text}>
            <button
              type="button"
              onClick={() => onAsk(text)}
              className="w-full rounded-md border border-line bg-raised px-3 py-2 text-left hover:border-accent hover:text-accent"
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
